"""Gateways that tell spenders something else than they do, or tell it in the wrong words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import answers, cost_budgets, money, refusals
from support.reference.cost_budgets import CostBudgets
from support.reference.decisions import Decisions
from support.reference.reasons import Reason
from support.targets.lies import instead, lie
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.token_budgets import Window


def _windows(change: Callable[[Window], Window]) -> None:
    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, cost, wall: change(honest(self, cost, wall))

    instead(CostBudgets, "window", make)


@lie(breaks="UC-11", noticed_by="RateLimit spending;r was 51")
def a_part_of_a_dollar_is_a_dollar() -> None:
    """Rounds up what is left, so that somebody asks for a dollar that is not there."""
    _windows(lambda window: replace(window, left=min(window.limit, window.left + 1)))


@lie(breaks="UC-11", noticed_by="w=2678400")
def every_month_is_the_longest() -> None:
    """Tells 31 days for the length of a month."""
    _windows(lambda window: replace(window, seconds=31 * 86_400))


@lie(breaks="UC-11", noticed_by="t=2592000")
def tells_the_length_for_the_rest() -> None:
    """Tells how long the month is for how long it lasts yet."""
    _windows(lambda window: replace(window, full_in=window.seconds))


@lie(breaks="UC-11", noticed_by="x-ratelimit-limit-tokens was 100")
def money_is_told_as_tokens() -> None:
    """Tells the library how many dollars are left, and calls them tokens."""
    _windows(lambda window: replace(window, unit="tokens"))


@lie(breaks="UC-11", noticed_by="it did not say 'ratelimit: ")
def refuses_without_figures() -> None:
    """Tells what is left on answers only."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, visit: honest(self, visit) if visit.charges else ()

    instead(Decisions, "windows", make)


@lie(breaks="UC-11", noticed_by="used=80;")
def warns_of_whole_dollars() -> None:
    """Drops the cents in a warning."""
    instead(cost_budgets, "spelt", lambda _honest: lambda amount: str(amount // money.MILLIONTHS))


@lie(breaks="UC-11", noticed_by="Warning was")
def warns_by_the_old_header() -> None:
    """Warns in the header that RFC 9111 took out of use."""
    on_sending(lambda data: data.replace(b"x-gateway-warning: ", b"warning: "))


@lie(breaks="UC-11", noticed_by="X-Gateway-Reason was tpd_exceeded")
def calls_it_a_token_budget() -> None:
    """Gives a spent day of tokens for the reason."""
    on_sending(lambda data: data.replace(b": cost_budget_spent\r\n", b": tpd_exceeded\r\n"))


@lie(breaks="UC-11", noticed_by="status was 402")
def payment_is_required() -> None:
    """Refuses with a status that programs do not come back from."""
    kind = refusals.KINDS[Reason.COST_BUDGET_SPENT]
    refusals.KINDS[Reason.COST_BUDGET_SPENT] = replace(kind, status=402)


@lie(breaks="UC-11", noticed_by="Retry-After was absent")
def no_word_about_when() -> None:
    """Refuses without a word about when to come back."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def answer(refused: Any) -> Any:  # noqa: ANN401 - its own
            if refused.reason is Reason.COST_BUDGET_SPENT:
                refused.retry_after = None
            return honest(refused)

        return answer

    instead(answers, "refusal_answer", make)
