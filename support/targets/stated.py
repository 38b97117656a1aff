"""What a policy says of token budgets, as it stands in the ledger: told there when it is offered.

Checkers judge whole histories long after; what a caller was allowed under which number must
therefore be evidence like anything else.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.targets.policy import Policy

STATED = "policy stated"  # a Happening: what a bundle says that is about to be offered


@dataclass(frozen=True, slots=True)
class StatedBudget:
    """What one caller may use under one policy; None: as much as there is."""

    per_minute: int | None = None
    per_day: int | None = None
    unsaid_answer: int | None = None
    enforced: bool = True


Stated = dict[int, dict[str, StatedBudget]]  # version -> caller -> budget


def stated(policy: Policy) -> str:
    """The line for the ledger."""
    budgets = {caller: asdict(budget) for caller, budget in policy.budgets.items()}
    shadow = policy.shadow_until is not None or "token budgets" in policy.shadowed
    return json.dumps({"version": policy.version, "shadow": shadow, "budgets": budgets})


def read_stated(lines: Iterable[str]) -> Stated:
    """Every policy that was offered, by its number; said twice, the later one counts."""
    found: Stated = {}
    for line in lines:
        said = json.loads(line)
        found[said["version"]] = {
            caller: StatedBudget(
                budget["per_minute"],
                budget["per_day"],
                budget["unsaid_answer"],
                not said["shadow"],
            )
            for caller, budget in said["budgets"].items()
        }
    return found
