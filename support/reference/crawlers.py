"""Crawlers: recognised by name and address, warned, slowed and refused by their day's allowance.

Rule 1: no HTTP in here. Rule 2: no clock; the time is told.
Rule 3: every counted page is in the store before it is answered.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from .kinds.stages import furthest

if TYPE_CHECKING:
    from .policies import Crawler, CrawlerAllowance
    from .store import Store

DAY = 86_400
KEPT_UNDER = "pages/"
PRODUCT = re.compile(r"(?<![^\s(;,])[A-Za-z0-9_.-]+(?=[/\s;),]|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A crawler asked for a page: which stage it has reached, and what that means."""

    crawler: str
    stage: str  # none, warn, throttle, refuse, unverified
    used: int = 0
    allowance: int = 0
    delay: float = 0.0
    retry_after: int = 0


class CrawlerCounts:
    """How many pages each crawler has read today."""

    def __init__(self, store: Store) -> None:
        """Go on with the counts that an earlier process left in the store."""
        self._store = store
        self._counts = {
            name.removeprefix(KEPT_UNDER): (int(kept["day"]), int(kept["pages"]))
            for name in store.names(KEPT_UNDER)
            if (kept := store.kept(name)) is not None
        }

    def look(
        self, policy: CrawlerAllowance, agent: str, peer: str, wall: float
    ) -> PageAsked | None:
        """Count the page if a crawler asks for it; None for people."""
        crawler = crawler_in(policy, agent)
        if crawler is None:
            return None
        if policy.unverified == "refuse" and not comes_from(crawler, peer):
            return PageAsked(crawler.name, "unverified")
        day, pages = self._counts.get(crawler.name.lower(), (0, 0))
        today = int(wall // DAY)
        if today > day:  # a clock set back does not bring an earlier day's allowance back
            day, pages = today, 0
        page = pages + 1
        stage = furthest(policy.stages, page, policy.pages_per_day)
        if stage is not None and stage.action == "refuse":
            wait = max(1, math.ceil((day + 1) * DAY - wall))
            return PageAsked(crawler.name, "refuse", page, policy.pages_per_day, retry_after=wait)
        self._counts[crawler.name.lower()] = (day, page)
        self._store.keep(KEPT_UNDER + crawler.name.lower(), {"day": day, "pages": page})
        action, delay = (stage.action, stage.delay_seconds) if stage else ("none", 0.0)
        return PageAsked(crawler.name, action, page, policy.pages_per_day, delay)


def crawler_in(policy: CrawlerAllowance, agent: str) -> Crawler | None:
    """Find the crawler that a user agent names as one of its products, whole and in any case."""
    by_name = {crawler.name.lower(): crawler for crawler in policy.crawlers}
    return next((by_name[each] for each in products_of(agent) if each in by_name), None)


def products_of(agent: str) -> list[str]:
    """List the product tokens of a user agent, each whole and in small letters."""
    return [product.lower() for product in PRODUCT.findall(agent)]


def comes_from(crawler: Crawler, peer: str) -> bool:
    """Say whether the address is the crawler's own; a crawler without addresses is believed."""
    if crawler.addresses is None:
        return True
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in crawler.addresses)
