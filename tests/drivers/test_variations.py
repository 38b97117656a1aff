"""Variations are what they say: another question, or the same one written down differently."""

from __future__ import annotations

import json

import pytest

from support.drivers.variations import VARIATIONS, as_retry
from support.wire.exchange import Request

QUESTION = {
    "model": "m",
    "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "A jobé"}],
    "max_tokens": 8,
}
REQUEST = Request(
    "POST", "/v1/chat/completions", (("User-Agent", "a/1"),), json.dumps(QUESTION).encode()
)
SAME_MEANING = (
    "with its parts in another order",
    "with more space between its parts",
    "with its letters spelt another way",
    "from a newer version of itself",
    "as a retry without a number",
    "under a number of its own",
    "as plain text",
    "without saying how long it is",
)


@pytest.mark.parametrize("name", VARIATIONS)
def test_each_variation_varies_in_one_thing(name: str) -> None:
    """Something on the wire is different, and only in one of target, headers and body."""
    varied = VARIATIONS[name](REQUEST)
    parts = ("method", "target", "headers", "body")
    different = [part for part in parts if getattr(varied, part) != getattr(REQUEST, part)]
    assert len(different) == 1


@pytest.mark.parametrize("name", VARIATIONS)
def test_the_meaning_changes_only_where_it_is_meant_to(name: str) -> None:
    """The same place and the same JSON value are the same question."""
    varied = VARIATIONS[name](REQUEST)
    place = (varied.method, varied.target)
    same = place == (REQUEST.method, REQUEST.target) and json.loads(varied.body) == QUESTION
    assert same == (name in SAME_MEANING)


def test_a_retry_says_which_one_it_is() -> None:
    """As the official clients say it, and once, however often it is tried."""
    again = as_retry(as_retry(REQUEST, 1), 2)
    assert again.header_values("x-stainless-retry-count") == ["2"]
    assert again.body == REQUEST.body
