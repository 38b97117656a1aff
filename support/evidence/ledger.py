"""Everything that happened in one scenario, in the order in which it happened.

Rule 1: assertions read the ledger and never the network, so a stored ledger can be judged again.
Rule 2: an exchange is written down when its request is sent, again when the head of its answer
comes, and completed when its answer ends; what is still open can be seen to be open.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from support.clock import TrueTime
from support.wire.exchange import Exchange, Moment, Piece, Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from support.serving.calls import Call, Served
    from support.wire.exchange import Ending, Leg


SAID = "said"  # a Happening: a sentence; what happens after it is done or looked at by it
OVER = "all is said"  # a Happening: what happens after it was no sentence's
KNOWN_BY = "gateway known by"  # a Happening: the token by which its control plane knows it
PLACES = "places of splits"  # a Happening: from which up to which a stream was split
LEFT = "gateway left"  # a Happening: its process has ended after it was told to
CUT_OFF = "call cut off"  # a Happening: the link let something begin and not arrive


@dataclass(frozen=True, slots=True)
class Happening:
    """Something beside the wire: a sentence said, a clock moved, a fault made, a bundle offered."""

    kind: str
    text: str
    began: Moment


class Ledger:
    def __init__(self, time_of_scenario: TrueTime) -> None:
        self._time = time_of_scenario
        self._entries: list[Exchange | Happening] = []
        self._changed = threading.Condition()
        self.marked = 0

    @classmethod
    def of(cls, entries: Iterable[Exchange | Happening], marked: int) -> Ledger:
        """One that is only read: what happened some time ago."""
        past = cls(TrueTime())
        past._entries, past.marked = list(entries), marked
        return past

    def note(self, kind: str, text: str) -> None:
        """Write down something that happened beside the wire."""
        with self._changed:
            self._entries.append(Happening(kind, text, self._moment()))
            self._changed.notify_all()

    def begin(self, leg: Leg, who: str, request: Request) -> int:
        with self._changed:
            began = self._moment()
            self._entries.append(Exchange(leg, who, request, began))
            self._changed.notify_all()
        return began.number

    def answering(self, number: int, head: Response) -> None:
        """The head of an answer has come, and nothing of its body yet."""
        with self._changed:
            entry = self._entries[number]
            assert isinstance(entry, Exchange)  # noqa: S101 - begin() put it there
            self._entries[number] = replace(entry, response=head, answered=self._moment())
            self._changed.notify_all()

    def end(self, number: int, response: Response | None, ending: Ending) -> Exchange:
        with self._changed:
            entry = self._entries[number]
            assert isinstance(entry, Exchange)  # noqa: S101 - begin() put it there
            ended = replace(entry, response=response, ending=ending, ended=self._moment())
            self._entries[number] = ended
            self._changed.notify_all()
        return ended

    def mark(self) -> None:
        """Everything before this moment belongs to the Givens."""
        self.marked = len(self._entries)

    def everything(self) -> list[Exchange | Happening]:
        with self._changed:
            return list(self._entries)

    def exchanges(self, leg: Leg) -> list[Exchange]:
        """All exchanges on one leg, from the beginning of the scenario."""
        return [e for e in self.everything() if isinstance(e, Exchange) and e.leg == leg]

    def since_mark(self, leg: Leg) -> list[Exchange]:
        """The exchanges on one leg that began with or after the When."""
        return [each for each in self.exchanges(leg) if each.began.number >= self.marked]

    def seconds_of(self, leg: Leg) -> float:
        """How long, by the judge's own clock, something was under way on one leg."""
        spans = sorted((e.began.at, e.ended.at) for e in self.exchanges(leg) if e.ended)
        total, until = 0.0, 0.0
        for begin, end in spans:
            total += max(0.0, end - max(begin, until))
            until = max(until, end)
        return round(total, 6)

    def notes(self, kind: str) -> list[str]:
        """What was noted of this kind beside the wire, from the beginning of the scenario."""
        return [e.text for e in self.everything() if isinstance(e, Happening) and e.kind == kind]

    def everything_since_mark(self) -> list[Exchange | Happening]:
        return self.everything()[self.marked :]

    def watch(self, seen: Callable[[], bool], within: float) -> bool:
        """Watch the ledger grow until *seen* says so; false when patience ends first."""
        with self._changed:
            return self._changed.wait_for(seen, within)

    def _moment(self) -> Moment:
        return Moment(len(self._entries), time.monotonic(), self._time.now())


class Neighbour:
    """Writes one leg behind the gateway into the ledger, as the servers there see it."""

    def __init__(self, ledger: Ledger, leg: Leg, who: str = "the gateway") -> None:
        self._ledger = ledger
        self._leg = leg
        self._who = who

    def arrived(self, call: Call) -> Callable[[Served], None]:
        request = Request(call.method, call.target, call.headers, call.body)
        number = self._ledger.begin(self._leg, self._who, request)

        def ended(served: Served) -> None:
            pieces = tuple(Piece(piece.at, piece.data) for piece in served.pieces)
            answer = Response(served.status or 0, served.reason, served.headers, pieces)
            self._ledger.end(number, answer if served.status else None, served.ending)

        return ended
