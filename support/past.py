"""A scenario that was recorded, as one of its Thens saw it: what can be asked again, and no more.

Rule 1: nothing acts. Where a Then had somebody look, the look stands in the record, and that is
what is seen again. Rule 2: what the record does not tell is not made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from support.drivers.onlookers import Look
from support.errors import WicketkeeperError
from support.evidence.ledger import Ledger
from support.hearing import Hearing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from support.evidence.past import Passage
    from support.evidence.written import Entry
    from support.targets.description import Description
    from support.wire.exchange import Exchange, Leg


class NotOnRecordError(WicketkeeperError):
    """A Then asks for something that its record does not tell."""


class Past(Hearing):
    def __init__(
        self, history: Sequence[Entry], passage: Passage, marked: int, description: Description
    ) -> None:
        ledger = Ledger.of(passage.so_far(history), marked)
        super().__init__(ledger, 0.0, description)
        self.operator = _Operator(ledger, passage, description)
        self.onlookers = _Onlookers(ledger, passage, self.operator)
        self.processes = self.stops = self.fleets = _Done()

    def untold(self, what: str) -> NoReturn:
        msg = f"it speaks of {what}, of which nothing stands in the record"
        raise NotOnRecordError(msg)

    def __getattr__(self, name: str) -> NoReturn:
        msg = f"it asks for {name!r} of the world, which the record does not tell"
        raise NotOnRecordError(msg)


class _Operator:
    """What the operator saw, look by look."""

    def __init__(self, ledger: Ledger, passage: Passage, description: Description) -> None:
        self._looks = iter(_during(ledger, passage, "operator to gateway"))
        self._paths = description.dialect.paths

    def looks_whether_live(self, method: str = "GET") -> Exchange:
        return self._look(method, self._paths.live)

    def looks_whether_ready(self, method: str = "GET") -> Exchange:
        return self._look(method, self._paths.ready)

    def looks_at_figures(self) -> Exchange:
        return self._look("GET", self._paths.metrics)

    def _look(self, method: str, path: str) -> Exchange:
        look = next(self._looks, None)
        if look is None or (look.request.method, look.request.target) != (method, path):
            msg = f"it has the operator look at {path}, and no such look stands in the record here"
            raise NotOnRecordError(msg)
        return look


class _Onlookers:
    def __init__(self, ledger: Ledger, passage: Passage, operator: _Operator) -> None:
        self._answers = _during(ledger, passage, "caller to gateway")
        self._operator = operator

    def look(self) -> Look:
        return Look(self._answers, self._operator.looks_whether_ready())


class _Done:
    """Whatever was done then is done, and what was seen of it stands in the ledger."""

    def are_looked_at(self) -> None: ...

    def is_waited_for(self) -> None: ...

    def are_heard_out(self) -> None: ...

    def have_asked_enough(self) -> None: ...


def _during(ledger: Ledger, passage: Passage, leg: Leg) -> list[Exchange]:
    return [each for each in ledger.exchanges(leg) if each.began.number >= passage.since]
