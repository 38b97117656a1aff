"""What a model says word by word is worth what was said of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.simulators.chat import Asked, Chat
from support.simulators.speeches import LINE_ENDS, Recording, WordByWord
from support.wire import sse


def _chunks(speech: WordByWord, choices: int = 1, *, report: bool = True) -> list[dict[str, Any]]:
    asked = Asked("m", 4, 996, choices, stream=True, include_usage=report)
    *events, done = speech(Chat(asked, 4, 996, report_usage=True))
    assert done == b"data: [DONE]\n\n"
    return [json.loads(event.removeprefix(b"data: ")) for event in events]


def _said(chunk: dict[str, Any]) -> tuple[int, str, str | None]:
    choice = chunk["choices"][0]
    delta = choice["delta"]
    call = delta.get("tool_calls", [{}])[0].get("function", {})
    text = delta.get("content") or call.get("name", "") + call.get("arguments", "")
    return choice["index"], text, choice["finish_reason"]


def test_words_are_worth_their_tokens() -> None:
    """Four characters begun are one, and there are words of both kinds."""
    role, first, second, end, report = _chunks(WordByWord(2, 3))
    assert [_said(each)[1:] for each in (role, first, second, end)] == [
        ("", None), ("grüßgrüßö", None), ("grüßgrüßgrüß", None), ("", "stop")
    ]  # fmt: skip
    assert (report["choices"], report["usage"]["completion_tokens"]) == ([], 6)


def test_a_model_can_count_aloud() -> None:
    """In each word, with the prompt, and as a sum."""
    _, first, second, *_ = _chunks(WordByWord(2, 3, counts=5))
    totals = [each["usage"]["total_tokens"] for each in (first, second)]
    assert totals == [9, 14]


def test_a_call_of_a_tool_comes_in_pieces() -> None:
    """Its name first."""
    *chunks, end = _chunks(WordByWord(3, calls_a_tool=True), report=False)
    assert [_said(each)[1] for each in chunks] == ["", "find", "grüß", "ö"]
    assert _said(end)[2] == "tool_calls"


def test_a_call_of_a_function_comes_in_pieces() -> None:
    """As a call of a tool did before there were several: without a list, and under its own end."""
    _, name, words, end = _chunks(WordByWord(2, kind="function_call"), report=False)
    called = [each["choices"][0]["delta"]["function_call"] for each in (name, words)]
    assert called == [{"name": "find", "arguments": ""}, {"arguments": "grüß"}]
    assert _said(end)[2] == "function_call"


def test_answers_take_turns_until_one_has_ended() -> None:
    """Then the other goes on alone."""
    chunks = _chunks(WordByWord(4, first_ends_after=2), choices=2, report=False)
    speakers = [(index, finish) for index, _, finish in map(_said, chunks)]
    roles, words = [(0, None), (1, None)], [(0, None), (1, None), (0, "stop"), (1, None)]
    assert speakers == [*roles, *words, (1, None), (1, "stop")]


@pytest.mark.parametrize("line_end", LINE_ENDS.values())
def test_a_recording_is_the_same_in_any_pieces(line_end: bytes) -> None:
    """Three events are spoken before its end, with a comment between and one inside."""
    recording = Recording(line_end)
    for place in range(1, len(recording.data)):
        pieces = recording.in_pieces(place)
        assert b"".join(pieces) == recording.data
        assert place in {len(pieces[0]), len(b"".join(pieces[:2]))}
    spoken = recording.data[: recording.until_the_end[-1]]
    assert (len(sse.parse(spoken)), len(sse.blocks(spoken))) == (3, 4)
    assert recording.at_the_end[-1] == len(recording.data)
    assert len(sse.parse(recording.data[: recording.at_the_end[0] - 1])) == 2
    assert sse.parse(recording.data)[-1].data == "[DONE]"
