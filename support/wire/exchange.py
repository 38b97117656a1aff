"""What crossed a socket, exactly as it crossed it.

Rule 1: headers keep their order, their case and their repetitions; bodies stay bytes, in the
pieces in which they came. Rule 2: nothing here is interpreted; whoever wants a meaning asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Headers = tuple[tuple[str, str], ...]
Leg = Literal[
    "caller to gateway",
    "operator to gateway",
    "gateway to model",
    "gateway to site",
    "gateway to receiver",
    "receiver to gateway",
    "gateway to control plane",
]
Ending = Literal[
    "complete",  # the message ended as its framing promised
    "open",  # not ended yet
    "refused",  # no connection was accepted
    "cut",  # the connection was closed in the middle of the message, or before it
    "reset",  # likewise, with a TCP reset
    "timed out",  # the judge lost patience
    "malformed",  # not HTTP
    "peer left",  # the receiving side went away first
]


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a body that arrived together; *at* is in seconds of the judge's own clock."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    target: str
    headers: Headers
    body: bytes = b""

    def header_values(self, name: str) -> list[str]:
        return values_of(self.headers, name)


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    reason: str
    headers: Headers
    pieces: tuple[Piece, ...] = ()
    version: str = "HTTP/1.1"

    @property
    def body(self) -> bytes:
        return b"".join(piece.data for piece in self.pieces)

    def header_values(self, name: str) -> list[str]:
        return values_of(self.headers, name)

    def header(self, name: str) -> str | None:
        """The one value of *name*, or None. For judges, a header sent twice has no one value."""
        values = self.header_values(name)
        return ", then ".join(values) + " (sent twice)" if len(values) > 1 else _first(values)


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in the order of everything that happened, with three ways to date it."""

    number: int  # the order in the ledger
    at: float  # seconds of the judge's own clock, for measuring
    time: float  # the scenario's time, which is moved and not waited for


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what became of it."""

    leg: Leg
    who: str
    request: Request
    began: Moment
    response: Response | None = None
    ending: Ending = "open"
    ended: Moment | None = None
    answered: Moment | None = None  # when the head of an answer came, where somebody could tell

    @property
    def took(self) -> float | None:
        """Seconds of the scenario's time from the first byte sent to the last one received."""
        return None if self.ended is None else self.ended.time - self.began.time


class Recorder(Protocol):
    """Who is told of each request when it is sent, and of each answer when it begins and ends."""

    def begin(self, leg: Leg, who: str, request: Request) -> int: ...

    def answering(self, number: int, head: Response) -> None: ...

    def end(self, number: int, response: Response | None, ending: Ending) -> Exchange: ...


def values_of(headers: Headers, name: str) -> list[str]:
    wanted = name.lower()
    return [value for key, value in headers if key.lower() == wanted]


def _first(values: list[str]) -> str | None:
    return values[0] if values else None
