"""How fast requests may come: limits, stated as Givens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.drivers.tenants import CLAIM, TENANT
from support.drivers.tiers import CLAIM as TIER
from support.targets.policy import Rate, RequestLimit

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp

ANY_OTHER = "any other"
REQUESTS = "requests"  # the name of the limit of which figures are told

# Whose counter a request is counted on, in the words of features.
COUNTED: dict[str, str | tuple[str, str]] = {
    "each caller": "caller",
    "each address": "address",
    "everybody together": "everybody",
    "each tenant that requests name": ("header", TENANT),
    "each tenant that passes name": ("claim", CLAIM),
}


class RequestLimits:
    """The limits of the scenario, by their names in the policy."""

    def __init__(self, bring_up: BringUp) -> None:
        self._bring_up = bring_up

    def allow(self, counted: str, rate: Rate) -> None:
        self._stated[REQUESTS] = RequestLimit(rate, COUNTED[counted])

    def allow_by_tier(self, rates: dict[str, Rate]) -> None:
        """What each caller may send by the tier on its pass, and by any other or none."""
        paid = {tier: rate for tier, rate in rates.items() if tier != ANY_OTHER}
        limit = RequestLimit(rates[ANY_OTHER], "caller", tier_claim=TIER, tiers=paid)
        self._stated[REQUESTS] = limit

    def let_by_who_names_nobody(self) -> None:
        for limit in self._stated.values():
            limit.missing = "pass"

    @property
    def _stated(self) -> dict[str, RequestLimit]:
        return self._bring_up.policy.request_limits
