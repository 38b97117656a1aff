"""What a program did is compared step by step."""

from __future__ import annotations

from support.matchers.witnesses import came_back_once, gave_up_at_once
from support.targets.description import load
from tests.matchers.exchanges import words

SPENT = load("embedded").dialect.refusals["the minute budget is spent"]
RAISED = "raises RateLimitError, code rate_limit_exceeded, type tokens"


def test_a_program_that_came_back() -> None:
    """It let the time pass that it was told, and was answered at its second try."""
    course = ["asks", "lets 2 seconds pass", "asks", "is answered: The gate is kept."]
    assert words(came_back_once(2), course) == ""
    assert words(came_back_once(3), course) == (
        "it went this way: asks, lets 2 seconds pass, asks, is answered: The gate is kept."
    )


def test_one_try_too_many_is_no_giving_up() -> None:
    """Whoever gives up at once asks once."""
    assert words(gave_up_at_once("RateLimitError", SPENT), ["asks", RAISED]) == ""
    course = ["asks", "lets 1 seconds pass", "asks", RAISED]
    assert "lets 1 seconds pass" in words(gave_up_at_once("RateLimitError", SPENT), course)


def test_a_program_that_did_nothing() -> None:
    """Silence is no witness."""
    assert words(came_back_once(2), []) == "it went this way: it did nothing"
