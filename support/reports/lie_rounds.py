"""Which scenario meets which lie in the next round.

A round is one run of the promises in which each scenario has a gateway that tells a lie of its own:
a gateway is made for each scenario anyway, so hundreds of pairs cost no more than one run. What
has been seen is not tried again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from support.reports.lie_table import EVERY_PROMISE, Row
from support.reports.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from support.targets.lies import Lie

_AT_ONCE = 6  # how many scenarios one lie meets in a round, while it is sought who catches it


class Rounds:
    def __init__(
        self,
        lies: Iterable[Lie],
        scenarios: Mapping[str, tuple[str, ...]],  # where each stands, and what it proves
        *,
        every_pair: bool,
        across_promises: bool = False,
        known: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self._lies = {lie.name: lie for lie in lies}
        self._scenarios = scenarios
        self._every_pair = every_pair
        self._across = across_promises
        self._known = {  # lie -> where it was caught before: looked at first
            name: [place for place in places if place in scenarios]
            for name, places in (known or {}).items()
        }
        self._seen: dict[str, dict[str, Verdict]] = {name: {} for name in self._lies}

    def next_round(self) -> dict[str, str]:
        """The lie that each scenario meets; empty when nothing is left to be seen."""
        caught = {row.lie.name for row in self.rows() if row.caught_by}
        busy = {
            place for seen in self._seen.values() for place, each in seen.items() if _caught(each)
        }
        beside = self._caught_beside()
        met: dict[str, int] = defaultdict(int)
        chosen: dict[str, str] = {}
        for place, promises in self._scenarios.items():
            untried = [name for name in self._meets(promises) if place not in self._seen[name]]
            if not self._every_pair:
                sought = [name for name in untried if name not in caught and met[name] < _AT_ONCE]
                untried = self._promising(place, sought) or (
                    [] if place in busy else self._known_here(place, untried) or untried
                )
            if untried:
                near = beside[_file(place)]
                name = min(
                    untried, key=lambda each: (met[each], each not in near, len(self._seen[each]))
                )
                chosen[place] = name
                met[name] += 1
        return chosen

    def _caught_beside(self) -> dict[str, set[str]]:
        """The lies caught in each feature: what one scenario has caught, the next one may."""
        beside: dict[str, set[str]] = defaultdict(set)
        for name, seen in self._seen.items():
            for place in (place for place, each in seen.items() if _caught(each)):
                beside[_file(place)].add(name)
        return beside

    def _promising(self, place: str, sought: list[str]) -> list[str]:
        """Those that were caught here before, if any; none that was caught elsewhere."""
        return self._known_here(place, sought) or [
            name
            for name in sought
            if all(each in self._seen[name] for each in self._known.get(name, ()))
        ]

    def _known_here(self, place: str, names: list[str]) -> list[str]:
        return [name for name in names if place in self._known.get(name, ())]

    def learn(self, chosen: Mapping[str, str], verdicts: Iterable[Verdict]) -> None:
        """Keep what a round has shown."""
        reached = {verdict.scenario: verdict for verdict in verdicts}
        for place, name in chosen.items():
            self._seen[name][place] = reached.get(place) or _broken_off(place)

    def rows(self) -> list[Row]:
        return [Row(lie, tuple(self._seen[name].values())) for name, lie in self._lies.items()]

    def _meets(self, promises: tuple[str, ...]) -> list[str]:
        return [
            name
            for name, lie in self._lies.items()
            if self._across or lie.breaks == EVERY_PROMISE or lie.breaks in promises
        ]


def _broken_off(place: str) -> Verdict:
    return Verdict(place, "", (), (), "error", message="the run broke off before its verdict")


def _file(place: str) -> str:
    return place.rpartition(":")[0]


def _caught(verdict: Verdict) -> bool:
    return verdict.word == "failed"
