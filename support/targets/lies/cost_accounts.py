"""Gateways that forget what was spent, charge it twice, or give it back to the wrong day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference.cost_budgets import Account, CostBudgets
from support.reference.decisions import Decisions
from support.reference.periods import PERIODS, Period
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.cost_budgets import Charge, Cost
    from support.reference.gateway import Gateway
    from support.reference.visits import Visit


def _beginning(change: Callable[[CostBudgets], None]) -> None:
    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def begin(self: CostBudgets, store: Any) -> None:  # noqa: ANN401 - its own
            honest(self, store)
            change(self)

        return begin

    instead(CostBudgets, "__init__", make)


@lie(breaks="UC-11", noticed_by="status was 200")
def forgets_when_killed() -> None:
    """Keeps what was spent in memory alone."""
    _beginning(lambda budgets: budgets._accounts.clear())  # noqa: SLF001


@lie(breaks="UC-11", noticed_by="status was 429")
def counts_twice_when_killed() -> None:
    """Reads what was spent from the store, and then once more from its journal."""

    def twice(budgets: CostBudgets) -> None:
        for account in budgets._accounts.values():  # noqa: SLF001
            account.spent *= 2

    _beginning(twice)


def _in_periods(begins: Callable[[Account, Period], bool]) -> None:
    """Say anew when an account begins the period that the clock is in."""

    def make(_honest: Any) -> Any:  # noqa: ANN401 - any piece
        def now_in(self: CostBudgets, cost: Cost, wall: float) -> tuple[Account, Period]:
            account = self._accounts.setdefault(cost.account, Account())
            period = PERIODS[cost.budget.period](wall)
            if begins(account, period):
                account.start, account.spent = period.start, 0
            return account, PERIODS[cost.budget.period](account.start)

        return now_in

    instead(CostBudgets, "_now_in", make)


@lie(breaks="UC-11", noticed_by="status was 200")
def another_day_is_a_new_day() -> None:
    """Begins afresh whenever the date is another one than before, an earlier one included."""
    _in_periods(lambda account, period: account.start != period.start)


@lie(breaks="UC-11", noticed_by="Retry-After was 3600, not 90000")
def told_by_the_day_of_the_clock() -> None:
    """Tells when the clock's day ends, though it is an earlier one's that is spent."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def now_in(self: CostBudgets, cost: Cost, wall: float) -> tuple[Account, Period]:
            account, _ = honest(self, cost, wall)
            return account, PERIODS[cost.budget.period](wall)

        return now_in

    instead(CostBudgets, "_now_in", make)


@lie(breaks="UC-11", noticed_by="request 1: status was 429")
def keeps_the_old_budget() -> None:
    """Goes on with the size that a budget had when it was first spent from."""
    sizes: dict[str, Any] = {}

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def charge(self: CostBudgets, cost: Cost, wall: float) -> Any:  # noqa: ANN401 - its own
            known = sizes.setdefault(cost.budget.name, cost.budget)
            return honest(self, type(cost)(known, cost.key, cost.price), wall)

        return charge

    instead(CostBudgets, "charge", make)


@lie(breaks="UC-11", noticed_by="request 2: status was 200")
def a_new_policy_starts_afresh() -> None:
    """Forgets what was spent when the policy is replaced."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def begin(self: Decisions, gateway: Gateway) -> None:
            honest(self, gateway)
            gateway.desk.when_taken(lambda _bundle: self._costs._accounts.clear())  # noqa: SLF001

        return begin

    instead(Decisions, "__init__", make)


@lie(breaks="UC-11", noticed_by="answer 1: RateLimit spending;r was 0")
def failures_are_paid_for() -> None:
    """Charges for answers of the model that are errors."""
    instead(Decisions, "give_back", lambda _honest: _settled)


def _settled(decisions: Decisions, visit: Visit) -> None:
    decisions.settle(visit, 0)


@lie(breaks="UC-11", noticed_by="status was 200")
def yesterday_gives_to_today() -> None:
    """Gives back what a failed request of yesterday had cost, and does so today."""

    def give_back(self: CostBudgets, charge: Charge) -> None:
        account = self._accounts[charge.cost.account]
        self._set(charge.cost, account, max(0, account.spent - charge.cost.price))

    instead(CostBudgets, "give_back", lambda _honest: give_back)
