"""Time passes because a sentence says so, and nothing waits for it.

Short spans are walked from timer to timer, so that whatever the gateway does by itself (heartbeats,
tries, pauses) happens in its order. Of long spans the beginning is walked; the rest passes at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from support.clock import spoken
from support.errors import SetupBrokenError
from support.wire.patience import watch_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.clock import TrueTime
    from support.evidence.ledger import Ledger
    from support.targets.target import GatewayClock, Pulse

_DAY = 86_400
_LONG = 1200  # seconds; of a longer span only the beginning is walked
_STEPS_OF_A_LONG_WALK = 12
_LONGEST_WALK = 120  # steps
_SETTLES_WITHIN = 10.0  # seconds of real time, for a slow machine; usually a millisecond


class Answerers(Protocol):
    """Those whom the gateway calls of its own accord."""

    def answer_everything(self) -> bool: ...

    def calls_in_vain(self) -> int: ...


class PassingTime:
    def __init__(
        self,
        true: TrueTime,
        clock: Callable[[], GatewayClock],
        neighbours: Answerers,
        ledger: Ledger,
        is_running: Callable[[], bool],
    ) -> None:
        self._true = true
        self._is_running = is_running
        self._clock = clock
        self._neighbours = neighbours
        self._ledger = ledger
        self.ahead = 0.0  # how far the gateway's clock is from the true time

    def now(self) -> float:
        return self._true.now()

    def gateway_time(self) -> float:
        return self._true.now() + self.ahead

    def passes(self, seconds: float) -> None:
        self._ledger.note("time", f"{seconds:g} seconds pass")
        left = seconds
        timer = self._clock().pulse().next_timer
        for _ in range(_LONGEST_WALK if seconds <= _LONG else _STEPS_OF_A_LONG_WALK):
            if timer is None or timer >= left:
                break
            left -= timer
            timer = self._move(timer).next_timer
        self._move(left)

    def passes_at_once(self, seconds: float) -> None:
        """As on a machine that was asleep: whatever fell due meanwhile happens once, afterwards."""
        self._ledger.note("time", f"{seconds:g} seconds pass at once")
        self._move(seconds)

    def passes_without_it(self, seconds: float) -> None:
        """No gateway is there whose clock could move."""
        self._ledger.note("time", f"{seconds:g} seconds pass")
        self._true.move(seconds)

    def passes_unasked(self, seconds: float) -> None:
        """At once, and nobody is asked afterwards how it is: the gateway may be gone by then."""
        self.passes_without_it(seconds)
        self._clock().advance(seconds)

    def becomes(self, seconds_after_midnight: int) -> None:
        """The next time that a right clock shows this; a gateway not started yet starts then."""
        now = self._true.now()
        ahead = (seconds_after_midnight - now) % _DAY
        if self._is_running():
            self.passes(ahead)
        else:
            self._true.move(ahead)

    def becomes_on(self, day: float, seconds_after_midnight: int) -> None:
        """The same on a day of which the first moment is given, and which is not over."""
        ahead = day + seconds_after_midnight - self._true.now()
        if ahead < 0:
            msg = f"it is {spoken(self._true.now())} already, and time does not go back"
            raise SetupBrokenError(msg)
        if self._is_running():
            self.passes(ahead)
        else:
            self._true.move(ahead)

    def passes_to_next_timer(self) -> None:
        """Until something inside the gateway wakes by itself; no time, where nothing will."""
        seconds = self._clock().pulse().next_timer or 0.0
        self._ledger.note("time", f"{seconds:g} seconds pass")
        self._move(seconds)

    def settles(self) -> None:
        """No time passes; whatever the gateway is in the middle of comes to its end.

        Until then it is busy; a call that nobody will answer has no end but in the passing of time.
        """
        self._settled(self._clock().pulse(self._time_to_rest()))

    def settles_after_death(self) -> None:
        """The gateway is gone; whoever had not answered its calls yet has noticed that."""
        watch_for(lambda: not self._under_way(), _SETTLES_WITHIN)

    def gateway_clock_is_set(self, ahead: float) -> None:
        """The gateway's time of day is now this far from the true time; no time passes."""
        self.ahead = ahead
        self._clock().set_wall(self.gateway_time())
        self._ledger.note("clock", f"the gateway's clock is set to {spoken(self.gateway_time())}")

    def _time_to_rest(self) -> float:
        """A gateway whose calls all come to an end comes to rest; another one is looked at."""
        return _SETTLES_WITHIN if self._neighbours.answer_everything() else 0.0

    def _settled(self, pulse: Pulse) -> Pulse:
        if not self._neighbours.answer_everything():
            return watch_for(self._rests_but_for_calls_in_vain, _SETTLES_WITHIN) or pulse
        self._ledger.watch(lambda: not self._under_way(), _SETTLES_WITHIN)
        return pulse

    def _rests_but_for_calls_in_vain(self) -> Pulse | None:
        in_vain, pulse = self._neighbours.calls_in_vain(), self._clock().pulse()
        told = pulse.rests in {None, in_vain == 0}  # who does not tell is known by its calls
        return pulse if told and self._under_way() <= in_vain else None

    def _under_way(self) -> int:
        calls = self._ledger.exchanges("gateway to control plane")
        return max(self._neighbours.calls_in_vain(), sum(each.ending == "open" for each in calls))

    def _move(self, seconds: float) -> Pulse:
        self._true.move(seconds)
        return self._settled(self._clock().advance(seconds, self._time_to_rest()))
