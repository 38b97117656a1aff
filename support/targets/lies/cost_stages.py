"""Gateways that warn, slow and refuse spenders at the wrong amount, for too long, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference.answers import Answers
from support.reference.cost_budgets import CostBudgets, TooDear
from support.reference.decisions import Decisions
from support.reference.kinds.cost_budget import CostBudget
from support.reference.kinds.stages import Stage, furthest
from support.reference.money import MILLIONTHS
from support.targets.lies import crawler_stages, instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.cost_budgets import Charge, Cost
    from support.reference.visits import Visit
    from support.targets.lies import Piece

StageAt = Callable[[int], Stage | None]


def stages_are(find: Callable[[CostBudget, int, StageAt], Stage | None]) -> None:
    """Find the stage for an amount of spending in another way; the honest one is given last."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, spent: find(self, spent, lambda amount: honest(self, amount))

    instead(CostBudget, "stage_at", make)


def charging(change: Callable[[Charge | TooDear, Cost, CostBudgets], Charge | TooDear]) -> None:
    """Change what came of charging somebody."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, cost, wall: change(honest(self, cost, wall), cost, self)

    instead(CostBudgets, "charge", make)


def _each_stage(change: Callable[[Stage], Stage]) -> None:
    stages_are(
        lambda budget, spent, _honest: furthest(
            tuple(change(each) for each in budget.stages), spent, budget.amount
        )
    )


@lie(breaks="UC-11", noticed_by="X-Gateway-Warning was absent, not cost_budget")
def warns_and_slows_only_above() -> None:
    """Reads "from 80%" as "above 80%"."""
    _each_stage(lambda stage: replace(stage, above=True))


@lie(breaks="UC-11", noticed_by="X-Gateway-Warning was cost_budget")
def warns_a_percent_early() -> None:
    """Warns and slows from a percent below the stated one on."""
    _each_stage(lambda stage: stage if stage.above else replace(stage, percent=stage.percent - 1))


@lie(breaks="UC-11", noticed_by="status was 429")
def all_of_it_is_too_much() -> None:
    """Reads "above 100%" as "from 100%"."""
    _each_stage(lambda stage: replace(stage, above=False))


@lie(breaks="UC-11", noticed_by="request 10: status was 200")
def all_of_it_is_always_allowed() -> None:
    """Allows 100% also where the policy refuses from there on."""
    _each_stage(lambda stage: replace(stage, above=stage.above or stage.action == "refuse"))


@lie(breaks="UC-11", noticed_by="status was 200")
def cents_are_dropped() -> None:
    """Compares whole dollars only, so that a cent more than there is passes."""
    stages_are(lambda _budget, spent, honest: honest(spent - spent % MILLIONTHS))


@lie(breaks="UC-11", noticed_by="X-Gateway-Warning was cost_budget")
def cents_are_rounded() -> None:
    """Rounds what was spent to the nearest cent before it looks at it."""
    cent = MILLIONTHS // 100
    stages_are(lambda _budget, spent, honest: honest((spent + cent // 2) // cent * cent))


@lie(breaks="UC-11", noticed_by="request 11: status was 200")
def refuses_only_who_was_warned() -> None:
    """Refuses nobody where the policy states no stages."""
    stages_are(lambda budget, spent, honest: honest(spent) if len(budget.stages) > 1 else None)


def _stages_of_charges(change: Callable[[Stage], Stage | None]) -> None:
    def stage(found: Charge | TooDear, _cost: Cost, _budgets: CostBudgets) -> Charge | TooDear:
        if isinstance(found, TooDear) or found.stage is None:
            return found
        return replace(found, stage=change(found.stage))

    charging(stage)


@lie(breaks="UC-11", noticed_by="it was 0 seconds late, not 0.5")
def says_that_it_slows_down() -> None:
    """Warns whoever is to be slowed, and does not slow anybody."""
    _stages_of_charges(lambda stage: replace(stage, delay_seconds=0.0))


@lie(breaks="UC-11", noticed_by="it was 0.499")
def slows_by_a_moment_less() -> None:
    """Lets a slowed answer go a thousandth of a second early."""
    _stages_of_charges(
        lambda stage: replace(stage, delay_seconds=max(0.0, stage.delay_seconds - 0.001))
    )


@lie(breaks="UC-11", noticed_by="it was 0.625 seconds late, not 0.5")
def slows_for_longer_than_stated() -> None:
    """Adds a quarter to the delay, so that not all come back at the same moment."""
    _stages_of_charges(lambda stage: replace(stage, delay_seconds=stage.delay_seconds * 1.25))


@lie(breaks="UC-11", noticed_by="request 9: X-Gateway-Warning was absent")
def warns_once() -> None:
    """Warns each organisation once, and thinks that this is enough."""
    warned: set[str] = set()

    def once(found: Charge | TooDear, cost: Cost, _budgets: CostBudgets) -> Charge | TooDear:
        if isinstance(found, TooDear) or found.stage is None or found.stage.action != "warn":
            return found
        again = cost.key in warned
        warned.add(cost.key)
        return replace(found, stage=None) if again else found

    charging(once)


def _asks(ask: Callable[[Callable[[], None], Visit], None]) -> None:
    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, visit, bundle: ask(lambda: honest(self, visit, bundle), visit)

    instead(Decisions, "_ask_cost_budgets", make)


@lie(breaks="UC-11", noticed_by="X-Gateway-Warning was absent, not cost_budget")
def slows_without_a_word() -> None:
    """Does not warn whoever it slows."""

    def ask(honest: Callable[[], None], visit: Visit) -> None:
        honest()
        visit.warnings = [] if visit.delay else visit.warnings

    _asks(ask)


@lie(breaks="UC-11", noticed_by="it was 0.5 seconds late, not 0")
def refuses_slowly() -> None:
    """Keeps back whoever it refuses, and a connection with it."""
    crawler_stages.refuses_slowly.tell()


@lie(breaks="UC-11", noticed_by="it was 0.5 seconds late, not 0")
def slows_everybody() -> None:
    """Slows everybody as soon as one organisation is slowed."""
    slowing = False

    def ask(honest: Callable[[], None], visit: Visit) -> None:
        nonlocal slowing
        honest()
        slowing = slowing or bool(visit.delay)
        visit.delay = 0.5 if slowing else 0.0

    _asks(ask)


@lie(breaks="UC-11", noticed_by="X-Gateway-Reason was cost_budget_spent, not price_too_high")
def sends_the_impossible_away_until_tomorrow() -> None:
    """Tells somebody to come back tomorrow whose request is dearer than any day."""

    def later(found: Charge | TooDear, _cost: Cost, _budgets: CostBudgets) -> Charge | TooDear:
        return TooDear(43_200) if isinstance(found, TooDear) else found

    charging(later)


@lie(breaks="UC-11", noticed_by="RateLimit spending;r was 0")
def the_impossible_spends_the_budget() -> None:
    """Charges whoever asks for too much with all that there is."""

    def spend(found: Charge | TooDear, cost: Cost, budgets: CostBudgets) -> Charge | TooDear:
        if isinstance(found, TooDear):
            budgets._now_in(cost, 0)[0].spent = cost.budget.amount  # noqa: SLF001
        return found

    charging(spend)


@lie(breaks="UC-11", noticed_by="status was 429")
def refusals_are_charged() -> None:
    """Charges for what it refuses."""

    def spend(found: Charge | TooDear, cost: Cost, budgets: CostBudgets) -> Charge | TooDear:
        if isinstance(found, TooDear):
            budgets._now_in(cost, 0)[0].spent += cost.price  # noqa: SLF001
        return found

    charging(spend)


@lie(breaks="UC-11", noticed_by="status was 429")
def one_budget_for_all() -> None:
    """Has all organisations spend from one budget."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, cost, wall: honest(self, replace(cost, key="everybody"), wall)

    instead(CostBudgets, "charge", make)
    instead(CostBudgets, "window", make)


