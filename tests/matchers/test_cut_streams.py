"""A stream that was cut is judged by its bytes before the cut and by its end behind it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.matchers.cut_streams import (
    ends_politely,
    ends_with_error,
    hung_up_on,
    in_every_split,
)
from support.targets.dialect import Refusal
from support.wire.exchange import Exchange, Piece, Request, Response
from tests.matchers.exchanges import THEN, exchange, words

EVENTS = (("Content-Type", "text/event-stream"),)
NAMED = {"id": "c1", "object": "chat.completion.chunk", "created": 5, "model": "m"}
ERROR = Refusal(status=429, type="tokens", code="stream_too_long", try_again="told nothing")
DONE = "data: [DONE]\n\n"


def chunk(delta: dict[str, Any], finish: str | None = None, **more: object) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return f"data: {json.dumps(NAMED | {'choices': [choice]} | more)}\n\n"


WORDS = (
    ": hi\n\n" + chunk({"role": "assistant"}) + chunk({"content": "a"}) + chunk({"content": "b"})
)
MORE = chunk({"content": "c"})
END = chunk({}, "length")
USAGE = {"prompt_tokens": 4, "completion_tokens": 2, "total_tokens": 6}
REPORT = f"data: {json.dumps(NAMED | {'choices': [], 'usage': USAGE})}\n\n"
SAID = [exchange(headers=EVENTS, body=(WORDS + MORE).encode(), ending="peer left")]


def heard(text: str) -> Exchange:
    return exchange(headers=EVENTS, body=text.encode())


def test_a_polite_end() -> None:
    """With a report of use for whoever asked, and without."""
    assert words(ends_politely(SAID, 2), heard(WORDS + END + DONE)) == ""
    assert words(ends_politely(SAID, 2, 6), heard(WORDS + END + REPORT + DONE)) == ""
    assert words(ends_politely(SAID, 2, 6), heard(WORDS + END + DONE)) == (
        "the usage reported was none"
    )


@pytest.mark.parametrize(
    ("text", "mismatch"),
    [
        (WORDS + END, "[DONE] came 0 times"),
        (WORDS + END + DONE + DONE, "[DONE] came 2 times"),
        (WORDS + DONE, "the answers [0] were to end by length, and what came was []"),
        (WORDS + END + END + DONE, "what came was [(0, 'length'), (0, 'length')]"),
        (WORDS + chunk({}, "stop") + DONE, "what came was [(0, 'stop')]"),
        (WORDS + MORE + END + DONE, "more was said after the last word that fits"),
        (WORDS + chunk({}, "length", id="c2") + DONE, "it was called {'id': 'c2'"),
        (WORDS + END + REPORT + DONE, "the usage reported was [6]"),
        (WORDS.replace('"b"', '"B"') + END + DONE, "1 of 2 words came as they were spoken, then"),
        (WORDS.replace(": hi\n\n", "") + END + DONE, "0 of 2 words came as they were spoken"),
        (WORDS + END + DONE + "data: more", "the stream ended inside an event"),
    ],
)
def test_an_end_that_is_not_polite(text: str, mismatch: str) -> None:
    """Each fault has its own words."""
    assert mismatch in words(ends_politely(SAID, 2), heard(text))


def test_a_report_must_add_up_and_come_last() -> None:
    """As a chunk of its own."""
    wrong = REPORT.replace('"prompt_tokens": 4', '"prompt_tokens": 5')
    matcher = ends_politely(SAID, 2, 6)
    assert "usage does not add up" in words(matcher, heard(WORDS + END + wrong + DONE))
    early = words(matcher, heard(WORDS + REPORT + END + DONE))
    assert "the report was not a chunk of its own before [DONE]" in early


def error(**said: object) -> str:
    return f"data: {json.dumps({'error': {'message': 'Too long.', 'param': None} | said})}\n\n"


def test_an_end_with_an_error() -> None:
    """One error with its type and code, and nothing behind it."""
    matcher, right = ends_with_error(SAID, 2, ERROR), error(type="tokens", code="stream_too_long")
    assert words(matcher, heard(WORDS + right)) == ""
    assert "2 events, not one error" in words(matcher, heard(WORDS + right + DONE))
    assert "0 events, not one error" in words(matcher, heard(WORDS))
    assert "the error was" in words(matcher, heard(WORDS + error(type="tokens", code=None)))
    assert "this was no error" in words(matcher, heard(WORDS + 'data: {"error": "x"}\n\n'))


def test_what_an_error_gives_away() -> None:
    """It is read by whoever hears the stream, and looked through like any refusal."""
    matcher = ends_with_error(SAID, 2, ERROR)
    told = error(type="tokens", code="stream_too_long", message="10.0.0.7 is gone.")
    assert words(matcher, heard(WORDS + told)) == "error.message named an address: 10.0.0.7"


def split(*pieces: bytes) -> Exchange:
    response = Response(200, "", EVENTS, tuple(Piece(0.0, piece) for piece in pieces))
    return Exchange("gateway to model", "", Request("POST", "/", ()), THEN, response, "complete")


def test_every_split_is_looked_at() -> None:
    """What was never split in a place has not been proved there."""
    said = [split(b"a", b"bc"), split(b"ab", b"c"), split(b"abc"), split(b"a", b"b", b"c", b"d")]
    outcomes = [heard(WORDS + END + DONE)] * 4
    polite = in_every_split(said, range(1, 4), lambda _said: ends_politely(SAID, 2))
    assert words(polite, outcomes) == ""
    assert "split as [b'a', b'bc']: [DONE]" in words(polite, [heard(WORDS), *outcomes])
    polite = in_every_split(said[1:], range(1, 4), lambda _said: ends_politely(SAID, 2))
    assert words(polite, outcomes) == "1 splits were never heard, the first behind byte 1"


def test_a_model_that_is_hung_up_on() -> None:
    """Every stream of it was left before its end."""
    assert words(hung_up_on(), SAID) == ""
    assert words(hung_up_on(), []) == "the model was not called"
    assert words(hung_up_on(), [*SAID, exchange()]) == "1 of 2 streams were listened to: complete"
