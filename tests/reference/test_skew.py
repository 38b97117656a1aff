"""Skew: how far the clocks are apart, and when that is worth a word."""

from __future__ import annotations

import pytest

from support.reference.skew import Skew


@pytest.mark.parametrize(
    ("ours", "noticed", "marks"),
    [
        (1030.001, True, {"clock_skew_seconds": 30.001, "clock_skew_direction": "ahead"}),
        (1030.0, False, {}),
        (1000.0, False, {}),
        (970.0, False, {}),
        (969.999, True, {"clock_skew_seconds": 30.001, "clock_skew_direction": "behind"}),
    ],
)
def test_a_difference_is_noticed_only_above_the_threshold(
    ours: float, marks: dict[str, object], *, noticed: bool
) -> None:
    """Just above thirty seconds events say so, with size and direction; at thirty they do not."""
    skew = Skew()
    skew.measure(ours, 1000.0)
    assert (skew.noticed, skew.marks()) == (noticed, marks)


def test_the_threshold_in_force_judges_what_was_measured_before() -> None:
    """A new bundle's threshold holds at once."""
    skew = Skew()
    skew.measure(1010.0, 1000.0)
    skew.threshold = 5.0
    assert skew.noticed


def test_it_clears_when_the_clock_is_right_again() -> None:
    """The last measurement counts, not the worst."""
    skew = Skew()
    skew.measure(1100.0, 1000.0)
    skew.measure(1000.2, 1000.0)
    assert not skew.noticed
