"""A caller gets what the model said, byte for byte."""

from __future__ import annotations

from support.matchers.answers import word_for_word
from tests.matchers.exchanges import exchange, silence, words


def test_the_same_bytes() -> None:
    """Not one more and not one less."""
    assert words(word_for_word([exchange(body=b"yes")]), exchange(body=b"yes")) == ""
    said = words(word_for_word([exchange(body=b"yes")]), exchange(body=b"yes "))
    assert said == "the model said b'yes', and the caller got b'yes '"


def test_one_answer_and_no_other() -> None:
    """Without an answer of the model there is nothing to compare with."""
    assert words(word_for_word([]), exchange()) == "the model answered 0 times"
    assert "got None" in words(word_for_word([exchange(body=b"yes")]), silence("cut"))
