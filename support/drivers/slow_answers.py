"""Answers that a gateway keeps back on purpose, seen through without anybody waiting.

The gateway says that it keeps a caller waiting; then its clock is moved to the next moment at
which something in it wakes, and again, until it keeps nobody waiting any more. How late the answer
was stands in the ledger, in the scenario's time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.wire.patience import watch_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from support.drivers.passing_time import PassingTime
    from support.targets.target import GatewayClock
    from support.wire.client import Call

_LONGER_THAN_THE_CALLER = 2  # times; a caller who has lost patience ends the call
_USUALLY = 0.002  # seconds; within these an answer that is not kept back has come


class SlowAnswers:
    def __init__(
        self, time: PassingTime, clock: Callable[[], GatewayClock], patience: float
    ) -> None:
        self._time = time
        self._clock = clock
        self._bound = patience * _LONGER_THAN_THE_CALLER

    def see_through(self, *calls: Call) -> None:
        """Send *calls*, one behind the other; let pass whatever time they are all kept back."""
        others = self._clock().pulse().held_back
        for number, call in enumerate(calls, 1):
            call.in_background()
            self._are_held_back(calls[:number], others)
        while self._are_held_back(calls, others):
            self._time.passes_to_next_timer()
        for call in calls:
            call.join(self._bound)

    def _are_held_back(self, calls: Sequence[Call], others: int) -> bool:
        """Whether all that are under way are kept back, besides others, once that is clear."""

        def seen() -> str:
            under_way = sum(call.outcome is None for call in calls)
            if not under_way:
                return "ended"
            return "held back" if self._clock().pulse().held_back - others >= under_way else ""

        calls[-1].watch(lambda call: call.outcome is not None, _USUALLY)
        return watch_for(seen, self._bound) == "held back"
