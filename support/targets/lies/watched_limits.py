"""Gateways whose shadow mode knows one kind of policy, and forgets or enforces the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference import decisions
from support.reference.decisions import Decisions
from support.reference.policies import TokenBudget
from support.reference.shadow import in_shadow
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.policies import Watchable
    from support.reference.request_limits import Bucket
    from support.reference.visits import Visit
    from support.targets.lies import Piece

UC_07 = "UC-07"


@lie(breaks=UC_07, noticed_by="status was 200")
def watched_requests_are_forgotten() -> None:
    """Counts requests under a limit in shadow apart, and begins anew when it is enforced."""
    apart: dict[tuple[str, str], Bucket] = {}

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            limits, kept = self._requests, self._requests._buckets  # noqa: SLF001 - it is replaced
            wall = self._clock.wall()
            watched = any(in_shadow(each, bundle, wall) for each in bundle.request_limits)
            limits._buckets = apart if watched else kept  # noqa: SLF001 - it is replaced
            try:
                honest(self, visit, bundle)
            finally:
                limits._buckets = kept  # noqa: SLF001 - it is put back

        return ask

    instead(Decisions, "_ask_request_limits", make)


@lie(breaks=UC_07, noticed_by="there were 0 of them")
def money_is_not_watched() -> None:
    """Does not look at cost budgets at all as long as they are in shadow mode."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            wall = self._clock.wall()
            if not any(in_shadow(each, bundle, wall) for each in bundle.cost_budgets):
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_cost_budgets", make)


@lie(breaks=UC_07, noticed_by="status was 429")
def all_policies_are_those_of_tokens() -> None:
    """Watches token budgets only when everything is to be watched."""

    def make(honest: Piece) -> Piece:
        def is_watched(policy: Watchable, bundle: Bundle, wall: float) -> bool:
            if isinstance(policy, TokenBudget):
                return bool(honest(policy, bundle, wall))
            return policy.mode == "shadow"

        return is_watched

    instead(decisions, "in_shadow", make)
