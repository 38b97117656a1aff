"""Answers that a gateway keeps back on purpose, seen through without anybody waiting.

The gateway says that it keeps a caller waiting; then its clock is moved to the next moment at
which something in it wakes, and again, until it keeps nobody waiting any more. How late the answer
was stands in the ledger, in the scenario's time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.wire.patience import watch_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.drivers.passing_time import PassingTime
    from support.targets.target import GatewayClock
    from support.wire.client import Call

_LONGER_THAN_THE_CALLER = 2  # times; a caller who has lost patience ends the call


class SlowAnswers:
    def __init__(
        self, time: PassingTime, clock: Callable[[], GatewayClock], patience: float
    ) -> None:
        self._time = time
        self._clock = clock
        self._bound = patience * _LONGER_THAN_THE_CALLER

    def see_through(self, call: Call) -> None:
        """Send *call*, let pass whatever time the gateway keeps it back, and see it end."""
        call.in_background()
        while self._is_held_back(call):
            self._time.passes_to_next_timer()
        call.join(self._bound)

    def _is_held_back(self, call: Call) -> bool:
        def seen() -> str:
            if call.outcome is not None:
                return "ended"
            return "held back" if self._clock().held_back() else ""

        return watch_for(seen, self._bound) == "held back"
