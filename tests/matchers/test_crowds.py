"""A crowd is judged one by one, and counted."""

from __future__ import annotations

from support.matchers.answers import answered
from support.matchers.crowds import first_come, shared
from support.matchers.refusals import refused_because
from tests.matchers.exchanges import exchange, silence, words
from tests.matchers.test_refusals import DIALECT, ERROR, HEADERS, MATCHER, PHRASE

USAGE = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
ANSWER = exchange(body={"object": "chat.completion", "usage": USAGE})
REFUSAL = exchange(429, HEADERS, {"error": ERROR})
ONE_AND_TWO = shared(1, answered(DIALECT), 2, MATCHER)


def test_so_many_and_so_many() -> None:
    """Their order does not matter."""
    assert words(ONE_AND_TWO, [REFUSAL, ANSWER, REFUSAL]) == ""


def test_one_too_many_is_counted() -> None:
    """Both numbers are told."""
    assert words(ONE_AND_TWO, [ANSWER, ANSWER, REFUSAL]) == "2 were answered; 1 were not"


def test_whoever_is_neither_answered_nor_refused_is_described() -> None:
    """A refusal for another reason does not count as one."""
    said = words(ONE_AND_TWO, [ANSWER, REFUSAL, silence("reset")])
    assert said == "1 times there was no answer (reset)"
    assert refused_because(PHRASE, DIALECT.refusals[PHRASE], DIALECT).matches(REFUSAL)


def test_who_comes_first_is_answered() -> None:
    """Here their order matters, and the first that is out of it is named."""
    matcher = first_come(1, answered(DIALECT), 2, MATCHER)
    assert words(matcher, [ANSWER, REFUSAL, REFUSAL]) == ""
    assert words(matcher, [REFUSAL, ANSWER, REFUSAL]).startswith("number 1: status was 429")
    assert words(matcher, [ANSWER, REFUSAL]) == "there were 2 requests, not 3"
