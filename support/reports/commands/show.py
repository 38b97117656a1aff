"""Shows everything that was seen in one scenario of a recorded run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.evidence.redaction import Secrets
from support.reports.explanation import explanation
from support.reports.runs import read
from support.reports.site.words import lies, looks_like

if TYPE_CHECKING:
    import argparse

    from support.reports.runs import Run, Told


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=Path, metavar="RUN", help="the folder of a recorded run")
    parser.add_argument("scenario", metavar="SCENARIO", help="features/.../x.feature:12")


def run(given: argparse.Namespace) -> int:
    kept = read(given.run)
    told = named(kept, given.scenario)
    print(f"{told.word}: {told.scenario.name}")
    if told.judged and told.judged.message:
        print(f"\n{told.judged.step}\n{told.judged.message}")
    if alike := looks_like(told, lies(kept)):
        print("\nIt looks like what these gateways do, which lie on purpose:")
        print(*(f"  {each.name}: {each.says}" for each in alike), sep="\n")
    seen = kept.history(told.place)
    if seen:
        print("", explanation(seen, Secrets(), since="All that was seen"), sep="\n")
    return 0


def named(kept: Run, scenario: str) -> Told:
    """The one scenario that is meant by its place."""
    for each in kept.told:
        if each.place == scenario:
            return each
    beside = [each.place for each in kept.told if each.feature.file == scenario.partition(":")[0]]
    there = "\n  ".join(beside) or "none in this file"
    msg = f"{scenario} is not in this run; these are:\n  {there}"
    raise BadInputError(msg)
