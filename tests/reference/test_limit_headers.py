"""Limit headers: both families tell the same story."""

from __future__ import annotations

import pytest

from support.reference.limit_headers import go_duration, limit_headers
from support.reference.token_budgets import Window

MINUTE = Window("tokens-per-minute", 12_000, 60, 600, 57)
DAY = Window("tokens-per-day", 1_000_000, 86_400, 5, 3661)


def test_both_budgets_are_told_and_the_minute_twice() -> None:
    """The draft's fields know both; OpenAI's three know the minute."""
    assert limit_headers((MINUTE, DAY)) == [
        (
            b"RateLimit-Policy",
            b'"tokens-per-minute";q=12000;w=60, "tokens-per-day";q=1000000;w=86400',
        ),
        (b"RateLimit", b'"tokens-per-minute";r=600;t=57, "tokens-per-day";r=5;t=3661'),
        (b"x-ratelimit-limit-tokens", b"12000"),
        (b"x-ratelimit-remaining-tokens", b"600"),
        (b"x-ratelimit-reset-tokens", b"57s"),
    ]


def test_without_a_minute_the_day_is_told() -> None:
    """And without any budget nothing is."""
    assert limit_headers((DAY,))[2:] == [
        (b"x-ratelimit-limit-tokens", b"1000000"),
        (b"x-ratelimit-remaining-tokens", b"5"),
        (b"x-ratelimit-reset-tokens", b"1h1m1s"),
    ]
    assert limit_headers(()) == []


@pytest.mark.parametrize(
    ("seconds", "spelt"),
    [(0, "0s"), (59, "59s"), (60, "1m0s"), (90, "1m30s"), (3600, "1h0m0s"), (86_399, "23h59m59s")],
)
def test_durations_are_spelt_as_go_spells_them(seconds: int, spelt: str) -> None:
    """Nothing is left out between the largest unit and the seconds."""
    assert go_duration(seconds) == spelt


def test_requests_are_told_besides_tokens() -> None:
    """The field tells when there is one more, OpenAI's header when all are there again."""
    requests = Window("requests", 5, 10, 0, 10, 2, "requests")
    assert limit_headers((requests, MINUTE))[1:5] == [
        (b"RateLimit", b'"requests";r=0;t=2, "tokens-per-minute";r=600;t=57'),
        (b"x-ratelimit-limit-requests", b"5"),
        (b"x-ratelimit-remaining-requests", b"0"),
        (b"x-ratelimit-reset-requests", b"10s"),
    ]


def test_a_name_is_a_string_of_the_standard() -> None:
    """Quotes are escaped, and what is not ASCII is encoded, so that the field stays readable."""
    window = Window('the "café"', 5, 10, 0, 10, 2, "requests")
    assert limit_headers((window,))[1][1].startswith(b'"the \\"caf%C3%A9\\"";r=0')
