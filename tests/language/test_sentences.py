"""Sentences are made into expressions late, and match no other texts for it."""

from __future__ import annotations

import pytest
from behave.cucumber_expression import StepMatcher4CucumberExpressions
from cucumber_expressions.errors import UndefinedParameterTypeError

import support.language.parameters  # noqa: F401 - registers the words that sentences may use
from support.language.sentences import Sentence


def sentence(pattern: str) -> Sentence:
    return Sentence(lambda _context: None, pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("Acme is told", "Acme is told"),
        ("{caller} is told", "Acme is told"),
        ("{count} try/tries fail(s) in a row", "2 tries fail in a row"),
        ("page(s)/look(s) are lost", "looks are lost"),
        ("in vain come(s)/go(es)", "in vain goes"),
        (r"it costs \{nothing\} at all", "it costs {nothing} at all"),
        ("the {ordinal} time( in a row)", "the 2nd time in a row"),
        ("the {ordinal} time( in a row)", "the 2nd time"),
    ],
)
def test_what_an_expression_matches_a_sentence_matches(pattern: str, text: str) -> None:
    """Plain words at both ends are looked at first, and nothing is lost by that."""
    by_itself = StepMatcher4CucumberExpressions(lambda _context: None, pattern)
    assert by_itself.check_match(text) is not None
    assert sentence(pattern).match(text) is not None


@pytest.mark.parametrize("text", ["Acme was told", "Globex is told", "Acme is told off", "Acme"])
def test_other_texts_make_no_expression(text: str) -> None:
    """Where the plain words differ, nothing else is asked."""
    said = sentence("Acme is told {count} times that it is told")
    assert said.match(text) is None
    assert "cucumber_expression" not in vars(said)


def test_a_word_that_is_not_known_is_refused_at_once() -> None:
    """A slip in a step file is found when it is read, whether anybody says the sentence or not."""
    with pytest.raises(UndefinedParameterTypeError):
        sentence("Acme asks for {tokns} tokens")


def test_a_sentence_stands_where_its_own_function_stands() -> None:
    """Whatever is done around it: pages and formatters lead there whoever looks for a sentence."""
    known = sentence("{count} requests")
    assert known.func.__code__.co_filename == __file__
    assert known.match("3 requests").location == known.location
    assert known.location.abspath() == __file__
