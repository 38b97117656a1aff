"""One peer of a server: its bytes while it speaks, and the end that suits both sides."""

from __future__ import annotations

import contextlib
import socket
import struct
from functools import partial
from typing import TYPE_CHECKING

from support.serving.ear import READ, about_to_wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.serving.ear import Ear

READ_AT_ONCE = 65_536
FORGET_AT_ONCE = struct.pack("ii", 1, 0)  # closing sends RST


class Line:
    """Tells *heard* every piece of bytes from *peer*, and b"" once when it has gone."""

    def __init__(self, peer: socket.socket, ear: Ear, heard: Callable[[bytes], None]) -> None:
        self._peer = peer
        self._ear = ear
        self._heard = heard
        self._silent = False  # the peer will send nothing more
        self._dismissed = False  # we will send nothing more
        peer.settimeout(None)
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ear.attend(peer, READ, self._hear)

    @property
    def is_closed(self) -> bool:
        return self._peer.fileno() < 0

    def send(self, data: bytes) -> None:
        """All of it; only what the network does not take at once is waited for."""
        sent = 0
        with contextlib.suppress(BlockingIOError):
            sent = self._peer.send(data, socket.MSG_DONTWAIT)
        if sent < len(data):
            about_to_wait()
            self._peer.sendall(data[sent:])

    def dismiss(self, *, reset: bool) -> None:
        """Nothing more will be sent: reset it now, or close when the peer has gone as well."""
        if not reset:
            with contextlib.suppress(OSError):  # the peer was faster
                self._peer.shutdown(socket.SHUT_WR)
        self._ear.soon(partial(self._dismiss, reset=reset))

    def turn_deaf(self) -> None:
        """Hear nothing more of this peer. Only by whoever listens."""
        self._silent = True
        self._ear.attend(self._peer, 0, self._hear)

    def break_off(self) -> None:
        """Wake whoever is sending: the peer gets and says nothing more."""
        with contextlib.suppress(OSError):  # the peer was faster
            self._peer.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._peer.close()

    def _hear(self, _events: int) -> None:
        try:
            data = self._peer.recv(READ_AT_ONCE, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:
            data = b""  # a reset is an end as well
        if not data:
            self.turn_deaf()
            self._close_when_done()
        if not self._dismissed:
            self._heard(data)

    def _dismiss(self, *, reset: bool) -> None:
        self._dismissed = True
        if reset:
            with contextlib.suppress(OSError):  # it is closed already
                self._peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, FORGET_AT_ONCE)
            self.turn_deaf()
        self._close_when_done()

    def _close_when_done(self) -> None:
        # Closing with bytes unread would be a reset, which can take our last bytes from a peer
        # that has not read them yet. So the peer goes first.
        if self._dismissed and self._silent:
            self._peer.close()
