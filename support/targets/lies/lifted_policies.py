"""Gateways that add what a newer policy says, and go on with what it does not say any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.desk import Desk
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.bundles import Bundle

    Enforce = Callable[[Desk, Bundle, bytes], None]


def _staying(what: str) -> None:
    """Where a bundle says nothing of it, go on with what the one before it said."""

    def make(honest: Enforce) -> Enforce:
        def enforce(self: Desk, bundle: Bundle, document: bytes) -> None:
            if self.in_force is not None and not getattr(bundle, what):
                object.__setattr__(bundle, what, getattr(self.in_force, what))
            honest(self, bundle, document)

        return enforce

    instead(Desk, "_enforce", make)


@lie(breaks="UC-08", noticed_by="X-Gateway-Reason was loop_detected")
def loops_stay_loops() -> None:
    """Counts repetitions on when the policy does not speak of loops any more."""
    _staying("loops")


@lie(breaks="UC-08", noticed_by="X-Gateway-Reason was rate_exceeded")
def limits_stay_limits() -> None:
    """Holds callers to how fast requests might come under the policy before."""
    _staying("request_limits")


@lie(breaks="UC-08", noticed_by="X-Gateway-Reason was cost_budget_spent")
def budgets_of_money_stay() -> None:
    """Lets nobody spend more than a policy allowed that is not in force any more."""
    _staying("cost_budgets")


@lie(breaks="UC-08", noticed_by="X-Gateway-Reason was breaker_open")
def breakers_stay() -> None:
    """Cuts off whoever spends faster than a policy allowed that is not in force any more."""
    _staying("spend_breakers")


@lie(breaks="UC-19", noticed_by="X-Gateway-Reason was crawler_allowance_spent")
def crawlers_keep_their_allowance() -> None:
    """Refuses crawlers by an allowance that was lifted."""
    _staying("crawlers")


@lie(breaks="UC-12", noticed_by="the receiver was called 0 times")
def circles_stay_circles() -> None:
    """Counts passages on when the policy does not speak of them any more."""
    _staying("hops")


@lie(breaks="UC-07", noticed_by="status was 200")
def a_shadow_stays_to_its_end() -> None:
    """Watches everything until the time that was stated first, whatever newer policies say."""
    _staying("shadow_until")
