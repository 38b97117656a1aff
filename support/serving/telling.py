"""What has been served of one answer, told to the witness exactly once.

Two threads may know how an answer ended: the one that sends it, and the ear that hears the
peer leave. Whoever knows first tells.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from support.serving.calls import Piece, Served

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.serving.calls import Ending, Headers


class Telling:
    """Grows with the answer; `end` tells it to *ended*."""

    def __init__(self, ended: Callable[[Served], None]) -> None:
        self._ended = ended
        self._lock = threading.Lock()
        self._told = False
        self._last_bytes_go_out = False
        self._status = 0
        self._reason = ""
        self._headers: Headers = ()
        self._pieces: list[Piece] = []

    @property
    def told(self) -> bool:
        return self._told

    def began(self, status: int, reason: str, headers: Headers) -> None:
        with self._lock:
            self._status, self._reason, self._headers = status, reason, headers

    def piece(self, data: bytes) -> None:
        """These bytes are about to be handed to the network."""
        with self._lock:
            self._pieces.append(Piece(time.monotonic(), data))

    def last_bytes_go_out(self) -> None:
        """A peer that leaves from now on may have read everything."""
        with self._lock:
            self._last_bytes_go_out = True

    def peer_left(self) -> None:
        with self._lock:
            may_have_read_all = self._last_bytes_go_out
        if not may_have_read_all:
            self.end("peer left")

    def end(self, ending: Ending) -> None:
        with self._lock:
            if self._told:
                return
            self._told = True
            pieces = tuple(self._pieces)
            served = Served(self._status, self._reason, self._headers, pieces, ending)
        self._ended(served)
