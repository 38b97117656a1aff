"""How often the control plane was called, and with which pauses."""

from __future__ import annotations

from support.evidence.tries import Try
from support.matchers.tries import apart, not_to_the_second, paused, tried
from tests.matchers.exchanges import words


def failing(*moments: float, lasting: float = 0.0) -> list[Try]:
    return [Try("POST /heartbeat", at, at + lasting) for at in moments]


def test_the_number_of_calls_is_exact() -> None:
    """One too many is told with what it was and when."""
    assert words(tried(0), []) == ""
    assert words(tried(1), failing(10)) == ""
    assert words(tried(0), failing(10)) == "calls: 1 (POST /heartbeat at 10.0)"
    assert words(tried(1), []) == "calls: 0 (none)"


def test_a_pause_may_be_a_tenth_longer_and_no_shorter() -> None:
    """Both bounds belong to what is allowed."""
    assert words(paused([1, 2]), failing(10, 11, 13)) == ""
    assert words(paused([1, 2]), failing(10, 11.1, 13.3)) == ""
    assert words(paused([1]), failing(10, 10.9)) == "pause 1 lasted 0.900 seconds, not 1"
    assert words(paused([1]), failing(10, 11.2)) == "pause 1 lasted 1.200 seconds, not 1"


def test_a_pause_begins_when_the_try_is_over() -> None:
    """A try that was given up after five seconds is over then."""
    assert words(paused([1]), failing(10, 16, lasting=5)) == ""
    hanging = [Try("a", 10, None), Try("b", 11, None)]
    assert words(paused([1]), hanging) == "try 1 did not end before the next one began"


def test_too_few_tries_prove_no_pause() -> None:
    """Silence is not a long pause."""
    assert words(paused([1, 2]), failing(10, 11)) == "there were 2 tries, too few for 2 pauses"


def test_a_rhythm_is_kept_exactly() -> None:
    """Calls of one kind are looked at, whatever else is called between them."""
    beats = [*failing(10, 20), Try("GET /config", 21, 21), *failing(30)]
    assert words(apart("/heartbeat", 10), beats) == ""
    said = words(apart("/heartbeat", 10), failing(10, 20, 40))
    assert said == "two calls of /heartbeat were 20.000 seconds apart"
    assert words(apart("/heartbeat", 10), failing(10)) == "there were 1 calls of /heartbeat"


def test_chance_shows_in_at_least_one_pause() -> None:
    """Pauses that are all exact leave nothing to chance."""
    assert words(not_to_the_second([1, 2]), failing(10, 11, 13.1)) == ""
    said = words(not_to_the_second([1, 2]), failing(10, 11, 13))
    assert said == "2 of 2 pauses were exact to the second"
    assert words(not_to_the_second([1, 2]), failing(10, 11.1)) != ""
