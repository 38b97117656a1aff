"""A stop is judged by how the process ended, and by who was let in or left behind."""

from __future__ import annotations

from support.matchers.stopping import left_by_gateway, left_in_order, not_taken
from support.matchers.streams import broken_off
from support.targets.description import load
from tests.matchers.exchanges import exchange, silence, words

REFUSAL = load("embedded").dialect.refusals["the gateway stops"]
ERROR = b'data: {"error": {"message": "Ask again.", "type": "%s", "param": null, "code": "%s"}}\n\n'
STOPS = ERROR % (b"service_unavailable_error", b"stopping")


def test_it_leaves_once_and_well() -> None:
    """Whoever is still there has not left in good order either."""
    assert words(left_in_order(), ["exit status 0"]) == ""
    assert words(left_in_order(), ["exit status 143"]) == "it left with exit status 143"
    assert words(left_in_order(), []) == "it is still there"


def test_a_request_that_is_not_taken_finds_no_connection() -> None:
    """A refusal in words means that somebody was there to refuse."""
    assert words(not_taken(), silence("refused")) == ""
    said = words(not_taken(), exchange(503))
    assert said == "the connection was not refused: complete, status was 503"


def test_only_the_gateway_hung_up() -> None:
    """One answer, and its end was the gateway's doing."""
    assert words(left_by_gateway(), [silence("peer left")]) == ""
    assert words(left_by_gateway(), [exchange()]) == "answers ended as ['complete']"
    assert words(left_by_gateway(), []) == "answers ended as []"


def test_a_stream_that_breaks_off_says_why() -> None:
    """In its last event, by type and code, and never with an end that it has not."""
    assert words(broken_off(REFUSAL), exchange(body=b"data: {}\n\n" + STOPS)) == ""
    said = words(broken_off(REFUSAL), exchange(body=STOPS + b"data: [DONE]\n\n"))
    assert said == "[DONE] came 1 times; the last event was ['[DONE]']"
    assert "the error was" in words(broken_off(REFUSAL), exchange(body=ERROR % (b"tokens", b"x")))
    assert words(broken_off(REFUSAL), exchange(body=b"")) == "the last event was []"
    told = words(broken_off(REFUSAL), exchange(body=STOPS.replace(b"Ask", b"10.0.0.7: ask")))
    assert told == "error.message named an address: 10.0.0.7"
