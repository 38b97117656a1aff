"""What was seen under each step of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.evidence.ledger import Happening
from support.reports.for_judges import is_for_judges

if TYPE_CHECKING:
    from support.evidence.written import Entry
    from support.reports.runs import Told


def under_steps(told: Told, history: list[Entry]) -> list[list[Entry]]:
    """A list for each step that was begun: what is written down between it and the next one."""
    steps: list[list[Entry]] = []
    for entry in history:
        if isinstance(entry, Happening) and entry.kind == "said":
            steps.append([])
        elif steps and not is_for_judges(entry):
            steps[-1].append(entry)
    return steps[: len(told.scenario.steps)]
