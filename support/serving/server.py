"""A byte-exact HTTP/1.1 server on loopback, for things that must be seen on a socket.

    peer --bytes--> ear (one thread) --> connection --> handler --bytes--> peer

It knows neither who stands on it nor who calls it.
"""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING

from support.serving.calls import Fault
from support.serving.connection import Connection
from support.serving.ear import READ, Ear

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.serving.calls import Call, RawReply, Reply, Witness

LONGEST_GOODBYE = 2.0


class Server:
    """Serves *handler* on a free port of the loopback interface until closed.

    `faults` has what should not have happened: ours when a handler or the witness raised, the
    peer's when a request could not be read.

    A handler may wait, if it says so before (`about_to_wait`). Closing wakes whoever waits for a
    socket. A handler that waits for something else, a gate of a simulator, cannot be woken from
    here: open the gates first, then close the server.
    """

    def __init__(
        self,
        handler: Callable[[Call], Reply | RawReply],
        witness: Witness,
        ear: Ear | None = None,
    ) -> None:
        """*ear*: the one that it shares with other servers."""
        self.faults: list[Fault] = []
        self._handler = handler
        self._witness = witness
        self._connections: list[Connection] = []  # the listener's, until we have closed
        self._closed = False
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._listening.settimeout(0)
        self.port: int = self._listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._ear = ear or Ear()
        self._ear_is_ours = ear is None
        self._ear.attend(self._listening, READ, self._accept)

    def close(self) -> None:
        """End everything: no thread, port or descriptor is left. Closing twice is harmless."""
        if self._closed:
            return
        self._closed = True
        self._ear.do(self._turn_deaf)
        for connection in self._connections:
            connection.hang_up()
        deadline = time.monotonic() + LONGEST_GOODBYE
        for connection in self._connections:
            if not connection.ended_within(deadline - time.monotonic()):
                self.faults.append(
                    Fault("ours", "a handler was still waiting when its server closed")
                )
            connection.close()
        self._listening.close()
        if self._ear_is_ours:
            self._ear.close()

    def _turn_deaf(self) -> None:
        self._ear.attend(self._listening, 0, self._accept)
        for connection in self._connections:
            connection.turn_deaf()

    def _accept(self, _events: int) -> None:
        with contextlib.suppress(OSError):  # the peer left while it stood in the queue
            peer, _ = self._listening.accept()
            one = Connection(peer, self._ear, self._handler, self._witness, self.faults.append)
            self._connections = [each for each in self._connections if not each.is_over]
            self._connections.append(one)
