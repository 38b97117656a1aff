"""Lies about budgets under a clock that is set: minutes and days that come twice, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference import gateway, token_budgets
from support.reference.bundles import BundleRejected, Verdict
from support.reference.decisions import Decisions
from support.reference.desk import Desk
from support.reference.reasons import Reason, Refused
from support.reference.token_budgets import DAY, MINUTE, Account, Now
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.bundles import Bundle
    from support.reference.gateway import Gateway
    from support.reference.visits import Visit

    CatchUp = Callable[[Account, Now], None]

ACCEPTED, REFUSED = "status was 200", "status was 429"


def _caught_up(make: Callable[[CatchUp], CatchUp]) -> None:
    instead(Account, "catch_up", make)


def _refill(seconds: Callable[[Account, Now], float]) -> None:
    """The minute's bucket refills by this and not by the time that has passed."""

    def make(honest: CatchUp) -> CatchUp:
        def catch_up(account: Account, now: Now) -> None:
            passed = seconds(account, now) if account.wall else 0.0
            back = passed * account.per_minute / MINUTE
            account.steady = now.steady
            honest(account, now)
            account.minute_used = max(0.0, account.minute_used - back)

        return catch_up

    _caught_up(make)


@lie(breaks="UC-10", noticed_by=ACCEPTED, seen_in="limiters that store time() with each bucket")
def minutes_by_the_clock_on_the_wall() -> None:
    """The bucket refills by the time of day, so that whoever sets the clock forward fills it."""
    _refill(lambda account, now: max(0.0, now.wall - account.wall))


@lie(breaks="UC-10", noticed_by=ACCEPTED)
def minutes_by_the_size_of_the_step() -> None:
    """The bucket refills by how far the time of day has moved, in whichever direction."""
    _refill(lambda account, now: abs(now.wall - account.wall))


@lie(breaks="UC-10", noticed_by=REFUSED)
def a_step_costs_the_refill() -> None:
    """When the clock was turned, nothing of the time since the last look is given back."""

    def seconds(account: Account, now: Now) -> float:
        passed = now.steady - account.steady
        return passed if abs(now.wall - account.wall - passed) < 1 else 0.0

    _refill(seconds)


@lie(breaks="UC-10", noticed_by=REFUSED)
def minutes_a_little_longer() -> None:
    """The bucket refills by a clock that is a twentieth slow, and nobody is told."""
    _refill(lambda account, now: (now.steady - account.steady) * 0.95)


@lie(breaks="UC-10", noticed_by=REFUSED)
def days_a_second_longer() -> None:
    """A day ends a second after midnight, though midnight was told."""

    def make(honest: CatchUp) -> CatchUp:
        return lambda account, now: honest(account, Now(now.wall - 1, now.steady))

    _caught_up(make)


@lie(breaks="UC-10", noticed_by=ACCEPTED, seen_in="counters keyed by the minute of the day")
def a_new_minute_for_every_step() -> None:
    """The minute is told from the clock on the wall; another minute is a new one."""

    def make(honest: CatchUp) -> CatchUp:
        def catch_up(account: Account, now: Now) -> None:
            if account.wall and abs(now.wall - account.wall - now.steady + account.steady) > 1:
                account.minute_used = 0.0
            honest(account, now)

        return catch_up

    _caught_up(make)


