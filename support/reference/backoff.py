"""How long to wait after a failure: twice as long each time, bounded, a little chance added.

Pure: it is told of failures and successes, and answers with seconds.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = 1.0
LONGEST = 30.0
JITTER = 0.1  # the largest part that is added, so that many gateways do not knock at once


class Backoff:
    """The wait before the next try."""

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        """Start without a failure; `chance` gives a number from 0 up to 1."""
        self._chance = chance
        self._failures = 0

    def failed(self) -> float:
        """Note one more failure in a row, and say how many seconds to wait."""
        wait = min(LONGEST, FIRST * 2.0 ** min(self._failures, 10))
        self._failures += 1
        return wait * (1 + JITTER * self._chance())

    def succeeded(self) -> None:
        """Start over: the next failure waits shortly again."""
        self._failures = 0
