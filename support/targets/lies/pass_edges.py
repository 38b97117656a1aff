"""Lies about how long a pass is good: off at an edge, forgetful, or by another clock."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import app, credentials, passes, refusals
from support.reference.reasons import Reason, Refused
from support.reference.visits import outgoing_of
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from support.reference.policies import Passes
    from support.reference.visits import Visit

    Moments = Callable[[dict[str, Any], str, float], float]
    Judge = Callable[[str, Passes, Collection[str], float], str]

A_LITTLE = 0.001
ACCEPTED, EXPIRED, TOO_EARLY = "status was 200", "was pass_expired", "was pass_not_yet_valid"


def _read(claims_read: Collection[str], otherwise: Callable[[float], float]) -> None:
    """Moments of these claims are taken for other moments."""

    def make(honest: Moments) -> Moments:
        def moment(claims: dict[str, Any], claim: str, missing: float) -> float:
            seen = honest(claims, claim, missing)
            return otherwise(seen) if claim in claims_read else seen

        return moment

    instead(passes, "_moment", make)


def _judged(make: Callable[[Judge], Judge]) -> None:
    instead(credentials, "caller_of", make)


@lie(breaks="UC-10", noticed_by=ACCEPTED, seen_in="JWT libraries that compare with <=")
def good_at_its_end() -> None:
    """A pass is still accepted at the very moment at which what is forgiven is over."""
    _read({"exp"}, lambda moment: moment + A_LITTLE)


@lie(breaks="UC-10", noticed_by=TOO_EARLY)
def not_good_at_its_beginning() -> None:
    """A pass is not accepted yet at the very moment at which it becomes acceptable."""
    _read({"nbf", "iat"}, lambda moment: moment + A_LITTLE)


@lie(breaks="UC-10", noticed_by=ACCEPTED)
def forgives_a_second_too_much() -> None:
    """A pass is accepted a second longer than is forgiven, and a second earlier."""
    _judged(
        lambda honest: (
            lambda token, policy, callers, now: honest(
                token, replace(policy, leeway_seconds=policy.leeway_seconds + 1.5), callers, now
            )
        )
    )


@lie(breaks="UC-10", noticed_by=EXPIRED)
def forgives_nothing() -> None:
    """What the policy says about forgiving is not read."""
    _judged(
        lambda honest: (
            lambda token, policy, callers, now: honest(
                token, replace(policy, leeway_seconds=0), callers, now
            )
        )
    )


@lie(breaks="UC-10", noticed_by=ACCEPTED, seen_in="services that decode a token and never verify")
def never_ends() -> None:
    """The end of a pass is not looked at."""
    _read({"exp"}, lambda _moment: math.inf)


@lie(breaks="UC-10", noticed_by=EXPIRED)
def ends_too_early() -> None:
    """A pass ends a second before its time, as when both sides round."""
    _read({"exp"}, lambda moment: moment - 1)


@lie(breaks="UC-10", noticed_by=ACCEPTED)
def begins_at_once() -> None:
    """That a pass is not good before its time is not looked at."""
    _read({"nbf"}, lambda _moment: -math.inf)


@lie(breaks="UC-10", noticed_by=ACCEPTED)
def issued_at_is_an_ornament() -> None:
    """A pass that was issued in the future is accepted."""
    _read({"iat"}, lambda _moment: -math.inf)


@lie(breaks="UC-10", noticed_by=EXPIRED)
def whole_seconds_only() -> None:
    """The fraction of a second is cut off, so that a pass ends too early."""
    _read({"exp"}, math.floor)


@lie(breaks="UC-10", noticed_by="status was 401")
def exactly_what_is_forgiven_is_too_much() -> None:
    """A pass from a clock that is just as far ahead as is forgiven is refused."""
    _read({"nbf", "iat"}, lambda moment: moment + 0.001)


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def an_end_below_zero_is_none() -> None:
    """A pass that ended before 1970 never ends."""
    _read({"exp"}, lambda moment: math.inf if moment < 0 else moment)


@lie(breaks="UC-10", noticed_by=ACCEPTED, seen_in="caches of introspection results")
def accepted_once_accepted_for_ever() -> None:
    """A pass that was accepted is remembered, and its end is not looked at again."""

    def make(honest: Judge) -> Judge:
        known: dict[str, str] = {}

        def judge(token: str, policy: Passes, callers: Collection[str], now: float) -> str:
            if token not in known:
                known[token] = honest(token, policy, callers, now)
            return known[token]

        return judge

    _judged(make)


@lie(breaks="UC-10", noticed_by="status was 401")
def refused_once_refused_for_ever() -> None:
    """A pass that was refused is remembered, and never looked at again."""

    def make(honest: Judge) -> Judge:
        known: dict[str, Reason] = {}

        def judge(token: str, policy: Passes, callers: Collection[str], now: float) -> str:
            if token in known:
                raise Refused(known[token])
            try:
                return honest(token, policy, callers, now)
            except Refused as refused:
                known[token] = refused.reason
                raise

        return judge

    _judged(make)


@lie(breaks="UC-10", noticed_by="status was")
def by_the_time_since_the_first_pass() -> None:
    """Corrections of the clock are not heeded: the time is what it was when the first pass came."""

    def make(honest: Judge) -> Judge:
        first: list[float] = []

        def judge(token: str, policy: Passes, callers: Collection[str], now: float) -> str:
            first.append(now)
            return honest(token, policy, callers, first[0])

        return judge

    _judged(make)


@lie(breaks="UC-10", noticed_by="was pass_invalid")
def one_reason_for_all() -> None:
    """A pass that has expired is refused as if it could not be trusted."""

    def make(honest: Judge) -> Judge:
        def judge(token: str, policy: Passes, callers: Collection[str], now: float) -> str:
            try:
                return honest(token, policy, callers, now)
            except Refused as refused:
                raise Refused(Reason.PASS_INVALID) from refused

        return judge

    _judged(make)


@lie(breaks="UC-10", noticed_by='WWW-Authenticate was Bearer realm="gateway"')
def challenge_without_error() -> None:
    """The challenge does not say that it was the pass that was wrong."""
    for reason, kind in list(refusals.KINDS.items()):
        if kind.status == 401:
            refusals.KINDS[reason] = replace(kind, headers=((b"WWW-Authenticate", refusals.REALM),))


@lie(breaks="UC-10", noticed_by="reached the model")
def asks_the_model_first() -> None:
    """The model is asked before anybody looks at the pass."""

    def make(honest: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def refuse(self: Any, visit: Visit, *more: Any) -> None:  # noqa: ANN401 - its own
            if visit.route is not None and visit.caller is None:
                visit.body = b"{}"
                async with await self._gateway.proxy.open(outgoing_of(visit)) as answer:
                    await answer.read()
            await honest(self, visit, *more)

        return refuse

    instead(app.RoutedRequests, "_refuse", make)
