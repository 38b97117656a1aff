"""What a server of ours receives and sends, as plain values.

Headers keep their order, their case and their repetitions; bodies stay bytes; what was
sent is kept piece by piece with its time. Nothing in here does anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Headers = tuple[tuple[str, str], ...]
Ending = Literal["complete", "cut", "reset", "peer left"]


class CutOff(Exception):  # noqa: N818 (an order to the server, not an error)
    """Raised by a handler or between pieces: close the connection, the answer unfinished."""


class Reset(Exception):  # noqa: N818 (an order to the server, not an error)
    """Raised by a handler or between pieces: reset the connection (RST), the answer unfinished."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read whole. `headers` are exactly as they were received."""

    method: str
    target: str
    headers: Headers
    body: bytes
    http_version: str

    def values(self, name: str) -> list[str]:
        """Every value of header *name*, in the order received."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer.

    A body of bytes gets a Content-Length unless `headers` has one. An iterable is sent
    chunked (unless `headers` has a Content-Length), each piece at once and by itself; it may
    block between pieces, and may raise CutOff or Reset. An empty `reason` means the usual one.
    """

    status: int
    headers: Iterable[tuple[str, str]] = ()
    body: bytes | Iterable[bytes] = b""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RawReply:
    """Bytes to write as they are, whatever they say; then the connection is closed."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a body, and when (time.monotonic) they were handed to the network."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Served:
    """What went out for one call. Status 0: no status line of ours (nothing sent, or raw bytes).

    `ending` tells who ended it: complete; cut and reset by us; or the peer left before the end.
    """

    status: int
    reason: str
    headers: Headers
    pieces: tuple[Piece, ...]
    ending: Ending


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that should not have happened, and whose doing it was."""

    whose: Literal["ours", "the peer's"]
    text: str
    error: Exception | None = None


class Witness(Protocol):
    """Sees every call before it is handled, and every answer once it has ended."""

    def arrived(self, call: Call) -> Callable[[Served], None]:
        """A request has been read whole; returns what to call, once, when its answer ended.

        Comes before the first byte of the answer. The returned function may be called from
        another thread, and a moment after the peer has read the last byte.
        """
        ...
