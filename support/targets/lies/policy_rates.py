"""Lies about how fast budgets refill when one policy takes the place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.request_limits import RequestLimits
from support.reference.token_budgets import TokenBudgets
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.token_budgets import Now
    from support.targets.lies import Piece


def gives_back_at_the_new_rate(_honest: Piece) -> Piece:
    """In place of how a policy is adopted: what came back before it is forgotten."""

    def adopt(self: TokenBudgets, bundle: Bundle, _now: Now) -> None:
        for caller, account in self._accounts.items():
            policy = bundle.budgets.get(caller)
            account.per_minute = (policy and policy.per_minute) or account.per_minute

    return adopt


@lie(breaks="UC-08", noticed_by="x-ratelimit-remaining-tokens was")
def the_new_rate_for_the_time_before_it() -> None:
    """Gives back at the new rate what came back before there was one."""
    instead(TokenBudgets, "adopt", gives_back_at_the_new_rate)


@lie(breaks="RL-07", noticed_by="x-ratelimit-remaining-tokens was")
def the_first_rate_for_ever() -> None:
    """Counts with the new number of tokens, and gives back by the old one."""

    def adopt(self: TokenBudgets, _bundle: Bundle, now: Now) -> None:
        for account in self._accounts.values():
            account.catch_up(now)

    instead(TokenBudgets, "adopt", lambda _honest: adopt)


@lie(breaks="RL-07", noticed_by="requests;r was")
def the_old_rate_until_somebody_asks() -> None:
    """Lets requests come back at the old rate until the next one of a caller is there."""

    def adopt(self: RequestLimits, _bundle: Bundle, now: Now) -> None:
        for bucket in self._buckets.values():
            bucket.catch_up(now)

    instead(RequestLimits, "adopt", lambda _honest: adopt)
