"""Cost budgets: what each counter has spent in the period that it is in.

Rule 1: no HTTP in here. Rule 2: no clock; the time is told. Rule 3: what was *spent* is kept, never
what is left. Rule 4: every change is in the store before anybody hears of it.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from .money import MILLIONTHS, spelt
from .periods import PERIODS
from .token_budgets import Window

if TYPE_CHECKING:
    from .kinds.cost_budget import CostBudget
    from .kinds.stages import Stage
    from .periods import Period
    from .store import Store

KEPT_UNDER = "costs/"
MANY = 1000  # accounts; from there on those of long ago are looked for now and then


@dataclass(slots=True)
class Account:
    """What has been spent, in millionths, since the first moment of a period."""

    start: int = 0
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one request costs one counter of one budget."""

    budget: CostBudget
    key: str
    price: int

    @property
    def account(self) -> str:
        """Name the account; no two budgets and no two counters can be taken for each other."""
        return json.dumps([self.budget.name, self.key])


@dataclass(frozen=True, slots=True)
class Charge:
    """A cost that has been charged: to which period, where that brought it, and what follows."""

    cost: Cost
    start: int
    spent: int
    stage: Stage | None

    @property
    def warning(self) -> str:
        """Tell how far the spending has come."""
        return f"cost_budget; used={spelt(self.spent)}; of={spelt(self.cost.budget.amount)}"


@dataclass(frozen=True, slots=True)
class TooDear:
    """The request does not fit; when it will (None: never, it is dearer than a whole period)."""

    wait: int | None


class CostBudgets:
    """The accounts of all budgets."""

    def __init__(self, store: Store) -> None:
        """Go on with the accounts that an earlier process left in the store."""
        self._store = store
        self._many = MANY
        self._accounts = {
            name.removeprefix(KEPT_UNDER): Account(**(store.kept(name) or {}))
            for name in store.names(KEPT_UNDER)
        }

    def charge(self, cost: Cost, wall: float) -> Charge | TooDear:
        """Charge the cost, unless that would bring the spending to where requests are refused."""
        if cost.budget.refuses(cost.price):
            return TooDear(None)
        account, period = self._now_in(cost, wall)
        spent = account.spent + cost.price
        if cost.budget.refuses(spent):
            return TooDear(_seconds_to(period.end, wall))
        self._set(cost, account, spent)
        return Charge(cost, account.start, spent, cost.budget.stage_at(spent))

    def give_back(self, charge: Charge) -> None:
        """Undo a charge; where its period is over, it was undone with it."""
        account = self._accounts.get(charge.cost.account)
        if account is not None and account.start == charge.start:
            self._set(charge.cost, account, max(0, account.spent - charge.cost.price))

    def window(self, cost: Cost, wall: float) -> Window:
        """Say what is left of the period that the counter is in."""
        account, period = self._now_in(cost, wall)
        left = max(0, cost.budget.amount - account.spent)
        return Window(
            cost.budget.name,
            cost.budget.amount // MILLIONTHS,
            period.end - period.start,
            left // MILLIONTHS,
            _seconds_to(period.end, wall),
            unit="money",
        )

    def _now_in(self, cost: Cost, wall: float) -> tuple[Account, Period]:
        """Begin a new period when there is one; a clock set back does not bring an earlier one."""
        period_at = PERIODS[cost.budget.period]
        if cost.account not in self._accounts:
            self._forget_old_ones(cost.budget, period_at(wall))
        account = self._accounts.setdefault(cost.account, Account())
        period = period_at(wall)
        if period.start > account.start:
            account.start, account.spent = period.start, 0
        return account, period_at(account.start)

    def _forget_old_ones(self, budget: CostBudget, period: Period) -> None:
        """Forget what says nothing; the last period is kept, for a clock that is set back."""
        if len(self._accounts) < self._many:
            return
        last = PERIODS[budget.period](period.start - 1)
        for name, account in list(self._accounts.items()):
            if account.start < last.start and json.loads(name)[0] == budget.name:
                del self._accounts[name]
                self._store.forget(KEPT_UNDER + name)
        self._many = max(MANY, 2 * len(self._accounts))

    def _set(self, cost: Cost, account: Account, spent: int) -> None:
        account.spent = spent
        self._store.keep(KEPT_UNDER + cost.account, asdict(account))


def _seconds_to(moment: float, wall: float) -> int:
    return max(1, math.ceil(moment - wall))
