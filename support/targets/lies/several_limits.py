"""Lies about requests that several limits look at, and about limits of several callers in time."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import app, decisions, request_limits
from support.reference.counted_by import CountedBy
from support.reference.request_limits import RequestLimits
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from support.reference.bundles import Bundle
    from support.reference.kinds.request_limit import RequestLimit
    from support.reference.request_limits import Bucket, Counted
    from support.reference.token_budgets import Now, Window
    from support.reference.visits import Visit
    from support.targets.lies import Piece

    Found = tuple[Counted, ...]

LONGEST_NAME = 64


def _taking(take: Callable[[Piece, RequestLimits, Sequence[Counted], Now], int | None]) -> None:
    """Take a request out of its buckets in another way; the honest one is given first."""

    def make(honest: Piece) -> Piece:
        return lambda self, counted, now: take(
            lambda *again: honest(self, *again), self, counted, now
        )

    instead(RequestLimits, "take", make)


def _counting(change: Callable[[Found, Visit, Sequence[RequestLimit]], Found]) -> None:
    """Find other limits that look at a request than the honest ones."""

    def make(honest: Piece) -> Piece:
        return lambda visit, limits: change(honest(visit, limits), visit, limits)

    instead(decisions, "counted_on", make)


@lie(breaks="RL-05", noticed_by="Retry-After was 10, not 60")
def the_first_to_come_back() -> None:
    """Tells the shorter one of two times."""

    def take(
        honest: Piece, self: RequestLimits, counted: Sequence[Counted], now: Now
    ) -> int | None:
        if honest(counted, now) is None:
            return None
        waits = [self._seconds_until_one(each, now) for each in counted]
        return math.ceil(min(wait for wait in waits if wait))

    _taking(take)


@lie(breaks="RL-05", noticed_by="status was 429")
def one_limit_after_the_other() -> None:
    """Takes a request from one limit, and then sees that another one refuses it."""

    def take(honest: Piece, _self: RequestLimits, counted: Sequence[Counted], now: Now) -> Any:  # noqa: ANN401 - its own
        return next((wait for each in counted if (wait := honest([each], now))), None)

    _taking(take)


@lie(breaks="RL-01", noticed_by="x-ratelimit-remaining-requests was 4")
def tells_of_the_first_one() -> None:
    """Tells clients of the limit that is stated first, and not of the one with the least left."""

    def make(_honest: Piece) -> Piece:
        def windows(self: RequestLimits, counted: Found, now: Now) -> tuple[Window, ...]:
            return tuple(self._window(each, now) for each in counted)

        return windows

    instead(RequestLimits, "windows", make)


@lie(breaks="UC-03", noticed_by="called 2 times")
def one_clock_for_all() -> None:
    """Remembers for all callers together when it last looked what has come back."""

    def take(honest: Piece, self: RequestLimits, counted: Sequence[Counted], now: Now) -> Any:  # noqa: ANN401 - its own
        wait = honest(counted, now)
        for bucket in self._buckets.values():
            bucket.steady = request_limits._ticks(now.steady)  # noqa: SLF001 - as it reckons
        return wait

    _taking(take)


@lie(breaks="RL-03", noticed_by="Retry-After was 2, not 1")
def nothing_comes_back_meanwhile() -> None:
    """Begins to give back when it is started, whatever the time was before."""

    def make(honest: Piece) -> Piece:
        def read(kept: dict[str, Any], now: Now) -> Bucket:
            bucket: Bucket = honest(kept | {"wall": now.wall}, now)
            return bucket

        return read

    instead(request_limits, "_read", make)


@lie(breaks="UC-03", noticed_by="status was 200")
def believes_where_it_comes_from() -> None:
    """Counts by the address that a request says it comes from."""

    def make(honest: Piece) -> Piece:
        def value(self: CountedBy, asked: Visit) -> str | int | None:
            said = asked.lines(b"x-forwarded-for") if self.what == "address" else []
            found: str | int | None = said[0] if said else honest(self, asked)
            return found

        return value

    instead(CountedBy, "_value", make)


@lie(breaks="UC-03", noticed_by="status was 200", seen_in="keys made of host:port")
def each_connection_is_an_address() -> None:
    """Counts by the address and the port that a request comes from."""

    def make(honest: Piece) -> Piece:
        def visit_of(scope: Any, bundle: Bundle | None) -> Visit:  # noqa: ANN401 - ASGI's own
            visit: Visit = honest(scope, bundle)
            visit.peer = ":".join(map(str, scope["client"]))
            return visit

        return visit_of

    instead(app, "visit_of", make)


@lie(breaks="UC-03", noticed_by="status was 429")
def long_names_are_cut() -> None:
    """Compares as much of a name as has room in its table."""

    def make(honest: Piece) -> Piece:
        def value(self: CountedBy, asked: Visit) -> str | int | None:
            found: str | int | None = honest(self, asked)
            return found[:LONGEST_NAME] if isinstance(found, str) else found

        return value

    instead(CountedBy, "_value", make)


@lie(breaks="UC-03", noticed_by="number 5: status was 200")
def nobody_has_no_limit_at_all() -> None:
    """Lets a request by all its limits when one of them does not count it."""
    _counting(lambda found, _visit, limits: found if len(found) == len(limits) else ())


@lie(breaks="UC-04", noticed_by="status was 200")
def once_paid_for_ever() -> None:
    """Remembers the tier of a caller whose next pass names none."""
    known: dict[str, str] = {}

    def remembered(each: Counted) -> Counted:
        if each.tier is not None:
            known[each.key] = each.tier
        return replace(each, tier=known.get(each.key))

    _counting(lambda found, _visit, _limits: tuple(map(remembered, found)))
