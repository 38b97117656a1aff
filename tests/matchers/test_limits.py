"""Every place where a limit is told must tell the same."""

from __future__ import annotations

from support.matchers.limits import tells
from support.targets.description import load
from tests.matchers.exchanges import exchange, silence, words

DIALECT = load("embedded").dialect
HEADERS = (
    ("RateLimit", '"tokens-per-minute";r=600;t=57, "tokens-per-day";r=5;t=43200'),
    ("x-ratelimit-remaining-tokens", "600"),
    ("x-ratelimit-reset-tokens", "57s"),
)


def test_both_families_agree() -> None:
    """The draft's fields and OpenAI's tell the same number."""
    assert words(tells(DIALECT, "minute", "left", 600), exchange(headers=HEADERS)) == ""
    assert words(tells(DIALECT, "minute", "whole_again", 57), exchange(headers=HEADERS)) == ""
    assert words(tells(DIALECT, "day", "left", 5), exchange(headers=HEADERS)) == ""


def test_one_family_that_differs_is_named() -> None:
    """It is not enough that one of them is right."""
    headers = (HEADERS[0], ("x-ratelimit-remaining-tokens", "599"))
    said = words(tells(DIALECT, "minute", "left", 600), exchange(headers=headers))
    assert said == "x-ratelimit-remaining-tokens was 599"


def test_what_is_not_told_is_absent() -> None:
    """Nothing is read as a number that is not there."""
    said = words(tells(DIALECT, "minute", "left", 600), exchange())
    assert said == (
        "RateLimit tokens-per-minute;r was absent; x-ratelimit-remaining-tokens was absent"
    )


def test_a_field_that_does_not_parse_is_shown() -> None:
    """Whoever wrote the header sees it again."""
    headers = (("RateLimit", "limit=100, remaining=50"), ("x-ratelimit-remaining-tokens", "50"))
    said = words(tells(DIALECT, "minute", "left", 50), exchange(headers=headers))
    assert "'limit=100, remaining=50' is not a list of strings with parameters" in said


def test_silence_tells_nothing() -> None:
    """Without an answer there are no headers."""
    said = words(tells(DIALECT, "minute", "left", 1), silence("timed out"))
    assert said == "there was no answer (timed out)"
