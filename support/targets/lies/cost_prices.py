"""Gateways that let a price be talked down, that guess what was meant, or that count inexactly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import app
from support.reference.cost_budgets import CostBudgets, TooDear
from support.reference.decisions import Decisions
from support.reference.kinds import price as prices
from support.reference.kinds.price import Price
from support.reference.money import MILLIONTHS, money_in
from support.reference.reasons import Reason
from support.reference.refusals import KINDS
from support.targets.lies import instead, lie
from support.targets.lies.cost_stages import charging

if TYPE_CHECKING:
    from support.reference.cost_budgets import Charge, Cost
    from support.reference.visits import Visit

Of = Callable[[Price, Any], int]
TRUSTS_NUMBERS = "fairvisor/edge reads a cost with tonumber(), which knows 0x10 and 1e3"


def _priced(price: Callable[[Price, Any, Of], int]) -> None:
    """Find the price of a request in another way; the honest one is given last."""
    instead(Price, "of", lambda honest: lambda self, asked: price(self, asked, honest))


def _reads(read: Callable[[str], float | None]) -> None:
    """Understand more, or less, as a price than is one."""

    def millionths(text: str) -> int | None:
        try:
            dollars = read(text)
            return None if dollars is None else int(dollars * MILLIONTHS)
        except (ValueError, OverflowError):
            return None

    instead(prices, "money_in", lambda honest: lambda text: honest(text) or millionths(text))


@lie(breaks="UC-15", noticed_by="answer 3: RateLimit spending;r was 60")
def a_million_bytes_cost_more() -> None:
    """Charges a large document twice."""
    _priced(lambda self, asked, honest: honest(self, asked) * (1 + (len(asked.body) > 10**6)))


@lie(breaks="UC-15", noticed_by="answer 1: RateLimit spending;r was 100")
def nothing_costs_nothing() -> None:
    """Charges next to nothing for a request without a body."""
    _priced(lambda self, asked, honest: honest(self, asked) if asked.body else 1)
    _told_rounded()


def _told_rounded() -> None:
    """Round what is left up, where it is told."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def window(self: CostBudgets, cost: Cost, wall: float) -> Any:  # noqa: ANN401 - its own
            found = honest(self, cost, wall)
            account, _ = self._now_in(cost, wall)
            left = -((account.spent - cost.budget.amount) // MILLIONTHS)
            return type(found)(found.name, found.limit, found.seconds, left, found.full_in)

        return window

    instead(CostBudgets, "window", make)


@lie(breaks="UC-15", noticed_by="answer 2: RateLimit spending;r was 88")
def a_part_of_a_dollar_is_told_as_one() -> None:
    """Rounds up what is left."""
    _told_rounded()


@lie(breaks="UC-15", noticed_by="answer 3: RateLimit spending;r was")
def long_answers_cost_more() -> None:
    """Charges a dollar more for each thousand tokens."""

    def price(self: Price, asked: Any, honest: Of) -> int:  # noqa: ANN401 - a visit
        tokens = asked.chat.cost(0) if asked.chat else 0
        return honest(self, asked) + tokens // 1000 * MILLIONTHS // 10

    _priced(price)


@lie(breaks="UC-15", noticed_by="RateLimit spending;r was 99")
def can_be_talked_down() -> None:
    """Believes a price that a request names also where it is fixed."""

    def price(self: Price, asked: Any, honest: Of) -> int:  # noqa: ANN401 - a visit
        said = asked.lines(b"x-price")
        return (money_in(said[0]) if said else None) or honest(self, asked)

    _priced(price)


@lie(breaks="UC-15", noticed_by="request 10: status was 429")
def counts_in_floating_point() -> None:
    """Adds prices up as floating-point numbers."""
    sums: dict[str, float] = {}

    def add(found: Charge | TooDear, cost: Cost, budgets: CostBudgets) -> Charge | TooDear:
        if isinstance(found, TooDear):
            return found
        total = sums.get(cost.account, 0.0) + cost.price / MILLIONTHS
        if total > cost.budget.amount / MILLIONTHS:
            budgets.give_back(found)
            return TooDear(60)
        sums[cost.account] = total
        return found

    charging(add)


@lie(breaks="UC-15", noticed_by="request 11: status was 200")
def drops_parts_of_a_dollar() -> None:
    """Charges whole dollars, and a part of one not at all."""
    _priced(lambda self, asked, honest: honest(self, asked) // MILLIONTHS * MILLIONTHS)


@lie(breaks="UC-15", noticed_by="RateLimit-Policy was")
def everything_has_that_price() -> None:
    """Does not look at what a budget is about."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Any) -> None:  # noqa: ANN401 - a bundle
            for budget in bundle.cost_budgets:
                object.__setattr__(budget, "where", None)
            honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_cost_budgets", make)


@lie(breaks="UC-15", noticed_by="answer 1: RateLimit spending;r was 40")
def pays_for_half_an_answer() -> None:
    """Charges for a call to the model that came to no good end."""
    _keeps_charges(lambda visit: visit.sent)


@lie(breaks="UC-15", noticed_by="answer 2: RateLimit spending;r was 80")
def pays_for_refusals_of_others() -> None:
    """Charges a request although another budget refuses it."""
    _keeps_charges(lambda visit: not visit.sent)


def _keeps_charges(kept: Callable[[Visit], bool]) -> None:
    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def give_back(self: Decisions, visit: Visit) -> None:
            if kept(visit):
                visit.charges.clear()
            honest(self, visit)

        return give_back

    instead(Decisions, "give_back", make)


@lie(breaks="UC-15", noticed_by="answer 4: RateLimit spending;r was 86", seen_in=TRUSTS_NUMBERS)
def reads_what_the_language_reads() -> None:
    """Takes for a number whatever its programming language takes for one."""
    _reads(lambda text: float(text) if float(text) < 10**9 else None)


@lie(breaks="UC-15", noticed_by="RateLimit spending;r was", seen_in=TRUSTS_NUMBERS)
def knows_hexadecimal() -> None:
    """Knows numbers of other bases."""
    _reads(lambda text: int(text, 0))


@lie(breaks="UC-15", noticed_by="RateLimit spending;r was")
def a_comma_is_a_point() -> None:
    """Reads numbers as they are written in some countries."""
    _reads(lambda text: float(text.replace(",", ".")) if "," in text else None)


@lie(breaks="UC-15", noticed_by="RateLimit spending;r was")
def takes_the_digits_out() -> None:
    """Looks for the first number anywhere in what is named."""

    def read(text: str) -> float | None:
        found = re.search(r"\d+", text)
        return float(found[0]) if found else None

    _reads(read)


@lie(breaks="UC-15", noticed_by="RateLimit spending;r was")
def believes_the_first_of_two() -> None:
    """Takes the first price where two are named."""
    instead(Price, "_named", lambda honest: lambda self, asked: honest(self, asked)[:1])


@lie(breaks="UC-15", noticed_by="RateLimit spending;r was")
def believes_the_last_of_two() -> None:
    """Takes the last price where two are named."""
    instead(Price, "_named", lambda honest: lambda self, asked: honest(self, asked)[-1:])


@lie(breaks="UC-15", noticed_by="answer 1: RateLimit spending;r was 95")
def never_listens() -> None:
    """Charges what is usual, whatever is named."""
    _priced(lambda self, _asked, _honest: self.usual)


@lie(breaks="UC-15", noticed_by="answer 2: RateLimit spending;r was 83")
def takes_whole_numbers_only() -> None:
    """Takes a price with a point for no price."""
    instead(prices, "money_in", lambda honest: lambda text: honest(text) if text.isdigit() else 0)


@lie(breaks="UC-15", noticed_by="answer 5: RateLimit spending;r was 79")
def rounds_to_cents() -> None:
    """Charges whole cents, rounded up."""
    cent = MILLIONTHS // 100
    _priced(lambda self, asked, honest: -(-honest(self, asked) // cent) * cent)


@lie(breaks="UC-15", noticed_by="RateLimit spending;r was")
def no_price_is_no_charge() -> None:
    """Charges next to nothing for what names no price that it understands."""

    def price(self: Price, asked: Any, _honest: Of) -> int:  # noqa: ANN401 - a visit
        named = self._named(asked)
        return (money_in(named[0]) if len(named) == 1 else None) or 1

    _priced(price)


@lie(breaks="UC-11", noticed_by="x-should-retry was")
def says_that_the_impossible_may_pass() -> None:
    """Does not tell whoever asks for too much that trying again is of no use."""
    kind = KINDS[Reason.PRICE_TOO_HIGH]
    KINDS[Reason.PRICE_TOO_HIGH] = type(kind)(kind.status, kind.type, kind.code, kind.message)


@lie(breaks="UC-15", noticed_by="it began with 'POST /v1/chat/completions', not")
def keeps_the_price_to_itself() -> None:
    """Takes the price out of the address before it passes the request on."""
    instead(
        app,
        "outgoing_of",
        lambda honest: lambda visit: replace(honest(visit), target=visit.raw_path),
    )
