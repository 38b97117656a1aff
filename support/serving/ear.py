"""The one listening thread of some servers: it accepts connections and hears what peers send.

Rule 1: only this thread reads from sockets and closes them while it runs, so that the end of
a connection is noticed at once, also while the answer on it waits.
Rule 2: it knows bytes, not HTTP.
Rule 3: it lives as long as it has a door to attend to.
"""

from __future__ import annotations

import contextlib
import queue
import selectors
import socket
import struct
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

READ_AT_ONCE = 65_536
FORGET_AT_ONCE = struct.pack("ii", 1, 0)  # closing sends RST


@dataclass(slots=True)
class _Line:
    """A connection as the ear knows it."""

    peer: socket.socket
    door: _Door
    hear: Callable[[bytes], None]
    silent: bool = False  # the peer will send nothing more
    dismissed: bool = False  # we will send nothing more


@dataclass(frozen=True, slots=True)
class _Door:
    """Where peers come in, and who welcomes them."""

    listening: socket.socket
    welcome: Callable[[socket.socket], Callable[[bytes], None]]


class _Farewell(NamedTuple):
    peer: socket.socket
    reset: bool


class _Shutting(NamedTuple):
    listening: socket.socket
    done: threading.Event


class Ear:
    """Hears all that comes in by the doors that it attends to."""

    def __init__(self) -> None:
        self._lines: dict[socket.socket, _Line] = {}
        self._doors: set[_Door] = set()
        self._farewells: queue.SimpleQueue[_Farewell | _Shutting] = queue.SimpleQueue()
        self._waker, self._woken = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._listen, name="ear", daemon=True)

    def attend(
        self,
        listening: socket.socket,
        welcome: Callable[[socket.socket], Callable[[bytes], None]],
    ) -> None:
        """Let peers in; *welcome* returns who hears what a peer sends.

        The hearer gets every piece of bytes, and b"" once when the peer has gone.
        """
        door = _Door(listening, welcome)
        self._doors.add(door)
        self._selector.register(listening, selectors.EVENT_READ, door)
        if self._thread.ident is None:
            self._thread.start()

    def dismiss(self, peer: socket.socket, *, reset: bool) -> None:
        """Nothing more will be sent to *peer*: reset it now, or close when it has gone as well."""
        self._farewells.put(_Farewell(peer, reset))
        with contextlib.suppress(OSError):  # everything is closed already
            self._waker.send(b".")

    def stop(self, listening: socket.socket) -> None:
        """Accept and hear nothing more at this door. Returns when that is so."""
        shutting = _Shutting(listening, threading.Event())
        self._farewells.put(shutting)
        self._waker.send(b".")
        shutting.done.wait()

    def close(self, listening: socket.socket) -> None:
        """Close this door and every connection that came in by it. Only after `stop`."""
        for line in list(self._lines.values()):
            if line.door.listening is listening:
                del self._lines[line.peer]
                line.peer.close()
        listening.close()
        if not self._doors:
            self._thread.join()
            for end in (self._selector, self._waker, self._woken):
                end.close()

    def _listen(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if isinstance(key.data, _Door):
                    self._accept(key.data)
                elif isinstance(key.data, _Line):
                    self._hear(key.data)
                elif self._told_to_stop():
                    return

    def _accept(self, door: _Door) -> None:
        if door not in self._doors:
            return  # shut by an earlier event of this very round
        with contextlib.suppress(OSError):  # the peer left while it stood in the queue
            peer, _ = door.listening.accept()
            peer.settimeout(None)
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line = self._lines[peer] = _Line(peer, door, door.welcome(peer))
            self._selector.register(peer, selectors.EVENT_READ, line)

    def _hear(self, line: _Line) -> None:
        if line.silent or line.peer not in self._lines:
            return  # closed by an earlier event of this very round
        try:
            data = line.peer.recv(READ_AT_ONCE, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:
            data = b""  # a reset is an end as well
        if not line.dismissed:
            line.hear(data)
        if not data:
            line.silent = True
            self._selector.unregister(line.peer)
            self._close_when_done(line)

    def _told_to_stop(self) -> bool:
        """Do as asked; whether there is no door left to attend to."""
        self._woken.recv(READ_AT_ONCE)
        with contextlib.suppress(queue.Empty):
            while True:
                asked = self._farewells.get_nowait()
                if isinstance(asked, _Shutting):
                    self._shut(asked)
                else:
                    self._bid_farewell(asked)
        return not self._doors

    def _shut(self, shutting: _Shutting) -> None:
        door = next(each for each in self._doors if each.listening is shutting.listening)
        self._selector.unregister(door.listening)
        for line in self._lines.values():
            if line.door is door and not line.silent:
                line.silent = True
                self._selector.unregister(line.peer)
        self._doors.remove(door)
        shutting.done.set()

    def _bid_farewell(self, farewell: _Farewell) -> None:
        line = self._lines.get(farewell.peer)
        if line is None or line.door not in self._doors:
            return  # closed already, or about to be
        line.dismissed = True
        if farewell.reset:
            self._reset(line)
        self._close_when_done(line)

    def _reset(self, line: _Line) -> None:
        line.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, FORGET_AT_ONCE)
        if not line.silent:
            line.silent = True
            self._selector.unregister(line.peer)

    def _close_when_done(self, line: _Line) -> None:
        # Closing with bytes unread would be a reset, which can take our last bytes from a peer
        # that has not read them yet. So the peer goes first.
        if line.dismissed and line.silent:
            del self._lines[line.peer]
            line.peer.close()