@lie(breaks="UC-11", noticed_by="12 were answered")
def charged_when_answered() -> None:
    """Looks at what was spent when a request comes, and charges it when the answer is there."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            honest(self, visit, bundle)
            for charge in visit.charges:
                self._costs.give_back(charge)

        return ask

    def settle(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def settled(self: Decisions, visit: Visit, used: int | None) -> None:
            for charge in visit.charges:
                self._costs.charge(charge.cost, self._clock.wall())
            visit.charges.clear()
            honest(self, visit, used)

        return settled

    instead(Decisions, "_ask_cost_budgets", make)
    instead(Decisions, "settle", settle)


@lie(breaks="UC-11", noticed_by="X-Gateway-Warning was absent, not cost_budget")
def streams_are_not_warned() -> None:
    """Warns in the head of whole answers, and lets streams run into the end of the budget."""

    def make(honest: Piece) -> Piece:
        async def hand_events(self: Answers, visit: Visit, *rest: object) -> bytes:
            visit.warnings.clear()
            return bytes(await honest(self, visit, *rest))

        return hand_events

    instead(Answers, "_hand_events", make)


@lie(breaks="UC-11", noticed_by="it was 0 seconds late, not 0.5")
def streams_are_not_slowed() -> None:
    """Slows whole answers only, so that no stream begins late."""

    def make(honest: Piece) -> Piece:
        def charge(self: Decisions, visit: Visit, cost: Cost) -> None:
            delay = visit.delay
            honest(self, visit, cost)
            if visit.chat is not None and visit.chat.streams:
                visit.delay = delay

        return charge

    instead(Decisions, "_charge", make)
