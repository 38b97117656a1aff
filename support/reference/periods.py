"""Periods of the calendar, all in UTC: each begins where the one before it ends.

Rule: no clock in here; the moment is told, in seconds since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = 86_400
MONTHS_IN_A_YEAR = 12
MONDAY = 4 * DAY  # 1970 began on a Thursday


@dataclass(frozen=True, slots=True)
class Period:
    """From its first moment to the first moment of the next one."""

    start: int
    end: int


def _equal(seconds: int, first: int = 0) -> Callable[[float], Period]:
    """Cut time into equal pieces, one of which begins at *first*."""

    def period_at(wall: float) -> Period:
        start = int((wall - first) // seconds) * seconds + first
        return Period(start, start + seconds)

    return period_at


def _month(wall: float) -> Period:
    moment = datetime.fromtimestamp(wall, UTC)
    start = datetime(moment.year, moment.month, 1, tzinfo=UTC)
    years, month = divmod(moment.month, MONTHS_IN_A_YEAR)
    end = datetime(moment.year + years, month + 1, 1, tzinfo=UTC)
    return Period(int(start.timestamp()), int(end.timestamp()))


PERIODS: Final[dict[str, Callable[[float], Period]]] = {
    "5m": _equal(300),
    "hour": _equal(3600),
    "day": _equal(DAY),
    "week": _equal(7 * DAY, MONDAY),
    "month": _month,
}
