"""How often a request came back, and by whom it came."""

from __future__ import annotations

from dataclasses import replace

from support.matchers.passages import found_in_via, passed_through
from support.targets.description import load
from support.wire.exchange import Headers, Request
from tests.matchers.exchanges import exchange, words

DIALECT = load("embedded").dialect
HOPS = "X-Gateway-Hops"


def test_the_number_of_passages_is_exact() -> None:
    """Another number, and none at all, are named."""
    three = passed_through(3, DIALECT)
    assert words(three, exchange(headers=((HOPS, "3"),))) == ""
    assert words(three, exchange(headers=((HOPS, "4"),))) == f"{HOPS} was 4, not 3"
    assert words(three, exchange()) == f"{HOPS} was absent, not 3"


def test_entries_keep_their_order() -> None:
    """On one line or on several, but each in its place and none lost."""
    wanted = found_in_via([{"entry": "1.0 fred"}, {"entry": "1.1 edge-1"}])

    def call(*lines: str) -> list[object]:
        headers: Headers = tuple(("via", line) for line in lines)
        return [replace(exchange(), request=Request("POST", "/", headers))]

    assert words(wanted, call("1.0 fred, 1.1 edge-1")) == ""
    assert words(wanted, call("1.0 fred", "1.1 edge-1")) == ""
    assert words(wanted, call("1.1 edge-1", "1.0 fred")) == "it came by 1.1 edge-1, 1.0 fred"
    assert words(wanted, call()) == "it came by nobody"
    assert words(wanted, []) == "there were 0 calls"
