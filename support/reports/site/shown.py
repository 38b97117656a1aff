"""What a run shows of all promises together: by area, and what is at stake.

How one of them stands is decided in support/reports/standings.py, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.reports.standings import STANDINGS, WORDS, faults, partly

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from support.reports.runs import Run, Told
    from support.reports.standings import Stood

BEST_FIRST = tuple(reversed(STANDINGS))
_PROVED = {"kept", "not claimed"}


@dataclass(frozen=True)
class Area:
    name: str
    promises: tuple[Stood, ...]

    @property
    def parts(self) -> str:
        counts = Counter(each.word for each in self.promises)
        return ", ".join(f"{counts[word]} {word}" for word in BEST_FIRST if counts[word])


def areas(promises: Sequence[Stood]) -> tuple[Area, ...]:
    names = dict.fromkeys(each.promise.area for each in promises)
    return tuple(
        Area(name, tuple(each for each in promises if each.promise.area == name)) for name in names
    )


def parts(stood: Stood) -> str:
    """3 failed, 1 not run, 12 passed: the worst first."""
    said = [f"{stood.counts[word]:,} {word}" for word in WORDS if stood.counts[word]]
    if stood.unread:
        said.insert(0, f"{len(stood.unread)} not read")
    return ", ".join(said) or "no scenario"


def at_risk(promises: Iterable[Stood]) -> int:
    """Euros a month that stand behind what is broken, or not proved for whatever reason."""
    return sum(each.promise.value_at_risk for each in promises if each.word not in _PROVED)


def without_promise(run: Run) -> tuple[Told, ...]:
    ids = {each.id for each in run.began.promises}
    return tuple(each for each in run.told if not ids.intersection(each.scenario.tags))


def cautions(run: Run) -> tuple[str, ...]:
    """What a reader must know before believing any figure of this run."""
    return tuple(f"{each[:1].upper()}{each[1:]}." for each in (*partly(run), *faults(run)))
