"""Time becomes what a sentence says; a gateway not started yet does not live through it."""

from __future__ import annotations

from time import monotonic

from support.clock import NOON, TrueTime
from support.drivers.passing_time import PassingTime
from support.evidence.ledger import Ledger
from support.targets.target import Pulse

HOUR = 3600


class Standing:
    """A gateway's clock; nothing inside it wakes by itself."""

    def __init__(self) -> None:
        self.moved = 0.0

    def wall(self) -> float:
        return NOON + self.moved

    def advance(self, seconds: float, within: float = 0.0) -> Pulse:
        self.moved += seconds
        return self.pulse(within)

    def set_wall(self, moment: float) -> None:
        self.moved = moment - NOON

    def pulse(self, within: float = 0.0) -> Pulse:  # noqa: ARG002 - it always rests
        return Pulse(rests=True, next_timer=None, held_back=0)


class Answering:
    """Neighbours who leave no call without an answer."""

    def answer_everything(self) -> bool:
        return True

    def calls_in_vain(self) -> int:
        return 0


class Silent(Standing):
    """One that cannot tell whether it is busy."""

    def pulse(self, within: float = 0.0) -> Pulse:  # noqa: ARG002 - it does not tell
        return Pulse(rests=None, next_timer=None, held_back=0)


class OneUnanswered:
    """Neighbours who leave one call without an answer."""

    def answer_everything(self) -> bool:
        return False

    def calls_in_vain(self) -> int:
        return 1


def test_who_does_not_tell_is_known_by_its_calls() -> None:
    """A call that nobody will answer is no reason to look on until patience ends."""
    true = TrueTime()
    time = PassingTime(true, Silent, OneUnanswered(), Ledger(true), lambda: True)
    began = monotonic()
    time.settles()
    assert monotonic() - began < 1


def at(seconds_after_midnight: int, *, running: bool) -> tuple[float, float]:
    """How far the true time and the gateway's clock have moved when it has become this time."""
    true, clock = TrueTime(), Standing()
    time = PassingTime(true, lambda: clock, Answering(), Ledger(true), lambda: running)
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
