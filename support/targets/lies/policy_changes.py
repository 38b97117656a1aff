"""Gateways that exchange their policy while callers look on, and not as a whole."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

from support.reference import answers, app
from support.reference.answers import Answers
from support.reference.app import RoutedRequests
from support.reference.control_plane import ControlPlane
from support.reference.decisions import Decisions
from support.reference.desk import Desk
from support.reference.reasons import Reason, Refused
from support.reference.token_budgets import TokenBudgets
from support.targets.lies import instead, lie
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from support.reference.bundles import Bundle
    from support.reference.token_budgets import Now, Window
    from support.reference.visits import Visit

    Enforce = Callable[[Desk, Bundle, bytes], None]

UC_08 = "UC-08"
_newest: list[Bundle] = []


def _knowing_the_newest() -> None:
    """Remember in `_newest` what is in force, as careless code does in a global."""

    def make(honest: Enforce) -> Enforce:
        def enforce(self: Desk, bundle: Bundle, document: bytes) -> None:
            _newest[:] = [bundle]
            honest(self, bundle, document)

        return enforce

    instead(Desk, "_enforce", make)


def _visiting(choose: Callable[[Any, Bundle | None], Bundle | None]) -> None:
    """Choose anew to which bundle a request belongs."""
    instead(
        app, "visit_of", lambda honest: lambda scope, bundle: honest(scope, choose(scope, bundle))
    )


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def number_of_the_moment() -> None:
    """Writes the number of the newest policy on answers that an older one has decided."""
    _knowing_the_newest()

    def make(honest: Callable[[Visit, float], Any]) -> Callable[[Visit, float], Any]:
        def marks(visit: Visit, wall: float) -> Any:  # noqa: ANN401 - headers
            decided, visit.bundle = visit.bundle, _newest[0] if _newest else None
            spelt = honest(visit, wall)
            visit.bundle = decided
            return spelt

        return marks

    instead(answers, "marks_of", make)


@lie(breaks=UC_08, noticed_by="tokens-per-minute;q was 7000, not 6000")
def limits_of_the_moment() -> None:
    """Tells the limits of the newest policy on answers that an older one has decided."""
    _knowing_the_newest()

    def make(
        honest: Callable[[Decisions, Visit], tuple[Window, ...]],
    ) -> Callable[[Decisions, Visit], tuple[Window, ...]]:
        def windows(self: Decisions, visit: Visit) -> tuple[Window, ...]:
            if visit.budget is not None and _newest:
                visit.budget = _newest[0].budgets.get(visit.budget.caller)
            return honest(self, visit)

        return windows

    instead(Decisions, "windows", make)


@lie(breaks=UC_08, noticed_by="status was 503", seen_in="reloads that end every connection")
def drops_who_is_waiting() -> None:
    """Gives up whatever is under way when a new policy comes."""
    _knowing_the_newest()

    def make(honest: Callable[..., Awaitable[bytes]]) -> Callable[..., Awaitable[bytes]]:
        async def hand(self: Answers, visit: Visit, *more: Any) -> bytes:  # noqa: ANN401
            if visit.bundle is not _newest[0]:
                raise Refused(Reason.NO_POLICY)
            return await honest(self, visit, *more)

        return hand

    instead(Answers, "_hand_whole", make)


@lie(breaks=UC_08, noticed_by="it was told 0 times", seen_in="write locks around a reload")
def waits_for_a_quiet_moment() -> None:
    """Looks at a new policy only when nobody is waiting for an answer."""
    under_way = 0

    def counting(honest: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def serve(self: RoutedRequests, *more: Any) -> None:  # noqa: ANN401 - ASGI
            nonlocal under_way
            under_way += 1
            try:
                await honest(self, *more)
            finally:
                under_way -= 1

        return serve

    def fetching(honest: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def fetch(self: ControlPlane, *more: Any) -> None:  # noqa: ANN401
            while under_way:  # noqa: ASYNC110 - a bad gateway, badly written
                await asyncio.sleep(0)
            await honest(self, *more)

        return fetch

    instead(RoutedRequests, "__call__", counting)
    instead(ControlPlane, "_fetch", fetching)


@lie(
    breaks=UC_08,
    noticed_by="x-ratelimit-remaining-tokens was 2000",
    seen_in="workers that drain slowly",
)
def old_policy_on_old_connections() -> None:
    """Serves whoever is connected already under the policy that held when they came."""
    held: dict[Any, Bundle] = {}

    def choose(scope: Any, bundle: Bundle | None) -> Bundle | None:  # noqa: ANN401 - ASGI
        return bundle and held.setdefault(scope["client"], bundle)

    _visiting(choose)


@lie(
    breaks=UC_08,
    noticed_by="was in force already",
    seen_in="several workers, each with its own reload",
)
def two_workers_of_two_minds() -> None:
    """Serves every second request under the policy before the newest."""
    known: list[Bundle] = []
    turns = [0]

    def choose(_scope: Any, bundle: Bundle | None) -> Bundle | None:  # noqa: ANN401 - ASGI
        if bundle and bundle not in known:
            known.append(bundle)
        turns[0] += 1
        return known[-2] if turns[0] % 2 and len(known) > 2 else bundle

    _visiting(choose)


@lie(breaks=UC_08, noticed_by="x-ratelimit-remaining-tokens was 11000")
def a_new_policy_is_a_new_start() -> None:
    """Forgets with each new policy what was used under the old one."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def adopt(self: TokenBudgets, bundle: Bundle, now: Now) -> None:
            self._accounts.clear()
            honest(self, bundle, now)

        return adopt

    instead(TokenBudgets, "adopt", make)


