"""Time as an object: two clocks in one, and everything that waits, waits on it.

The wall clock says what time it is and can be corrected, forwards and backwards. The steady clock
only measures how long something takes and never goes back. All waiting is done on the steady
clock.
"""

from __future__ import annotations

import asyncio
import math
import time
from abc import ABC, abstractmethod
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


# Time is counted in parts of a second that binary fractions hold exactly: sums and differences of
# moments have no rounding errors, and no timer is missed, or spun for, by a millionth of a second.
TICKS_A_SECOND = 2**20


@dataclass(frozen=True, eq=False)
class Alarm:
    """Something to be done once the steady clock has reached the deadline."""

    deadline: float
    ring: Callable[[], None]


class Clock(ABC):
    """What every clock can do; its kinds differ in how time passes."""

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self._alarms: dict[Alarm, asyncio.Handle | None] = {}  # in the order of being set
        self.held_back = 0  # callers who are kept waiting on purpose, at this moment

    @abstractmethod
    def wall(self) -> float:
        """Seconds since 1970, UTC; can be set right and then a minute happens twice."""

    @abstractmethod
    def steady(self) -> float:
        """Seconds since some moment; never goes back."""

    async def pause(self, seconds: float) -> None:
        """Wait until so many seconds have passed."""
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        alarm = self._set_alarm(seconds, lambda: _wake(woken))
        try:
            await woken
        finally:
            self._call_off(alarm)

    async def hold_back(self, seconds: float) -> None:
        """Keep a caller waiting on purpose, and let it be seen that one is kept."""
        self.held_back += 1
        try:
            await self.pause(seconds)
        finally:
            self.held_back -= 1

    @asynccontextmanager
    async def timeout(self, seconds: float) -> AsyncIterator[None]:
        """Raise TimeoutError in the body if it is not done after so many seconds."""
        now = asyncio.get_running_loop().time
        async with asyncio.timeout(None) as limit:
            alarm = self._set_alarm(seconds, lambda: limit.reschedule(now()))
            try:
                yield
            finally:
                self._call_off(alarm)

    def next_timer(self) -> float | None:
        """Seconds from now to the earliest pending timer, or None when nobody waits."""
        if not self._alarms:
            return None
        return max(0.0, min(alarm.deadline for alarm in self._alarms) - self.steady())

    def _set_alarm(self, seconds: float, ring: Callable[[], None]) -> Alarm:
        deadline = self.steady() + _whole_ticks(max(0.0, seconds))
        alarm = Alarm(deadline, lambda: self._go_off(alarm, ring))
        self._alarms[alarm] = self._arm(alarm)
        return alarm

    def _go_off(self, alarm: Alarm, ring: Callable[[], None]) -> None:
        self._call_off(alarm)
        ring()

    def _call_off(self, alarm: Alarm) -> None:
        handle = self._alarms.pop(alarm, None)
        if handle is not None:
            handle.cancel()

    @abstractmethod
    def _arm(self, alarm: Alarm) -> asyncio.Handle | None:
        """See to it that the alarm rings at its deadline."""


def _whole_ticks(seconds: float) -> float:
    return math.ceil(seconds * TICKS_A_SECOND) / TICKS_A_SECOND


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)


class SystemClock(Clock):
    """The machine's own clocks."""

    def wall(self) -> float:
        """Read the machine's wall clock."""
        return time.time()

    def steady(self) -> float:
        """Read the machine's monotonic clock."""
        return time.monotonic()

    def _arm(self, alarm: Alarm) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(alarm.deadline - self.steady(), alarm.ring)


class SettableClock(Clock):
    """A clock that stands still until it is moved; it passes hours in no time."""

    def __init__(self, wall: float) -> None:
        """Stand still at this wall time; the steady clock starts at 0."""
        super().__init__()
        self._wall = wall
        self._steady = 0.0

    def wall(self) -> float:
        """Say what it was set to, and how far it was moved since."""
        return self._wall

    def steady(self) -> float:
        """Say how far it was moved in all."""
        return self._steady

    def advance(self, seconds: float) -> bool:
        """Let time pass on both clocks; alarms ring in order, each at its own deadline.

        Returns whether any has rung.
        """
        if seconds < 0:
            message = f"time does not go back: cannot advance by {seconds} seconds"
            raise ValueError(message)
        ticks = _whole_ticks(seconds)
        wall, steady = self._wall + ticks, self._steady + ticks
        rung = False
        while due := [alarm for alarm in self._alarms if alarm.deadline <= steady]:
            earliest = min(due, key=lambda alarm: alarm.deadline)
            self._steady = max(self._steady, earliest.deadline)
            self._wall = wall - (steady - self._steady)
            earliest.ring()
            rung = True
        self._wall, self._steady = wall, steady
        return rung

    def set_wall(self, wall: float) -> None:
        """Correct the wall clock, in either direction; nobody who waits notices."""
        self._wall = wall

    def _arm(self, alarm: Alarm) -> asyncio.Handle | None:
        """Ring at once what is due already; the rest rings when the clock is moved there."""
        if alarm.deadline > self._steady:
            return None
        return asyncio.get_running_loop().call_soon(alarm.ring)
