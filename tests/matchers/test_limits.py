"""Every place where a limit is told must tell the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.limits import (
    tells,
    tells_at_last,
    tells_in_turn,
    tells_nothing,
    tells_one_story,
)
from support.targets.description import load
from tests.matchers.exchanges import exchange, silence, words

if TYPE_CHECKING:
    from support.wire.exchange import Exchange

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
    assert "'limit=100, remaining=50', which is no list of strings with parameters" in said


def test_a_number_that_is_sent_twice_is_shown() -> None:
    """Nobody is told that a number should have been a duration."""
    twice = ("x-ratelimit-remaining-tokens", "50")
    said = words(tells(DIALECT, "minute", "left", 50), exchange(headers=(twice, twice)))
    assert "'50, then 50 (sent twice)', which is neither a number nor a duration" in said


def test_silence_tells_nothing() -> None:
    """Without an answer there are no headers."""
    said = words(tells(DIALECT, "minute", "left", 1), silence("timed out"))
    assert said == "there was no answer (timed out)"


SIZE = ("RateLimit-Policy", '"tokens-per-minute";q=1000;w=60')


def telling(left: int, other: int | None = None, size: int = 1000) -> Exchange:
    """An answer that tells what is left in both families."""
    return exchange(
        headers=(
            ("RateLimit-Policy", f'"tokens-per-minute";q={size};w=60'),
            ("RateLimit", f'"tokens-per-minute";r={left};t=5'),
            ("x-ratelimit-limit-tokens", str(size)),
            ("x-ratelimit-remaining-tokens", str(left if other is None else other)),
            ("x-ratelimit-reset-tokens", "5s"),
        )
    )


def test_figures_in_turn() -> None:
    """Each answer has its own figure; the one that is wrong is named by its number."""
    matcher = tells_in_turn(DIALECT, "minute", "left", (900, 800))
    assert words(matcher, [telling(900), telling(800)]) == ""
    assert words(matcher, [telling(900), telling(900)]) == (
        "answer 2: RateLimit tokens-per-minute;r was 900; "
        "answer 2: x-ratelimit-remaining-tokens was 900"
    )
    assert words(matcher, [telling(900)]) == "there were 1 answers, not 2"


def test_the_least_of_what_is_told_at_once() -> None:
    """Who decides first may tell first, or all may tell what is left in the end."""

    def answers(*left: str) -> list[Exchange]:
        both = [(f'"requests";r={each};t=1', each) for each in left]
        return [
            exchange(headers=(("RateLimit", one), ("x-ratelimit-remaining-requests", other)))
            for one, other in both
        ]

    matcher = tells_at_last(DIALECT, "requests", 2)
    assert words(matcher, answers("4", "2", "3")) == ""
    assert words(matcher, answers("2", "2", "2")) == ""
    assert "r was 4, 3, 3;" in words(matcher, answers("4", "3", "3"))
    assert "r was 4, 1, 2;" in words(matcher, answers("4", "1", "2"))
    assert "r was 2, absent" in words(matcher, [*answers("2"), exchange()])
    assert "never told" in words(matcher, [])


def test_one_story() -> None:
    """All sources of one answer agree, and nothing is left that was never there."""
    matcher = tells_one_story(DIALECT)
    assert words(matcher, [telling(900), telling(0), telling(1000)]) == ""
    assert words(matcher, [telling(1001)]) == "answer 1: 1001 were left of 1000"
    assert words(matcher, [telling(900, other=899)]) == (
        "answer 1: RateLimit tokens-per-minute;r was 900 but x-ratelimit-remaining-tokens was 899"
    )
    assert "r=-1" in words(matcher, [telling(-1)])


def test_a_refusal_means_one_of_the_budgets_that_it_names() -> None:
    """RL-05: whoever comes back when told must find more in a budget that was told of."""
    matcher = tells_one_story(DIALECT)
    told = telling(0).response
    assert told is not None
    assert words(matcher, [exchange(429, (*told.headers, ("Retry-After", "5")))]) == ""
    assert words(matcher, [exchange(429, (*told.headers, ("Retry-After", "4")))]) == (
        "answer 1: Retry-After was 4 but no budget has more by then "
        "(RateLimit tokens-per-minute;t 5)"
    )


def test_a_refusal_may_mean_a_little_later() -> None:
    """By the share that the dialect states, and no more."""
    matcher = tells_one_story(DIALECT.model_copy(update={"jitter": 0.5}))
    told = telling(0).response
    assert told is not None
    for seconds in ("5", "8"):
        assert words(matcher, [exchange(429, (*told.headers, ("Retry-After", seconds)))]) == ""
    for seconds in ("4", "9"):
        refusal = exchange(429, (*told.headers, ("Retry-After", seconds)))
        assert "no budget has more by then" in words(matcher, [refusal])


def test_a_story_must_be_told() -> None:
    """Silence does not agree with anything."""
    assert words(tells_one_story(DIALECT), [exchange()]) == "answer 1: no budget was told of"
    said = words(tells_one_story(DIALECT), [silence("cut")])
    assert said == "answer 1: there was no answer (cut)"


def test_nothing_is_told() -> None:
    """Every header that could tell a figure is absent."""
    assert words(tells_nothing(DIALECT), exchange()) == ""
    said = words(tells_nothing(DIALECT), exchange(headers=(SIZE,)))
    assert said == 'RateLimit-Policy was "tokens-per-minute";q=1000;w=60'
