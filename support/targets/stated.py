"""What a policy says of budgets, as it stands in the ledger: told there when it is offered.

Checkers judge whole histories, and records are judged again, long after; what a caller was allowed
under which number must therefore be evidence like anything else.
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


@dataclass(frozen=True, slots=True)
class StatedPolicy:
    version: int
    budgets: dict[str, StatedBudget]  # by caller


Stated = dict[int, dict[str, StatedBudget]]  # version -> caller -> budget


def stated(policy: Policy) -> str:
    """The line for the ledger."""
    budgets = {caller: asdict(budget) for caller, budget in policy.budgets.items()}
    shadow = policy.shadow_until is not None or "token budgets" in policy.shadowed
    money = {name: budget.amount for name, budget in policy.cost_budgets.items()}
    said = {"version": policy.version, "shadow": shadow, "budgets": budgets, "money": money}
    return json.dumps(said)


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


def money_stated(line: str) -> list[int]:
    """How many dollars may be spent under a policy, in each of its budgets of money."""
    return list(json.loads(line).get("money", {}).values())
