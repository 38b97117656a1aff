"""One connection through a link: the near end, the far end, and the bytes on their way.

    peer --near--> [to_far] --far--> port behind the link
    peer <--near-- [to_near] <-[kept back]- far

Rule 1: only the link's thread touches a pair. Rule 2: a pair that has lost a byte never
carries another one.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct

READ_AT_ONCE = 65_536
ENOUGH_ON_THE_WAY = 1_048_576
FORGET_AT_ONCE = struct.pack("ii", 1, 0)  # closing sends RST


class Pair:
    """A relay between *near* and a port of the loopback interface, without blocking."""

    def __init__(self, near: socket.socket, to_port: int) -> None:
        near.settimeout(0)
        near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.near = near
        self.far: socket.socket | None = None
        self.lost_something = False
        self.gone = False
        self._to_port = to_port
        self._to_far = bytearray()
        self._to_near = bytearray()
        self._kept_back = bytearray()
        self._near_ended = self._far_ended = False
        self._far_told = self._near_told = False

    @property
    def waits_in_vain(self) -> bool:
        """The near end is still there, and something that it waits for was lost or kept back."""
        kept_back = bool(self._kept_back) or (self._far_ended and not self._near_told)
        return not self._near_ended and (self.lost_something or kept_back)

    def connect(self) -> None:
        """Reach the far end, if that has not been done yet; nobody there resets the near end."""
        if self.far is None and not self.gone:
            try:
                self.far = socket.create_connection(("127.0.0.1", self._to_port), timeout=1)
            except OSError:
                self.reset()
            else:
                self.far.settimeout(0)
                self.far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def wants(self, end: socket.socket) -> int:
        """The selector events that matter for *end* now."""
        if end is self.near:
            reads = not self._near_ended and len(self._to_far) < ENOUGH_ON_THE_WAY
            writes = bool(self._to_near)
        else:
            on_the_way = len(self._to_near) + len(self._kept_back)
            reads = not self._far_ended and on_the_way < ENOUGH_ON_THE_WAY
            writes = bool(self._to_far)
        return selectors.EVENT_READ * reads | selectors.EVENT_WRITE * writes

    def read_near(self, *, swallow: bool) -> None:
        data = self._read(self.near, reset_spreads=not swallow)
        if data is None:
            return
        if not data:
            self._near_ended = True
        if swallow:
            self.lost_something = True
            self._to_far.clear()
        else:
            self._to_far += data

    def read_far(self, *, swallow: bool) -> None:
        data = None if self.far is None else self._read(self.far, reset_spreads=not swallow)
        if data is None:
            return
        if not data:
            self._far_ended = True
        if swallow:
            self.lost_something = True
        else:
            self._kept_back += data

    def let_answers_go(self) -> None:
        """What was kept back goes on its way, the end of the answer included."""
        self._to_near += self._kept_back
        self._kept_back.clear()
        self._write(self.near, self._to_near)
        if self._far_ended and not self._near_told and not self._to_near:
            self._near_told = True
            self._end(self.near)

    def flush(self) -> None:
        """Send what is on its way already."""
        self._write(self.near, self._to_near)
        if self.far is not None and not self.lost_something:
            self._write(self.far, self._to_far)
            if self._near_ended and not self._far_told and not self._to_far:
                self._far_told = True
                self._end(self.far)

    @property
    def is_over(self) -> bool:
        """Both ends have ended, and nothing is on its way that could still be heard."""
        ended = self._near_ended and (self._far_ended or self.far is None)
        return ended and (self.lost_something or (self._near_told and self._far_told))

    def reset(self) -> None:
        """It ends with RST, for both ends, once it is closed."""
        self.gone = True
        for end in self.ends:
            with contextlib.suppress(OSError):  # this end has gone already
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, FORGET_AT_ONCE)

    def close(self) -> None:
        for end in self.ends:
            end.close()

    @property
    def ends(self) -> list[socket.socket]:
        return [self.near] if self.far is None else [self.near, self.far]

    def _read(self, end: socket.socket, *, reset_spreads: bool) -> bytes | None:
        """What came; b"" at the end; None when there is nothing to be done about it."""
        try:
            return end.recv(READ_AT_ONCE)
        except BlockingIOError:
            return None
        except OSError:  # this end was reset; the other one is, unless it must not hear of it
            if not reset_spreads:
                return b""
            self.reset()
            return None

    def _write(self, end: socket.socket, data: bytearray) -> None:
        try:
            while data and not self.gone:
                del data[: end.send(data)]
        except BlockingIOError:
            pass
        except OSError:
            self.reset()

    def _end(self, end: socket.socket) -> None:
        if not self.gone:
            with contextlib.suppress(OSError):  # this end has gone already
                end.shutdown(socket.SHUT_WR)
