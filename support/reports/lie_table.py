"""The table lies x scenarios, and what it must show before anybody may believe the proofs.

Rule 1: each lie is caught by a scenario of the promise that it breaks, in the words it must be
noticed by. Rule 2: each scenario catches at least one lie. Rule 3: nothing passes against a gateway
that knows one trick. A lie that only raises errors is not caught.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from support.reports.verdicts import Verdict
    from support.targets.lies import Lie

EVERY_PROMISE = "*"


@dataclass(frozen=True, slots=True)
class Row:
    """What the scenarios made of one lie."""

    lie: Lie
    verdicts: tuple[Verdict, ...]

    @property
    def caught_by(self) -> list[Verdict]:
        """Scenarios of the broken promise that failed in the right words."""
        return [
            each
            for each in self.verdicts
            if each.word == "failed"
            and self.lie.breaks in each.promises
            and self.lie.noticed_by in each.message
        ]

    def fault(self) -> str | None:
        """What is wrong with this row, or None."""
        if not self.verdicts:
            return f"{self.lie.name}: no scenario was run against it"
        if self.lie.breaks == EVERY_PROMISE:
            return self._passed_against_one_trick()
        if self.caught_by:
            return None
        return f"{self.lie.name} is not caught: {self._instead()}"

    def _passed_against_one_trick(self) -> str | None:
        passed = [each.scenario for each in self.verdicts if each.word == "passed"]
        if passed:
            return f"{self.lie.name}: these pass against it: {', '.join(passed)}"
        return None

    def _instead(self) -> str:
        for each in self.verdicts:
            if each.word == "failed" and self.lie.breaks in each.promises:
                return (
                    f"{each.scenario} fails, but its words do not name "
                    f"{self.lie.noticed_by!r}: {each.message}"
                )
        for each in self.verdicts:
            if each.word == "error":
                return f"{each.scenario} only ends in an error: {each.message}"
        return f"every scenario of {self.lie.breaks} passes"


def idle_scenarios(rows: Iterable[Row], scenarios: Iterable[str]) -> list[str]:
    """Scenarios that no lie makes fail."""
    busy = {
        verdict.scenario
        for row in rows
        for verdict in row.verdicts
        if verdict.word == "failed" and row.lie.breaks != EVERY_PROMISE
    }
    return sorted(set(scenarios) - busy)


def as_json(rows: Iterable[Row]) -> str:
    """The whole table: what each scenario made of each lie that it met."""
    table = {row.lie.name: {each.scenario: each.word for each in row.verdicts} for row in rows}
    return json.dumps(table, indent=1) + "\n"


def remembered(rows: Iterable[Row]) -> str:
    """Who is known to catch what: two scenarios a lie, and one lie for each scenario."""
    known: dict[str, set[str]] = {row.lie.name: set() for row in rows}
    covered: set[str] = set()
    for row in rows:
        fresh_first = sorted(map(by_name, row.caught_by), key=lambda each: each in covered)
        known[row.lie.name] |= set(fresh_first[:2])
        covered |= known[row.lie.name]
    for row in rows:
        found = set(map(by_name, row.caught_by)) - covered
        known[row.lie.name] |= found
        covered |= found
    return json.dumps({name: sorted(names) for name, names in known.items()}, indent=1) + "\n"


def recalled(known: Mapping[str, Iterable[str]], run: Iterable[Verdict]) -> dict[str, list[str]]:
    """Where the scenarios that are remembered stand in this run."""
    places: dict[str, list[str]] = defaultdict(list)
    for each in run:
        places[by_name(each)].append(each.scenario)
    return {
        lie: [place for name in names for place in places[name]] for lie, names in known.items()
    }


def by_name(verdict: Verdict) -> str:
    """What stays when a feature grows, and its lines move: the file and the title."""
    return f"{verdict.scenario.rpartition(':')[0]}: {verdict.title.strip()}"


def as_markdown(rows: Iterable[Row]) -> str:
    """The table as people read it: who catches what, and by which words."""
    lines = [
        "| lie | what the gateway does | breaks | noticed by | caught by |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        names = "; ".join(sorted({each.title for each in row.caught_by}))
        cells = (row.lie.name, row.lie.says, row.lie.breaks, row.lie.noticed_by, names)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
