"""Lies about what is counted once, whatever asks for it, and at the rate that held then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.answers import Answers
from support.reference.decisions import Decisions
from support.reference.request_limits import RequestLimits
from support.reference.token_budgets import TokenBudgets
from support.targets.lies import instead, lie
from support.targets.lies.policy_rates import gives_back_at_the_new_rate

if TYPE_CHECKING:
    from starlette.types import Send

    from support.reference.bundles import Bundle
    from support.reference.kinds.request_limit import RequestLimit
    from support.reference.token_budgets import Now
    from support.reference.visits import Visit
    from support.targets.lies import Piece


def _streams_cost_again() -> None:
    def make(honest: Piece) -> Piece:
        async def hand(self: Answers, visit: Visit, response: object, send: Send) -> bytes:
            last: bytes = await honest(self, visit, response, send)
            for cost in visit.costs:
                self._decisions._charge(visit, cost)  # noqa: SLF001
            return last

        return hand

    instead(Answers, "_hand_events", make)


@lie(breaks="RL-06", noticed_by="status was 429")
def a_stream_costs_twice() -> None:
    """Charges a budget of money for a stream when it begins, and again when it ends."""
    _streams_cost_again()


@lie(breaks="UC-15", noticed_by="status was 429")
def a_stream_has_another_price() -> None:
    """Charges the fixed price once for an answer, and twice for a stream."""
    _streams_cost_again()


@lie(breaks="UC-15", noticed_by="spending;r was absent")
def looks_are_free() -> None:
    """Charges for what brings something along, and for nothing that is only looked at."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if visit.method != "GET":
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_cost_budgets", make)


@lie(breaks="UC-02", noticed_by="status was 200")
def bots_that_look_are_no_bots() -> None:
    """Holds bots to their limit where they fetch pages whole, and nowhere else."""

    def make(honest: Piece) -> Piece:
        def take(self: Decisions, visit: Visit, limits: list[RequestLimit]) -> None:
            honest(self, visit, limits if visit.method == "GET" else [])

        return take

    instead(Decisions, "_take", make)


@lie(breaks="RL-07", noticed_by="requests;r was")
def the_new_rate_of_requests_holds_for_the_past() -> None:
    """Gives back at the new rate what came back before there was one."""

    def make(_honest: Piece) -> Piece:
        def adopt(self: RequestLimits, bundle: Bundle, _now: Now) -> None:
            limits = {limit.name: limit for limit in bundle.request_limits}
            for (name, _), bucket in self._buckets.items():
                bucket.per_second = limits[name].rate_of(bucket.tier).per_second

        return adopt

    instead(RequestLimits, "adopt", make)


@lie(breaks="RL-07", noticed_by="tokens-per-minute;r was")
def the_new_rate_of_tokens_holds_for_the_past() -> None:
    """Gives tokens back at the new rate for the time before it."""
    instead(TokenBudgets, "adopt", gives_back_at_the_new_rate)
