"""What has changed since a previous run: promises that stand otherwise, verdicts that differ.

Scenarios are known again by their file and their name, since lines move; where a name stands
twice, by the order in which they stand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.reports.standings import standings, word_of

if TYPE_CHECKING:
    from support.reports.record import Began
    from support.reports.runs import Run, Told
    from support.reports.standings import Stood


@dataclass(frozen=True)
class Changes:
    since: Began
    promises: tuple[tuple[Stood, str], ...]  # those that stand otherwise, and how they stood
    scenarios: tuple[tuple[Told, str], ...]  # likewise
    new: tuple[Told, ...]
    gone: tuple[Told, ...]

    @property
    def in_short(self) -> str:
        said = (
            (len(self.promises), "promise stands otherwise", "promises stand otherwise"),
            (len(self.scenarios), "verdict differs", "verdicts differ"),
            (len(self.new), "scenario is new", "scenarios are new"),
            (len(self.gone), "scenario is gone", "scenarios are gone"),
        )
        told = [f"{many:,} {one if many == 1 else more}" for many, one, more in said if many]
        return ", ".join(told) or "nothing"


def changes(run: Run, previous: Run) -> Changes:
    stood = {each.promise.id: each.word for each in standings(previous)}
    before, now = _known_again(previous), _known_again(run)
    return Changes(
        since=previous.began,
        promises=tuple(
            (each, stood.get(each.promise.id, "new"))
            for each in standings(run)
            if stood.get(each.promise.id) != each.word
        ),
        scenarios=tuple(
            (each, word_of(before[name]))
            for name, each in now.items()
            if name in before and word_of(before[name]) != word_of(each)
        ),
        new=tuple(each for name, each in now.items() if name not in before),
        gone=tuple(each for name, each in before.items() if name not in now),
    )


def _known_again(run: Run) -> dict[tuple[str, str, int], Told]:
    found, times = {}, Counter[tuple[str, str]]()
    for each in run.told:
        name = (each.feature.file, each.scenario.name)
        times[name] += 1
        found[*name, times[name]] = each
    return found
