"""A request limit: how fast requests may come, for each counter and for each tier of callers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from support.reference.counted_by import read_counted_by
from support.reference.fault_finding import quoted
from support.reference.scopes import read_scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from support.reference.counted_by import CountedBy
    from support.reference.fault_finding import ObjectReader
    from support.reference.scopes import Scope


NAMES_OF_TOKENS: Final = ("tokens-per-minute", "tokens-per-day")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests at once, and so many a second from then on, as an exact fraction."""

    burst: int
    per_second: Fraction


@dataclass(frozen=True, slots=True)
class Tiers:
    """Which claim of a pass names the tier, and the rate of each."""

    claim: str
    rates: Mapping[str, Rate]


@dataclass(frozen=True, slots=True)
class RequestLimit:
    """How fast requests may come; whoever has no tier, or one that is not listed, gets `rate`."""

    name: str
    per: CountedBy
    rate: Rate
    tiers: Tiers | None
    where: Scope | None = None
    mode: str = "enforce"

    def tier_in(self, claims: Mapping[str, object]) -> str | None:
        """Read the tier of which a verified pass speaks, letter for letter; only words are one."""
        stated = claims.get(self.tiers.claim) if self.tiers else None
        return stated if isinstance(stated, str) else None

    def rate_of(self, tier: str | None) -> Rate:
        """Choose the rate of a tier."""
        if self.tiers is None or tier is None:
            return self.rate
        return self.tiers.rates.get(tier, self.rate)


def read_request_limit(reader: ObjectReader, name: str) -> RequestLimit:
    """Read a request limit; callers are told of it by its name, so no other limit may have it."""
    if name in NAMES_OF_TOKENS:
        reader.fault("name", f"{quoted(name)} is how token budgets are told of")
    counted_by, rate, tiers = read_counted_by(reader), _read_rate(reader), _read_tiers(reader)
    return RequestLimit(name, counted_by, rate, tiers, read_scope(reader, "where"))


def _read_rate(reader: ObjectReader) -> Rate:
    requests = reader.whole("requests")
    seconds = Fraction(repr(reader.number("seconds", 0, above=True)))  # 0.1 means a tenth exactly
    return Rate(reader.whole_or_none("burst") or requests, requests / seconds)


def _read_tiers(reader: ObjectReader) -> Tiers | None:
    stated = reader.object_or_none("tiers")
    if stated is None:
        return None
    rates: dict[str, Rate] = {}
    for each in stated.objects("rates"):
        tier = each.text("tier")
        if tier in rates:
            each.fault("tier", f"{quoted(tier)} is there already")
        rates[tier] = _read_rate(each)
        each.no_others("a tier")
    tiers = Tiers(stated.text("claim"), rates)
    stated.no_others("tiers")
    return tiers
