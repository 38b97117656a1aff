"""Backoff: twice as long after each failure, bounded, with a little chance added."""

from __future__ import annotations

import pytest

from support.reference.backoff import Backoff


def test_each_failure_doubles_the_wait_up_to_half_a_minute() -> None:
    """The waits are 1, 2, 4, 8, 16 and then always 30 seconds."""
    backoff = Backoff(chance=lambda: 0.0)
    assert [backoff.failed() for _ in range(8)] == [1, 2, 4, 8, 16, 30, 30, 30]


def test_a_success_starts_over() -> None:
    """After a success the next failure waits one second again."""
    backoff = Backoff(chance=lambda: 0.0)
    backoff.failed()
    backoff.failed()
    backoff.succeeded()
    assert backoff.failed() == 1


def test_chance_only_adds_and_at_most_a_tenth() -> None:
    """No wait is shorter than stated, and none is longer than by a tenth."""
    backoff = Backoff(chance=lambda: 1.0)
    assert [backoff.failed() for _ in range(3)] == [pytest.approx(wait) for wait in (1.1, 2.2, 4.4)]


def test_a_partition_of_weeks_is_waited_out() -> None:
    """However many failures there were, the wait stays what it is."""
    backoff = Backoff(chance=lambda: 0.0)
    assert [backoff.failed() for _ in range(100_000)][-1] == 30
