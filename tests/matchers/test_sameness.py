"""An answer is the same as an earlier one, or every difference is named."""

from __future__ import annotations

from dataclasses import replace

from support.matchers.sameness import same_as
from support.targets.description import load
from tests.matchers.exchanges import THEN, exchange, silence, words

DIALECT = load("embedded").dialect
NEW = (("X-Request-Id", "req_1"), ("Date", "yesterday"), ("X-Gateway-Policy", "1"))
BEFORE = exchange(
    200, (*NEW, ("Content-Type", "text/html")), b'{"id": "chatcmpl-1a", "created": 7}'
)


def test_numbers_and_dates_may_differ() -> None:
    """They are new in every answer, and say nothing."""
    newer = tuple((name, "other") for name, _ in NEW)
    after = exchange(
        200, (*newer, ("Content-Type", "text/html")), b'{"id": "chatcmpl-2b", "created": 8}'
    )
    assert same_as(BEFORE, DIALECT).matches([after, BEFORE])


def test_every_other_difference_is_named() -> None:
    """Status, headers, body; with the number of the answer."""
    after = exchange(429, (*NEW, ("Retry-After", "1")), b"{}")
    said = words(same_as(BEFORE, DIALECT), [BEFORE, after])
    assert "answer 2: status was 429 , not 200 " in said
    assert "answer 2: Retry-After: 1 was there; answer 2: Content-Type: text/html was gone" in said
    assert "answer 2: the body was b'{}'" in said
    assert "answer 1" not in said


def test_order_and_delay_are_differences_too() -> None:
    """Whoever looks closely enough would notice."""
    assert BEFORE.response
    turned = replace(
        BEFORE, response=replace(BEFORE.response, headers=BEFORE.response.headers[::-1])
    )
    assert "the headers stood in another order" in words(same_as(BEFORE, DIALECT), [turned])
    late = replace(BEFORE, ended=replace(THEN, time=0.5))
    assert "it was 0.5 seconds late, not 0" in words(same_as(BEFORE, DIALECT), [late])


def test_no_answer_is_not_the_same() -> None:
    """Neither silence nor nothing at all."""
    assert "there was none" in words(same_as(BEFORE, DIALECT), [])
    assert words(same_as(BEFORE, DIALECT), [silence("reset")])
