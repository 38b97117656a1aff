"""An answer belongs to one policy as a whole: number, sizes, and nothing of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.policy_in_force import all_answered_under, decided_under
from support.targets.description import load
from support.targets.stated import StatedBudget, StatedPolicy
from tests.matchers.exchanges import exchange, silence, words

if TYPE_CHECKING:
    from support.wire.exchange import Headers

DIALECT = load("embedded").dialect
SEVEN = StatedPolicy(7, {"Acme": StatedBudget(per_minute=6_000)})
UNLIMITED = StatedPolicy(8, {})
ANSWER = {
    "object": "chat.completion",
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}


def headers(policy: str = "7", size: int = 6_000, left: int = 10) -> Headers:
    return (
        ("X-Gateway-Policy", policy),
        ("RateLimit-Policy", f'"tokens-per-minute";q={size};w=60'),
        ("RateLimit", f'"tokens-per-minute";r={left};t=1'),
        ("x-ratelimit-limit-tokens", str(size)),
        ("x-ratelimit-remaining-tokens", str(left)),
    )


def test_one_whole_policy() -> None:
    """Number and limits of the same policy match."""
    assert words(decided_under(SEVEN, DIALECT), exchange(429, headers())) == ""
    unlimited = exchange(200, (("X-Gateway-Policy", "8"),))
    assert words(decided_under(UNLIMITED, DIALECT), unlimited) == ""


def test_the_number_of_another_policy() -> None:
    """The limits of 7 under the number 8 are a mixture."""
    seen = exchange(200, headers("8"))
    assert words(decided_under(SEVEN, DIALECT), seen) == "X-Gateway-Policy was 8, not 7"


def test_the_limits_of_another_policy() -> None:
    """The number alone proves nothing."""
    assert words(decided_under(SEVEN, DIALECT), exchange(200, headers(size=12_000))) == (
        "RateLimit-Policy tokens-per-minute;q was 12000, not 6000; "
        "x-ratelimit-limit-tokens was 12000, not 6000"
    )


def test_more_left_than_there_is() -> None:
    """What is left of another policy's limit shows when it is more than all of this one's."""
    assert words(decided_under(SEVEN, DIALECT), exchange(200, headers(left=6_001))) == (
        "RateLimit told 6001 as left of 6000; "
        "x-ratelimit-remaining-tokens told 6001 as left of 6000"
    )


def test_a_limit_that_is_not_there_is_not_told() -> None:
    """What a policy does not limit has no headers of limits."""
    said = words(decided_under(UNLIMITED, DIALECT), exchange(200, headers("8")))
    assert said.count("though there is no limit") == 2


def test_a_crowd_is_told_by_its_differences() -> None:
    """Fifty callers with the same trouble are one line."""
    good, bad = exchange(200, headers(), ANSWER), exchange(200, headers("8"), ANSWER)
    matcher = all_answered_under(SEVEN, DIALECT, 3)
    assert words(matcher, [good, good, good]) == ""
    assert words(matcher, [good, bad, bad]) == "for 2 of 3: X-Gateway-Policy was 8, not 7"
    assert words(matcher, [good]) == "1 were answered, not 3"
    assert words(matcher, []) == "nobody was answered; 0 were answered, not 3"


def test_silence_was_decided_by_nobody() -> None:
    """Without an answer there is no policy."""
    assert words(decided_under(SEVEN, DIALECT), silence("reset")) == "there was no answer (reset)"
