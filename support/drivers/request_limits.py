"""How fast requests may come: limits, stated as Givens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.drivers.tenants import CLAIM, TENANT
from support.drivers.tiers import CLAIM as TIER
from support.targets.policy import Rate, RequestLimit, Scope

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp

ANY_OTHER = "any other"
BOTS = "bots"
REQUESTS = "requests"  # the name of the limit of which figures are told

# What the gateway stands before: the name of its limit, and where its requests go.
SERVICES = {
    "the model": (REQUESTS, "/v1/"),
    "the chat": ("chat", "/v1/chat/"),
    "the site": ("pages", "/articles/"),
}

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

    def allow_to(self, service: str, counted: str, rate: Rate) -> None:
        """What may be sent to one service, whatever is sent to others."""
        name, path = SERVICES[service]
        self._stated[name] = RequestLimit(rate, COUNTED[counted], where=Scope(path))

    def grant(self, burst: int) -> None:
        """So many at once from now on; nothing else changes."""
        self._stated[REQUESTS].rate.burst = burst

    def allow_bots(self, bots: list[str] | str, rate: Rate) -> None:
        """What these bots, or a class of them, may fetch together."""
        self._stated[BOTS] = RequestLimit(rate, where=Scope(agents=bots))

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
