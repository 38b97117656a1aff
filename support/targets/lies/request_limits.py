"""Lies about how fast requests may come: at the boundary, in the refill, when one may come back."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from support.reference import request_limits
from support.reference.request_limits import Bucket, RequestLimits
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from support.reference.request_limits import Counted
    from support.reference.token_budgets import Now
    from support.targets.lies import Piece


def _bursting(change: int) -> None:
    """Decide as if so many more were allowed at once; tell the truth of it."""

    def wait(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Counted, now: Now) -> Fraction:
            bucket = self._bucket(counted, now)
            taken, bucket.taken = bucket.taken, bucket.taken - change
            seconds: Fraction = honest(self, counted, now)
            bucket.taken = taken
            return seconds

        return lying

    instead(RequestLimits, "_seconds_until_one", wait)


def _waiting(change: Callable[[int, int], int]) -> None:  # (wait, until all is back) -> wait
    """Tell another time to come back."""

    def take(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Sequence[Counted], now: Now) -> int | None:
            wait: int | None = honest(self, counted, now)
            all_back = self.windows(counted, now)[0].full_in if counted else 0
            return None if wait is None else change(wait, all_back)

        return lying

    instead(RequestLimits, "take", take)


def _refilling(change: Callable[[Bucket, Fraction], Fraction]) -> None:
    """Reckon otherwise how much is still taken of a bucket, so many seconds later."""

    def catch_up(honest: Piece) -> Piece:
        def lying(self: Bucket, now: Now) -> None:
            before = replace(self)
            honest(self, now)
            self.taken = change(before, self.steady - before.steady)

        return lying

    instead(Bucket, "catch_up", catch_up)


@lie(breaks="UC-01", noticed_by="number 6: status was 200")
def one_request_too_many() -> None:
    """Lets one more through than is allowed at once."""
    _bursting(1)


@lie(breaks="UC-01", noticed_by="number 5: status was 429")
def one_request_too_few() -> None:
    """Refuses the last one that is allowed."""
    _bursting(-1)


@lie(breaks="UC-01", noticed_by="Retry-After was 1, not 2", seen_in="fairvisor/edge, by its jitter")
def comes_back_too_early() -> None:
    """Rounds the time to come back down."""
    _waiting(lambda wait, _all_back: max(1, wait - 1))


@lie(breaks="UC-01", noticed_by="Retry-After was 10, not 2", seen_in="LiteLLM 1.109")
def come_back_when_all_is_back() -> None:
    """Sends callers away until the whole bucket is full."""
    _waiting(lambda _wait, all_back: all_back)


@lie(breaks="UC-01", noticed_by="Retry-After was 60, not 2")
def a_minute_for_everybody() -> None:
    """Names a minute, whatever the rate is."""
    _waiting(lambda _wait, _all_back: 60)


@lie(breaks="UC-01", noticed_by="status was 429")
def going_on_puts_it_off() -> None:
    """Takes from the bucket for refused requests too, so that polling locks out."""

    def take(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Sequence[Counted], now: Now) -> int | None:
            wait: int | None = honest(self, counted, now)
            for each in counted if wait else ():
                self._bucket(each, now).taken += 1
            return wait

        return lying

    instead(RequestLimits, "take", take)


@lie(breaks="UC-01", noticed_by="status was 200")
def all_back_at_once() -> None:
    """Gives the whole bucket back when its window is over: a fixed window."""

    def in_bulk(before: Bucket, passed: Fraction) -> Fraction:
        return Fraction(0) if passed >= 2 else before.taken

    _refilling(in_bulk)


@lie(breaks="UC-01", noticed_by="number 3: status was 429")
def refills_by_the_second() -> None:
    """Counts whole seconds only, from one look to the next."""

    def whole_seconds(before: Bucket, passed: Fraction) -> Fraction:
        return max(Fraction(0), before.taken - math.floor(passed) * before.per_second)

    _refilling(whole_seconds)


@lie(breaks="UC-01", noticed_by="number 6: status was 200")
def saves_up() -> None:
    """Goes on filling a bucket that is full."""
    _refilling(lambda before, passed: before.taken - passed * before.per_second)


@lie(breaks="UC-01", noticed_by="Retry-After was 9, not 8")
def rounds_the_time_of_one() -> None:
    """Reckons with whole seconds for each request, so that odd rates lose at each of them."""

    def rounded(before: Bucket, passed: Fraction) -> Fraction:
        return max(Fraction(0), before.taken - passed / math.ceil(1 / before.per_second))

    _refilling(rounded)


@lie(breaks="UC-01", noticed_by="number 3: status was 429", seen_in="buckets in floating point")
def loses_to_rounding() -> None:
    """Reckons in floating point, where a tenth of a second is in three tenths not quite thrice."""

    def floating(before: Bucket, passed: Fraction) -> Fraction:
        seconds = math.floor(float(passed) * 1e6) / 1e6
        return max(Fraction(0), before.taken - int(seconds / float(1 / before.per_second)))

    _refilling(floating)


@lie(breaks="UC-01", noticed_by="number 2: status was 429")
def whole_numbers_only() -> None:
    """Refills at a whole number of requests a second, or at one in a whole number of seconds."""

    def whole(before: Bucket, passed: Fraction) -> Fraction:
        rate = before.per_second
        rounded = Fraction(int(rate)) if rate >= 1 else Fraction(1, math.ceil(1 / rate))
        return max(Fraction(0), before.taken - passed * rounded)

    _refilling(whole)


@lie(breaks="UC-01", noticed_by="status was 429; X-Gateway-Reason was rate_exceeded")
def one_bucket_for_all() -> None:
    """Counts all callers together."""
    instead(
        request_limits,
        "Counted",
        lambda honest: lambda limit, _key, tier: honest(limit, "everybody", tier),
    )


@lie(breaks="UC-01", noticed_by="status was 200")
def forgets_in_a_crash() -> None:
    """Keeps its buckets in memory alone."""
    instead(RequestLimits, "_keep", lambda _honest: lambda *_kept: None)


@lie(breaks="RL-04", noticed_by="10 were answered")
def counts_afterwards() -> None:
    """Takes the request out of the bucket a moment after it was let through."""

    def take(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Sequence[Counted], now: Now) -> int | None:
            before = [replace(self._bucket(each, now)) for each in counted]
            wait: int | None = honest(self, counted, now)
            buckets = [self._bucket(each, now) for each in counted]
            taken = [bucket.taken - was.taken for bucket, was in zip(buckets, before, strict=True)]
            for bucket, was in zip(buckets, before, strict=True):
                bucket.taken = was.taken
            loop = asyncio.get_running_loop()
            loop.call_later(0.2, lambda: _add(buckets, taken))
            return wait

        return lying

    instead(RequestLimits, "take", take)


def _add(buckets: list[Bucket], taken: list[Fraction]) -> None:
    for bucket, more in zip(buckets, taken, strict=True):
        bucket.taken += more
