"""An answer is the model's, or it is none."""

from __future__ import annotations

from support.matchers.answers import reached_times, word_for_word
from tests.matchers.exchanges import exchange, silence, words


def test_the_answer_is_the_models_word_for_word() -> None:
    """What the caller hears is what the model says."""
    matcher = word_for_word([exchange(body=b"The gate is kept.")])
    assert words(matcher, exchange(body=b"The gate is kept.")) == ""
    assert words(matcher, exchange(body=b"The door is kept.")) == (
        "the model said b'The gate is kept.', and the caller got b'The door is kept.'"
    )


def test_an_answer_without_the_model_is_invented() -> None:
    """Nobody answers in the model's place, and the model answers once."""
    assert words(word_for_word([]), exchange()) == "the model answered 0 times"
    assert words(word_for_word([silence("cut")]), exchange()) == "the model answered 0 times"
    assert words(word_for_word([exchange()] * 2), exchange()) == "the model answered 2 times"


def test_calls_are_counted() -> None:
    """One call too many costs money, one too few is no answer."""
    assert words(reached_times("the model", 1), [exchange()]) == ""
    assert words(reached_times("the model", 2), [exchange()]) == "the model was called once"
    assert words(reached_times("the model", 1), []) == "the model was called 0 times"