@lie(breaks=UC_08, noticed_by="x-ratelimit-remaining-tokens was 4000")
def used_in_proportion() -> None:
    """Takes over what share of the old limit was used, and not how many tokens."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def adopt(self: TokenBudgets, bundle: Bundle, now: Now) -> None:
            for caller, account in self._accounts.items():
                policy = bundle.budgets.get(caller)
                if policy and policy.per_minute and account.per_minute:
                    account.minute_used *= policy.per_minute / account.per_minute
            honest(self, bundle, now)

        return adopt

    instead(TokenBudgets, "adopt", make)


@lie(breaks=UC_08, noticed_by="status was 200")
def limits_only_rise() -> None:
    """Takes a higher limit up at once, and a lower one never."""
    highest: dict[str, Any] = {}

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def reserve(self: TokenBudgets, policy: Any, *more: Any) -> Any:  # noqa: ANN401
            best = highest.setdefault(policy.caller, policy)
            if (policy.per_minute or 0) > (best.per_minute or 0):
                highest[policy.caller] = policy
            return honest(self, highest[policy.caller], *more)

        return reserve

    instead(TokenBudgets, "reserve", make)


@lie(breaks=UC_08, noticed_by="(sent twice)", seen_in="a proxy in front that adds what is there")
def number_sent_twice() -> None:
    """Writes the number of the policy on each answer twice."""

    def double(data: bytes) -> bytes:
        head, mark, rest = data.partition(b"x-gateway-policy: ")
        number = rest.partition(b"\r\n")[0]
        return head + mark + number + b"\r\n" + mark + rest if mark else data

    on_sending(double)


@lie(breaks=UC_08, noticed_by="x-ratelimit-remaining-tokens was 5000")
def looking_at_a_bundle_is_a_new_start() -> None:
    """Forgets what was used whenever a bundle arrives, whatever becomes of it."""
    accounts: list[TokenBudgets] = []

    def knowing(honest: Callable[..., None]) -> Callable[..., None]:
        def start(self: TokenBudgets, *more: Any) -> None:  # noqa: ANN401
            accounts.append(self)
            honest(self, *more)

        return start

    def judging(honest: Callable[[Desk, bytes], Any]) -> Callable[[Desk, bytes], Any]:
        def judge(self: Desk, document: bytes) -> Any:  # noqa: ANN401 - an acknowledgement
            said = honest(self, document)
            if said["result"] not in {"applied", "applied_in_part"}:
                for each in accounts:
                    each._accounts.clear()  # noqa: SLF001 - a lie knows no shame
            return said

        return judge

    instead(TokenBudgets, "__init__", knowing)
    instead(Desk, "_judged", judging)


@lie(breaks=UC_08, noticed_by="status was 200", seen_in="keys that are only ever added")
def a_key_is_for_ever() -> None:
    """Adds the callers of a new bundle to those that it knows, and strikes nobody off."""
    known: dict[str, str] = {}

    def make(honest: Enforce) -> Enforce:
        def enforce(self: Desk, bundle: Bundle, document: bytes) -> None:
            known.update(bundle.caller_by_key)
            bundle.caller_by_key.update(known)
            honest(self, bundle, document)

        return enforce

    instead(Desk, "_enforce", make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 7, not 9")
def looks_only_when_told() -> None:
    """Looks for a newer policy when it starts and when the operator tells it, never by itself."""

    def make(honest: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def beat(self: ControlPlane, rhythm: Any) -> None:  # noqa: ANN401
            self._newest_heard = ANY  # no word of a newer one is news
            self._poll_due = self._clock.steady() + 3600
            await honest(self, rhythm)

        return beat

    instead(ControlPlane, "_beat", make)
