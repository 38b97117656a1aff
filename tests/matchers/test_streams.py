"""A stream is heard as it was spoken, event by event."""

from __future__ import annotations

import json

from support.matchers.streams import has_not_begun, readable, streamed
from tests.matchers.exchanges import exchange, silence, words

WORDS = [json.dumps({"id": "1", "choices": [{"delta": {"content": word}}]}) for word in "abc"]
REPORT = json.dumps({"id": "1", "choices": [], "usage": {"total_tokens": 30}})
EVENTS = (("Content-Type", "text/event-stream; charset=utf-8"),)


def stream(*events: str) -> bytes:
    return b"".join(f"data: {event}\n\n".encode() for event in events)


SAID = [exchange(headers=EVENTS, body=stream(*WORDS, REPORT, "[DONE]"))]


def test_a_stream_without_its_report() -> None:
    """The report that the gateway asked for stays with the gateway."""
    heard = exchange(headers=EVENTS, body=stream(*WORDS, "[DONE]"))
    assert words(streamed(SAID), heard) == ""
    assert words(streamed(SAID, 30), heard) == "the usage reported was none"


def test_a_stream_that_nobody_can_read() -> None:
    """It is packed, or does not come to its end."""
    packed = (*EVENTS, ("Content-Encoding", "gzip"))
    assert words(readable(), SAID[0]) == ""
    said = words(readable(), exchange(headers=packed, body=stream(WORDS[0])))
    assert said == f"Content-Encoding was gzip; the last event was {WORDS[:1]}"


def test_a_stream_with_its_report() -> None:
    """Whoever asked for the report gets it."""
    heard = exchange(headers=EVENTS, body=stream(*WORDS, REPORT, "[DONE]"))
    assert words(streamed(SAID, 30), heard) == ""
    assert words(streamed(SAID), heard) == "the usage reported was [30]"


def test_an_event_that_is_lost_or_doubled_is_noticed() -> None:
    """Every event comes once."""
    for events in (WORDS[1:], [*WORDS, WORDS[2]], [WORDS[1], WORDS[0], WORDS[2]]):
        heard = exchange(headers=EVENTS, body=stream(*events, "[DONE]"))
        assert "that were not the 4 of the model" in words(streamed(SAID), heard)


def test_the_end_comes_once_and_last() -> None:
    """A stream without its end, or with two, is not whole."""
    heard = exchange(headers=EVENTS, body=stream(*WORDS))
    assert "[DONE] came 0 times" in words(streamed(SAID), heard)
    heard = exchange(headers=EVENTS, body=stream(*WORDS, "[DONE]", "[DONE]"))
    assert "[DONE] came 2 times" in words(streamed(SAID), heard)


def test_the_head_is_that_of_a_stream() -> None:
    """A stream has no length, and is no JSON."""
    headers = (("Content-Type", "application/json"), ("Content-Length", "7"))
    said = words(streamed(SAID), exchange(500, headers, stream(*WORDS, "[DONE]")))
    assert said == ("status was 500; Content-Type was application/json; Content-Length was 7")


def test_a_stream_that_has_not_begun() -> None:
    """Its head is there, its end is not, and nothing has come."""
    assert words(has_not_begun(), exchange(headers=EVENTS, ending="open")) == ""
    assert "5 bytes had come" in words(has_not_begun(), exchange(body=b"data:", ending="open"))
    assert "not even the head" in words(has_not_begun(), silence("open"))
