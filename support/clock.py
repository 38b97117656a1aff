"""Time as an object: the true time of a scenario, which nobody waits for.

The gateway's own clock may be wrong; this one is right by definition. The control plane
simulator tells it, and every record in the ledger is dated by it.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime

NOON = datetime(2026, 9, 23, 12, tzinfo=UTC).timestamp()


class TrueTime:
    """Stands still until somebody moves it."""

    def __init__(self, now: float = NOON) -> None:
        self._now = now
        self._lock = threading.Lock()

    def now(self) -> float:
        return self._now

    def move(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds


def spoken(moment: float) -> str:
    """A moment as people write it, to the second: 12:00:30 on the first day, else with the date."""
    when = datetime.fromtimestamp(moment, UTC)
    first_day = datetime.fromtimestamp(NOON, UTC).date()
    return f"{when:%H:%M:%S}" if when.date() == first_day else f"{when:%Y-%m-%d %H:%M:%S}"
