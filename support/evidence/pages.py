"""Pages as the ledger tells of them: what somebody got, and what the site was asked and said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.evidence.ledger import Ledger
    from support.wire.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Page:
    """One page, on both sides of the gateway."""

    got: Exchange
    from_site: tuple[Exchange, ...]


def pages_since_mark(ledger: Ledger, who: str | None = None) -> list[Page]:
    """The pages that somebody, or everybody, has asked for since the When, in that order."""
    fetched = defaultdict(list)
    for each in ledger.since_mark("gateway to site"):
        fetched[_named(each)].append(each)
    return [
        Page(got, tuple(fetched[_named(got)]))
        for got in ledger.since_mark("caller to gateway")
        if who in (None, got.who)
    ]


def _named(exchange: Exchange) -> tuple[str, ...]:
    """What makes it the same page, for the same visitor, on both sides."""
    request = exchange.request
    return request.method, request.target, *request.header_values("User-Agent")
