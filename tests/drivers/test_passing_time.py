"""Time becomes what a sentence says; a gateway not started yet does not live through it."""

from __future__ import annotations

from time import monotonic

from support.clock import NOON, TrueTime
from support.drivers.passing_time import PassingTime
from support.evidence.ledger import Ledger

HOUR = 3600


class Standing:
    """A gateway's clock; nothing inside it wakes by itself."""

    def __init__(self) -> None:
        self.moved = 0.0

    def wall(self) -> float:
        return NOON + self.moved

    def advance(self, seconds: float) -> None:
        self.moved += seconds

    def set_wall(self, moment: float) -> None:
        self.moved = moment - NOON

    def next_timer(self) -> float | None:
        return None

    def busy(self) -> bool | None:
        return False

    def held_back(self) -> int:
        return 0


class Silent(Standing):
    """One that cannot tell whether it is busy."""

    def busy(self) -> None:
        return None


def test_who_does_not_tell_is_known_by_its_calls() -> None:
    """A call that nobody will answer is no reason to look on until patience ends."""
    true = TrueTime()
    time = PassingTime(true, Silent, lambda: 1, Ledger(true), lambda: True)
    began = monotonic()
    time.settles()
    assert monotonic() - began < 1


def at(seconds_after_midnight: int, *, running: bool) -> tuple[float, float]:
    """How far the true time and the gateway's clock have moved when it has become this time."""
    true, clock = TrueTime(), Standing()
    time = PassingTime(true, lambda: clock, lambda: 0, Ledger(true), lambda: running)
    time.becomes(seconds_after_midnight)
    return true.now() - NOON, clock.moved


def test_a_running_gateway_lives_through_it() -> None:
    """From noon to six in the evening its clock moves by six hours."""
    assert at(18 * HOUR, running=True) == (6 * HOUR, 6 * HOUR)


def test_a_gateway_that_is_not_started_yet_starts_then() -> None:
    """There is nothing to be lived through."""
    assert at(18 * HOUR, running=False) == (6 * HOUR, 0)


def test_what_is_over_today_is_meant_for_tomorrow() -> None:
    """Time does not go back: six in the morning is eighteen hours from noon."""
    assert at(6 * HOUR, running=True) == (18 * HOUR, 18 * HOUR)
