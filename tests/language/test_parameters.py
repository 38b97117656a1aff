"""The words that sentences take, and what they mean."""

from __future__ import annotations

import pytest
from behave.cucumber_expression import StepMatcher4CucumberExpressions

from support.language.parameters import bots, count, duration, ordinal, time_of_day
from support.targets.dialect import PHRASES


def takes(expression: str, text: str) -> bool:
    matcher = StepMatcher4CucumberExpressions(lambda _context: None, expression)
    return matcher.check_match(text) is not None


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("12,000", 12_000), ("1,000,000", 10**6)])
def test_counts(text: str, number: int) -> None:
    """Thousands are set apart by a comma."""
    assert count(text) == number


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1 second", 1),
        ("30 seconds", 30),
        ("2.5 seconds", 2.5),
        ("half a second", 0.5),
        ("a minute", 60),
        ("an hour", 3600),
        ("24 hours", 86_400),
        ("one day", 86_400),
        ("1,000 seconds", 1000),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    """People's words for a time are seconds."""
    assert duration(text) == seconds
    assert takes("{duration}", text)


@pytest.mark.parametrize(("text", "number"), [("1st", 1), ("10th", 10), ("1,001st", 1001)])
def test_ordinals(text: str, number: int) -> None:
    """The tenth is ten."""
    assert ordinal(text) == number


def test_times_of_day() -> None:
    """A time of day is seconds after midnight."""
    assert time_of_day("12:00:30") == 43_230


def test_bots_are_named_or_a_class() -> None:
    """One, two, or those of whom everybody knows."""
    assert bots("GPTBot") == ["GPTBot"]
    assert bots("GPTBot and CCBot") == ["GPTBot", "CCBot"]
    assert bots("AI crawlers") == "ai_crawlers"


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_is_a_reason(phrase: str) -> None:
    """What the phrase book has, sentences may say."""
    assert takes("because {reason}", f"because {phrase}")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("because {reason}", "because the minute budget is spend"),
        ("{count} tokens", "many tokens"),
        ("in {duration}", "in 5 fortnights"),
        ("{caller} asks", "acme asks"),
        ("at {time}", "at noon"),
    ],
)
def test_other_words_make_no_sentence(expression: str, text: str) -> None:
    """A word that is not known leaves the sentence undefined."""
    assert not takes(expression, text)
