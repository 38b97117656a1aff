"""Request limits: buckets that requests are taken from and that refill with time.

Rule 1: no HTTP in here. Rule 2: it does not know what time it is; it is told.
Rule 3: what was *taken* is kept, never what is left; so a new size, or another tier, changes what
is left by the difference. Rule 4: arithmetic is exact: whoever comes when told is let in, after a
day of odd fractions too. Rule 5: every change is in the store before anybody hears of it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from .counted_by import counter_of
from .token_budgets import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .bundles import Bundle
    from .kinds.request_limit import Rate, RequestLimit
    from .store import Store
    from .token_budgets import Now
    from .visits import Visit

KEPT_UNDER = "requests/"
NOTHING = Fraction(0)
TICKS_A_SECOND = 2**20  # keeps the fractions short that the clock of a machine would make long
MANY = (
    1000  # buckets; from there on those are looked for now and then that are full and say nothing
)


@dataclass(frozen=True, slots=True)
class Counted:
    """One request as one limit sees it."""

    limit: RequestLimit
    key: str
    tier: str | None

    @property
    def rate(self) -> Rate:
        """Say how fast requests of this tier may come."""
        return self.limit.rate_of(self.tier)

    @property
    def bucket(self) -> tuple[str, str]:
        """Name the bucket: whoever changes tier keeps it, and what was taken from it."""
        return self.limit.name, self.key


@dataclass(slots=True)
class Bucket:
    """What was taken and is not back yet."""

    steady: Fraction
    wall: float  # links the steady clocks of two processes
    per_second: Fraction  # how fast it comes back since `steady`
    tier: str | None  # whose rate that is
    taken: Fraction = NOTHING

    def catch_up(self, now: Now) -> None:
        """Let come back what has come back by now."""
        passed = max(NOTHING, _ticks(now.steady) - self.steady)
        self.taken = max(NOTHING, self.taken - passed * self.per_second)
        self.steady, self.wall = self.steady + passed, now.wall


def counted_on(visit: Visit, limits: Iterable[RequestLimit]) -> tuple[Counted, ...]:
    """Find the limits that look at a request, or refuse it where one cannot say whose it is."""
    found: list[Counted] = []
    for limit in limits:
        key = counter_of(limit, visit)
        if key is not None:
            tier = limit.tier_in(visit.claims) if limit.tiers else None
            found.append(Counted(limit, key, tier))
    return tuple(found)


class RequestLimits:
    """The buckets of all limits."""

    def __init__(self, store: Store, now: Now | None) -> None:
        """Go on with the buckets that an earlier process left in the store.

        No time is told where what is kept is from this life of the gateway.
        """
        self._store = store
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._many = MANY
        for kept_as in store.names(KEPT_UNDER):
            limit, key = json.loads(kept_as.removeprefix(KEPT_UNDER))
            self._buckets[limit, key] = _read(store.kept(kept_as) or {}, now)

    def adopt(self, bundle: Bundle, now: Now) -> None:
        """Refill at the old rates up to now, and at the new bundle's from now on."""
        limits = {limit.name: limit for limit in bundle.request_limits}
        for (name, _), bucket in self._buckets.items():
            bucket.catch_up(now)
            if name in limits:
                bucket.per_second = limits[name].rate_of(bucket.tier).per_second

    def keep_all(self) -> None:
        """Write everything down as it is, for those who share the store."""
        for name, bucket in self._buckets.items():
            self._keep(name, bucket)

    def take(self, counted: Sequence[Counted], now: Now) -> int | None:
        """Take one request out of all these buckets; if one is empty, out of none.

        Returns nothing, or the seconds until all of them have one.
        """
        for each in counted:
            self._turn_to(each, now)
        waits = [self._seconds_until_one(each, now) for each in counted]
        if any(waits):
            return math.ceil(max(waits))
        for each in counted:
            bucket = self._bucket(each, now)
            bucket.taken += 1
            self._keep(each.bucket, bucket)
        return None

    def windows(self, counted: Sequence[Counted], now: Now) -> tuple[Window, ...]:
        """Say what is left in each bucket now; the one with the least left comes first."""
        told = [self._window(each, now) for each in counted]
        return tuple(sorted(told, key=lambda window: window.left))

    def _window(self, counted: Counted, now: Now) -> Window:
        rate, taken = counted.rate, self._bucket(counted, now).taken
        left = max(0, math.floor(rate.burst - taken))
        over = max(NOTHING, taken - (rate.burst - left - 1)) if left < rate.burst else NOTHING
        return Window(
            counted.limit.name,
            rate.burst,
            math.ceil(rate.burst / rate.per_second),
            left,
            math.ceil(taken / rate.per_second),
            math.ceil(over / rate.per_second),
            "requests",
        )

    def _seconds_until_one(self, counted: Counted, now: Now) -> Fraction:
        over = self._bucket(counted, now).taken + 1 - counted.rate.burst
        return max(NOTHING, over / counted.rate.per_second)

    def _bucket(self, counted: Counted, now: Now) -> Bucket:
        bucket = self._buckets.get(counted.bucket)
        if bucket is None:
            self._forget_full_ones(now)
            rate = counted.rate.per_second
            bucket = Bucket(_ticks(now.steady), now.wall, rate, counted.tier)
            self._buckets[counted.bucket] = bucket
        bucket.catch_up(now)
        return bucket

    def _turn_to(self, counted: Counted, now: Now) -> None:
        """Let the bucket refill for the tier that asks, from now on."""
        bucket = self._bucket(counted, now)
        turned = counted.rate.per_second, counted.tier
        if turned != (bucket.per_second, bucket.tier):
            bucket.per_second, bucket.tier = turned
            self._keep(counted.bucket, bucket)  # also where the request itself takes nothing

    def _forget_full_ones(self, now: Now) -> None:
        if len(self._buckets) < self._many:
            return
        for name, bucket in list(self._buckets.items()):
            bucket.catch_up(now)
            if not bucket.taken:
                del self._buckets[name]
                self._store.forget(_kept_as(name))
        self._many = max(MANY, 2 * len(self._buckets))

    def _keep(self, name: tuple[str, str], bucket: Bucket) -> None:
        kept = {
            "taken": str(bucket.taken),
            "per_second": str(bucket.per_second),
            "tier": bucket.tier,
            "wall": bucket.wall,
            "steady": str(bucket.steady),
        }
        self._store.keep(_kept_as(name), kept)


def _kept_as(name: tuple[str, str]) -> str:
    return KEPT_UNDER + json.dumps(name)


def _read(kept: dict[str, str | float | None], now: Now | None) -> Bucket:
    """Read a bucket back; it has refilled for as long as the wall clock says nobody was there."""
    wall = float(kept["wall"] or 0)
    tier = kept["tier"]
    if now is None:
        steady = Fraction(str(kept["steady"]))
    else:
        steady = _ticks(now.steady) - _ticks(max(0.0, now.wall - wall))
    return Bucket(
        steady,
        wall,
        Fraction(str(kept["per_second"])),
        None if tier is None else str(tier),
        Fraction(str(kept["taken"])),
    )


def _ticks(seconds: float) -> Fraction:
    return Fraction(round(seconds * TICKS_A_SECOND), TICKS_A_SECOND)
