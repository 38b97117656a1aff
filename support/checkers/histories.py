"""Judges the whole history of a scenario, whatever its sentences spoke of.

Each checker looks only where the gateway claims what is needed and where there is something to be
seen; how many histories each of them has judged is counted, so that silence is never taken for
agreement.
"""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from support.checkers import conservation
from support.checkers.asked import asked_of
from support.checkers.counters import Reading, days, minutes
from support.checkers.exactly_once import exactly_once
from support.checkers.ids import ids
from support.checkers.passing_on import passing_on
from support.checkers.quota import ruling
from support.checkers.versions import versions
from support.evidence.ledger import Happening
from support.targets.stated import STATED, read_stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from support.checkers.asked import Asked
    from support.checkers.quota import Counter
    from support.targets.description import Description
    from support.wire.exchange import Exchange

CHECKERS = ("quota", "conservation", "versions", "exactly once", "ids", "passing on")
_LIMITS = {"token_budgets", "policies", "fresh_state", "house_dialect"}
_REPORTS = {"control_plane", "house_dialect"}


@dataclass(slots=True)
class Findings:
    """What the checkers say of one history."""

    faults: list[str] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)  # the checkers that had something to judge
    open: list[str] = field(default_factory=list)  # what they could not find out

    def heard(self, checker: str, faults: Iterable[str] | None) -> None:
        if faults is not None:
            self.judged.append(checker)
            self.faults += [f"{checker}: {each}" for each in faults]


def findings(entries: Sequence[Exchange | Happening], target: Description) -> Findings:
    """Everything that is wrong with this history, by whatever was claimed."""
    found = Findings()
    claims = target.claims
    notes = [each for each in entries if isinstance(each, Happening)]
    stated = read_stated(each.text for each in notes if each.kind == STATED)
    if stated and "policies" in claims:
        found.heard("versions", versions(entries, target.dialect, stated))
    if header := target.dialect.headers.request_id:
        found.heard("ids", ids(entries, header))
    if "house_dialect" in claims:
        found.heard("passing on", passing_on(entries))
    if claims >= _REPORTS:
        found.heard("exactly once", exactly_once(entries, target.dialect))
    if not claims >= _LIMITS or not any(stated.values()):
        return found
    reading = Reading(target.dialect, stated, flowing="clock" not in claims)
    asked = asked_of(entries)
    if asked is None:
        found.open.append("the model was asked for callers whom nobody has seen")
        return found
    counters = [each for each in _counters(asked, reading, notes) if each.asks]
    if counters:
        found.heard("quota", _of_quota(counters, found))
        names = {each.name: each for each in asked}
        told = (fault for each in counters for fault in conservation.charged(each, names, reading))
        found.heard("conservation", told)
        found.faults += [f"conservation: {each}" for each in conservation.shown(asked)]
        more = conservation.counted(entries, asked, reading)
        found.faults += [f"conservation: {each}" for each in more]
    return found


def _counters(asked: list[Asked], reading: Reading, notes: list[Happening]) -> Iterator[Counter]:
    """The counters that can be followed: a clock set by hand begins and ends days at will.

    A gateway that was started again under such a clock cannot know for how long it was away.
    """
    corrected = any(each.kind == "clock" for each in notes)
    restarted = any(each.text == "started again" for each in notes)
    if not (corrected and restarted):
        yield from minutes(asked, reading)
    if not corrected and not reading.flowing:
        yield from days(asked, reading)


def _of_quota(counters: list[Counter], found: Findings) -> Iterator[str]:
    for each in counters:
        said = ruling(each)
        if said.word == "undecided":
            found.open.append(str(said))
        elif said.word != "kept":
            yield str(said)


class Tallies:
    """How many histories each checker has judged in a run."""

    def __init__(self) -> None:
        self._looked_at = 0
        self._judged: Tally[str] = Tally()
        self._open = 0

    def add(self, found: Findings) -> None:
        self._looked_at += 1
        self._judged.update(found.judged)
        self._open += len(found.open)

    def __str__(self) -> str:
        told = ", ".join(f"{name} {self._judged[name]}" for name in CHECKERS)
        left = f", {self._open} undecided" if self._open else ""
        return f"whole histories: {self._looked_at}; judged by {told}{left}"
