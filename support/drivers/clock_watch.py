"""The gateway's clock as its operator and its control plane see it: set, set right, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.drivers.passing_time import PassingTime
    from support.simulators.control_plane import ControlPlane


class ClockWatch:
    def __init__(self, bring_up: BringUp, time: PassingTime, plane: ControlPlane) -> None:
        self._bring_up = bring_up
        self._time = time
        self._plane = plane

    def forgives(self, seconds: float | None) -> None:
        """From more than this on, a difference counts as a wrong clock; None: nothing is said."""
        self._bring_up.policy.skew_threshold = seconds

    def is_set(self, ahead: float) -> None:
        """So far from the true time; nobody has noticed yet."""
        self._time.gateway_clock_is_set(ahead)

    def is_moved(self, by: float) -> None:
        """Somebody turns the clock, whatever it shows."""
        self._time.gateway_clock_is_set(self._time.ahead + by)

    def is_compared(self) -> None:
        """Time passes until the gateway has told the control plane of itself once more."""
        self._time.passes(self._plane.heartbeat_seconds)

    def is_noticed(self, ahead: float) -> None:
        """It is so far from the true time, and has been compared."""
        self.is_set(ahead)
        self.is_compared()
