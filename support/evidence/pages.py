"""Pages as the ledger tells of them: what somebody got, and what the site was asked and said."""

from __future__ import annotations

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
    fetched = ledger.since_mark("gateway to site")
    return [
        Page(got, tuple(each for each in fetched if _is_for(got, each)))
        for got in ledger.since_mark("caller to gateway")
        if who in (None, got.who)
    ]


def _is_for(got: Exchange, fetched: Exchange) -> bool:
    """Whether the site was asked for just this page, in the name of just this visitor."""
    return _named(got) == _named(fetched)


def _named(exchange: Exchange) -> tuple[str, str, list[str]]:
    request = exchange.request
    return request.method, request.target, request.header_values("User-Agent")
