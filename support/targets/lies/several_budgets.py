"""Gateways that know one budget of money, and charge nobody who does not wait for the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.cost_budgets import Cost
from support.reference.decisions import Decisions
from support.reference.spend_breakers import SpendBreakers, Stopped
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.kinds.cost_budget import CostBudget
    from support.reference.kinds.spend_breaker import SpendBreaker
    from support.reference.spend_breakers import Expense
    from support.reference.token_budgets import Now
    from support.reference.visits import Visit
    from support.targets.lies import Piece


@lie(breaks="UC-11", noticed_by="answer 3: RateLimit spending;r was 10")
def the_first_budget_keeps_its_charge() -> None:
    """Charges the first of two budgets also for what the second one refuses."""

    def make(honest: Piece) -> Piece:
        def give_back(self: Decisions, visit: Visit) -> None:
            visit.charges = visit.charges[len(visit.costs) - 1 :]
            honest(self, visit)

        return give_back

    instead(Decisions, "give_back", make)


@lie(breaks="UC-11", noticed_by="answer 3: RateLimit spending;r was 10")
def one_budget_is_enough() -> None:
    """Looks at the first budget of the policy and at no other."""

    def make(_honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            for policy in bundle.cost_budgets[:1]:
                self._ask_cost(policy, visit, bundle)

        return ask

    instead(Decisions, "_ask_cost_budgets", make)


@lie(breaks="UC-11", noticed_by="RateLimit spending;r was")
def one_account_for_all_budgets() -> None:
    """Counts what somebody spends once for all budgets."""
    instead(Cost, "account", lambda _honest: property(lambda self: f'["all", {self.key}]'))


@lie(breaks="UC-11", noticed_by="status was 200")
def who_hangs_up_pays_nothing() -> None:
    """Charges for an answer when it has been heard to its end, and else not."""

    def make(honest: Piece) -> Piece:
        def settle(self: Decisions, visit: Visit, used: int | None) -> None:
            for charge in visit.charges if used is None and visit.sent else ():
                self._costs.give_back(charge)
            honest(self, visit, used)

        return settle

    instead(Decisions, "settle", make)


@lie(breaks="UC-11", noticed_by="status was 200")
def streams_are_for_nothing() -> None:
    """Charges for whole answers only."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, policy: CostBudget, visit: Visit, bundle: Bundle) -> None:
            if visit.chat is None or not visit.chat.streams:
                honest(self, policy, visit, bundle)

        return ask

    instead(Decisions, "_ask_cost", make)


@lie(breaks="UC-14", noticed_by="X-Gateway-Reason was breaker_open")
def what_others_refuse_was_spent() -> None:
    """Counts on its breakers what a budget has refused."""

    def make(honest: Piece) -> Piece:
        def give_back(self: Decisions, visit: Visit) -> None:
            if not visit.sent:
                visit.expenses.clear()
            honest(self, visit)

        return give_back

    instead(Decisions, "give_back", make)


@lie(breaks="UC-14", noticed_by="X-Gateway-Reason was breaker_open")
def the_impossible_opens_it() -> None:
    """Cuts somebody off who has asked for something that can never be paid."""

    def make(honest: Piece) -> Piece:
        def spend(
            self: SpendBreakers, policy: SpendBreaker, key: str, price: int, now: Now
        ) -> Expense | Stopped:
            found: Expense | Stopped = honest(self, policy, key, min(price, policy.amount), now)
            if price <= policy.amount:
                return found
            return honest(self, policy, key, 1, now)  # type: ignore[no-any-return]

        return spend

    instead(SpendBreakers, "spend", make)
