"""Periods: each begins where the one before it ends, by the calendar of UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from support.reference.periods import PERIODS, Period


def _at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("kind", "moment", "start", "end"),
    [
        ("5m", "2026-09-23T12:04:59", "2026-09-23T12:00", "2026-09-23T12:05"),
        ("hour", "2026-09-23T12:59:59", "2026-09-23T12:00", "2026-09-23T13:00"),
        ("day", "2026-09-23T00:00:00", "2026-09-23", "2026-09-24"),
        ("week", "2026-09-27T23:59:59", "2026-09-21", "2026-09-28"),
        ("week", "2026-09-28T00:00:00", "2026-09-28", "2026-10-05"),
        ("month", "2026-12-31T23:59:59", "2026-12-01", "2027-01-01"),
        ("month", "2027-02-28T23:59:59", "2027-02-01", "2027-03-01"),
        ("month", "2028-02-29T00:00:00", "2028-02-01", "2028-03-01"),
        ("month", "2026-11-01T00:00:00", "2026-11-01", "2026-12-01"),
    ],
)
def test_a_moment_belongs_to_one_period(kind: str, moment: str, start: str, end: str) -> None:
    """The first moment of a period is in it, and its end is the next one's."""
    assert PERIODS[kind](_at(moment)) == Period(_at(start), _at(end))


@pytest.mark.parametrize("kind", PERIODS)
def test_periods_follow_each_other_without_a_gap(kind: str) -> None:
    """Where one ends the next begins, a leap year through."""
    moment = _at("2027-12-15")
    found: list[Period] = []
    while moment < _at("2029-01-15") and len(found) < 500:
        found.append(PERIODS[kind](moment))
        moment = found[-1].end
    assert all(before.end == after.start for before, after in pairwise(found))
    assert all(PERIODS[kind](each.end - 0.001) == each for each in found)