@lie(breaks="UC-10", noticed_by=ACCEPTED, seen_in="counters keyed by the date")
def another_date_is_a_new_day() -> None:
    """A date that is not the last one seen is a new day, even if it is an earlier one."""

    def make(honest: CatchUp) -> CatchUp:
        def catch_up(account: Account, now: Now) -> None:
            honest(account, now)
            if int(now.wall // DAY) != account.day:
                account.day, account.day_used = int(now.wall // DAY), 0

        return catch_up

    _caught_up(make)


@lie(breaks="UC-10", noticed_by=ACCEPTED)
def midnight_is_always_a_new_day() -> None:
    """Whenever the clock passes midnight the day's budget is whole again, the second time too."""

    def make(honest: CatchUp) -> CatchUp:
        def catch_up(account: Account, now: Now) -> None:
            before = int(account.wall // DAY)
            honest(account, now)
            if account.wall and int(now.wall // DAY) > before:
                account.day_used = 0

        return catch_up

    _caught_up(make)


@lie(breaks="UC-10", noticed_by=REFUSED)
def days_by_time_that_has_passed() -> None:
    """A day is over 24 hours after its first request, whatever the clock shows."""

    def make(honest: CatchUp) -> CatchUp:
        began: dict[int, float] = {}

        def catch_up(account: Account, now: Now) -> None:
            first = began.setdefault(id(account), now.wall - now.steady)
            honest(account, Now(first + now.steady, now.steady))
            account.wall = now.wall

        return catch_up

    _caught_up(make)


@lie(breaks="UC-10", noticed_by="Retry-After was 3600, not 90000")
def until_the_next_midnight_on_the_wall() -> None:
    """A caller is told to come back at the next midnight, even if that day is used up as well."""
    instead(
        token_budgets, "_until_next_day", lambda _honest: lambda _account, now: DAY - now.wall % DAY
    )


def _while_wrong(otherwise: Callable[..., None]) -> None:
    """The budget is asked differently while the clock counts as wrong."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def ask(decisions: Decisions, visit: Visit, bundle: Any) -> None:  # noqa: ANN401
            if skews[decisions].noticed:
                otherwise(honest, decisions, visit, bundle)
            else:
                honest(decisions, visit, bundle)

        return ask

    def remember(honest: Callable[..., None]) -> Callable[..., None]:
        def build(decisions: Decisions, gateway: Gateway) -> None:
            skews[decisions] = gateway.skew
            honest(decisions, gateway)

        return build

    skews: dict[Decisions, Any] = {}
    instead(Decisions, "__init__", remember)
    instead(Decisions, "_ask_budget", make)


@lie(breaks="UC-10", noticed_by=ACCEPTED)
def no_limits_by_a_wrong_clock() -> None:
    """While the clock counts as wrong nobody is limited, lest somebody is limited wrongly."""
    _while_wrong(lambda _honest, _decisions, _visit, _bundle: None)


@lie(breaks="UC-10", noticed_by=REFUSED)
def no_service_by_a_wrong_clock() -> None:
    """While the clock counts as wrong everybody is refused."""

    def refuse(*_asked: object) -> None:
        raise Refused(Reason.TPM_EXCEEDED, 1)

    _while_wrong(refuse)


@lie(breaks="UC-10", noticed_by="Retry-After was")
def comes_back_by_the_difference() -> None:
    """Whoever is refused is told to try again later by as much as the clock is off."""

    def later(honest: Callable[..., None], decisions: Decisions, *asked: object) -> None:
        try:
            honest(decisions, *asked)
        except Refused as refused:
            raise Refused(refused.reason, (refused.retry_after or 0) + 3600) from refused

    _while_wrong(later)


@lie(breaks="UC-10", noticed_by="status was 503", seen_in="clock checks among health checks")
def not_ready_by_a_wrong_clock() -> None:
    """While the clock counts as wrong it asks not to be sent anybody."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def not_ready(self: Gateway) -> Any:  # noqa: ANN401 - the gateway's own
            return honest(self) or (("clock", "it is wrong") if self.skew.noticed else None)

        return not_ready

    instead(gateway.Gateway, "not_ready", make)


@lie(breaks="UC-10", noticed_by="X-Gateway-Policy was 7, not 8")
def no_policy_by_a_wrong_clock() -> None:
    """While the clock counts as wrong it sends every newer policy back as expired."""

    def make(honest: Callable[[Desk, Bundle], None]) -> Callable[[Desk, Bundle], None]:
        def check(self: Desk, bundle: Bundle) -> None:
            honest(self, bundle)
            if abs(self._clock.wall() - bundle.issued_at) > DAY / 48:
                raise BundleRejected(Verdict.EXPIRED, ["the clock is wrong"], bundle.version)

        return check

    instead(Desk, "_check_turn", make)
