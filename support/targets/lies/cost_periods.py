"""Gateways whose periods begin at the wrong moment, are too long, or bring back too much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import cost_budgets
from support.reference.cost_budgets import Account, CostBudgets, TooDear
from support.reference.periods import DAY, PERIODS, Period
from support.targets.lies import instead, lie
from support.targets.lies.cost_stages import charging

if TYPE_CHECKING:
    from support.reference.cost_budgets import Charge, Cost

At = Callable[[float], Period]
BUGGY_WEEKS = "weeks of Unix time begin on Thursday, where it began"


def _period(kind: str, make: Callable[[At], At]) -> None:
    PERIODS[kind] = make(PERIODS[kind])


def _shifted(seconds: float) -> Callable[[At], At]:
    """Let all periods begin so many seconds later."""

    def make(honest: At) -> At:
        def shifted(wall: float) -> Period:
            period = honest(wall - seconds)
            return Period(int(period.start + seconds), int(period.end + seconds))

        return shifted

    return make


def _every_period(seconds: float) -> None:
    for kind in PERIODS:
        _period(kind, _shifted(seconds))


@lie(breaks="UC-11", noticed_by="the last of them was not answered")
def a_second_late() -> None:
    """Begins each period a second late, and tells that time."""
    _every_period(1)


@lie(breaks="UC-11", noticed_by="Retry-After was 1, absent")
def a_second_early() -> None:
    """Begins each period a second early."""
    _every_period(-1)


@lie(breaks="UC-11", noticed_by="Retry-After was 3602, 3601")
def at_midnight_somewhere_else() -> None:
    """Keeps the calendar of a time zone an hour to the west."""
    _every_period(3600)


@lie(breaks="UC-11", noticed_by="Retry-After was 86402, 86401")
def weeks_begin_on_tuesday() -> None:
    """Counts the days of the week from 1, and takes Monday for 0."""
    _period("week", _shifted(DAY))


@lie(breaks="UC-11", noticed_by="Retry-After was 518402, 518401")
def weeks_begin_on_sunday() -> None:
    """Begins weeks on Sunday."""
    _period("week", _shifted(-DAY))


@lie(breaks="UC-11", noticed_by="Retry-After was 259200, not 604800", seen_in=BUGGY_WEEKS)
def weeks_begin_on_thursday() -> None:
    """Cuts Unix time into pieces of seven days."""
    _period("week", lambda _honest: lambda wall: _cut(wall, 7 * DAY))


@lie(breaks="UC-11", noticed_by="Retry-After was 2592000, not 2678400")
def months_of_thirty_days() -> None:
    """Lets every month end after 30 days."""
    _months(lambda period: replace(period, end=period.start + 30 * DAY))


@lie(breaks="UC-11", noticed_by="the last of them was not answered")
def thirty_one_days_hath_september() -> None:
    """Lets every month be as long as the longest."""

    def month(honest: At) -> At:
        def at(wall: float) -> Period:
            period, before = honest(wall), honest(honest(wall).start - 1)
            late = before.start + 31 * DAY
            return Period(before.start, late) if wall < late else replace(period, start=late)

        return at

    _period("month", month)


@lie(breaks="UC-11", noticed_by="Retry-After was 1, 1")
def forgets_leap_years() -> None:
    """Ends February after 28 days, always."""
    _months(
        lambda period: (
            replace(period, end=period.end - DAY)
            if period.end - period.start == 29 * DAY
            else period
        )
    )


def _months(change: Callable[[Period], Period]) -> None:
    _period("month", lambda honest: lambda wall: change(honest(wall)))


def _cut(wall: float, seconds: int) -> Period:
    start = int(wall // seconds) * seconds
    return Period(start, start + seconds)


@lie(breaks="UC-11", noticed_by="Retry-After was 300, 299")
def periods_begin_with_the_first_request() -> None:
    """Begins a period with the first request after the last one."""

    def make(_honest: Any) -> Any:  # noqa: ANN401 - any piece
        def now_in(self: CostBudgets, cost: Cost, wall: float) -> tuple[Account, Period]:
            account = self._accounts.setdefault(cost.account, Account())
            length = PERIODS[cost.budget.period](wall)
            seconds = length.end - length.start
            if wall >= account.start + seconds:
                account.start, account.spent = int(wall), 0
            return account, Period(account.start, account.start + seconds)

        return now_in

    instead(CostBudgets, "_now_in", make)


@lie(breaks="UC-11", noticed_by="Retry-After was 86400, not 1")
def told_to_come_back_a_period_later() -> None:
    """Tells the length of a period, whenever it began."""

    def later(found: Charge | TooDear, cost: Cost, _budgets: CostBudgets) -> Charge | TooDear:
        if isinstance(found, TooDear) and found.wait:
            period = PERIODS[cost.budget.period](0)
            return TooDear(period.end - period.start)
        return found

    charging(later)


@lie(breaks="UC-11", noticed_by="Retry-After was 604799, not 604800")
def told_a_second_too_little() -> None:
    """Names a time at which the request is refused again."""

    def sooner(found: Charge | TooDear, _cost: Cost, _budgets: CostBudgets) -> Charge | TooDear:
        wait = found.wait if isinstance(found, TooDear) else None
        return TooDear(max(1, wait - 1)) if wait else found

    charging(sooner)


@lie(breaks="UC-11", noticed_by="Retry-After was 0, not 1")
def shares_of_a_second_are_dropped() -> None:
    """Rounds the time down."""
    instead(cost_budgets, "_seconds_to", lambda _honest: lambda moment, wall: int(moment - wall))


@lie(breaks="UC-11", noticed_by="request 2: status was 200")
def what_is_left_is_saved_up() -> None:
    """Adds what was left of a period to the next one."""
    _carrying(lambda left, _spent: -left)


@lie(breaks="UC-11", noticed_by="the last of them was not answered")
def half_of_it_outlasts_the_period() -> None:
    """Begins a period with half of what was spent in the last one, for a gentle change."""
    _carrying(lambda _left, spent: spent // 2)


def _carrying(carried: Callable[[int, int], int]) -> None:
    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def now_in(self: CostBudgets, cost: Cost, wall: float) -> tuple[Account, Period]:
            before = self._accounts.get(cost.account)
            start, spent = (before.start, before.spent) if before else (0, 0)
            account, period = honest(self, cost, wall)
            if start and account.start > start:
                account.spent = carried(cost.budget.amount - spent, spent)
            return account, period

        return now_in

    instead(CostBudgets, "_now_in", make)
