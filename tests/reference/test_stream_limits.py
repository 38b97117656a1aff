"""Streams that are measured: what still fits, what comes instead, and what it costs."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

from support.reference.answers import ChatStream
from support.reference.event_stream import text_in
from support.reference.fault_finding import ObjectReader
from support.reference.kinds.stream_limit import StreamLimit, read_stream_limit
from support.reference.stream_limits import StreamMeter

POLITE, ERROR = StreamLimit(4, "finish"), StreamLimit(4, "error")
NAMED = {"id": "c1", "object": "chat.completion.chunk", "created": 5, "model": "m"}


def _event(text: str | None, index: int = 0, finish: str | None = None, **more: object) -> bytes:
    delta = {} if text is None else {"content": text}
    choice = {"index": index, "delta": delta, "finish_reason": finish}
    chunk = NAMED | {"choices": [choice]} | more
    return b"data: " + json.dumps(chunk).encode() + b"\r\n\r\n"


class _Heard(NamedTuple):
    stream: ChatStream
    out: bytes

    @property
    def cost(self) -> tuple[bool, int | None]:
        return self.stream.too_long, self.stream.total_tokens


def _metered(*events: bytes, limit: StreamLimit = POLITE, tells: bool = False) -> _Heard:
    stream = ChatStream(hide_usage=not tells, meter=StreamMeter(limit, 10, tells_usage=tells))
    return _Heard(stream, b"".join(stream.feed(event) for event in events))


def _instead(heard: _Heard, passed: bytes) -> list[Any]:
    """What came after the bytes that were passed on."""
    assert heard.out.startswith(passed)
    said = [each.removeprefix(b"data: ") for each in heard.out[len(passed) :].split(b"\n\n")]
    assert said.pop() == b""
    return [each.decode() if each == b"[DONE]" else json.loads(each) for each in said]


def test_exactly_the_limit_fits_and_one_more_does_not() -> None:
    """Four characters begun are a token, in each delta anew."""
    fits = [_event("a"), _event("abcd"), _event("abcde")]
    assert not _metered(*fits, _event(None, finish="stop")).stream.too_long
    cut = _metered(*fits, _event("a"), _event("b"))
    assert (cut.cost, cut.stream.done) == ((True, 14), True)
    finish, done = _instead(cut, b"".join(fits))
    choice = {"index": 0, "delta": {}, "logprobs": None, "finish_reason": "length"}
    assert (finish, done) == (NAMED | {"choices": [choice]}, "[DONE]")


def test_a_delta_that_fits_in_part_is_left_out_whole() -> None:
    """And is not charged."""
    cut = _metered(_event("abcd" * 3), _event("abcd" * 2))
    assert cut.cost == (True, 13)


@pytest.mark.parametrize(("told", "words"), [(2, 2), (1, 4)])
def test_the_upstreams_own_count_comes_first(told: int, words: int) -> None:
    """Whether it is higher or lower than the estimate."""
    usage = [{"prompt_tokens": 7, "completion_tokens": told * n} for n in range(1, 9)]
    events = [_event("a" * 9, usage=each) for each in usage]
    cut = _metered(*events, tells=True)
    _, report, done = _instead(cut, b"".join(events[:words]))
    told_last = {"prompt_tokens": 7, "completion_tokens": 4, "total_tokens": 11}
    assert (report["usage"], report["choices"], done) == (told_last, [], "[DONE]")
    assert cut.cost == (True, 11)


def test_an_estimate_is_called_one() -> None:
    """Who asks for a report is not told an estimate as a count."""
    cut = _metered(_event("abcd"), _event("x" * 99), tells=True)
    finish, report, _ = _instead(cut, _event("abcd"))
    assert finish["usage"] is None
    assert report["usage"] == {
        "prompt_tokens": 10, "completion_tokens": 1, "total_tokens": 11, "estimated": True
    }  # fmt: skip


def test_every_answer_that_has_not_ended_is_ended_once() -> None:
    """All count together; who has ended is left alone, who has not begun begins."""
    events = [_event("a", 0), _event("a", 1), _event(None, 0, "stop")]
    cut = _metered(*events, _event("abcd" * 3, 2))
    second, third, _ = _instead(cut, b"".join(events))
    assert [second["choices"][0][key] for key in ("index", "delta")] == [1, {}]
    opening = {"role": "assistant", "content": ""}
    assert [third["choices"][0][key] for key in ("index", "delta")] == [2, opening]


def test_an_error_ends_it_without_a_report_and_without_done() -> None:
    """Nobody takes it for a whole answer."""
    cut = _metered(_event("x" * 17), limit=ERROR, tells=True)
    (error,) = _instead(cut, b"")
    assert error["error"].pop("message").endswith(".")
    kind = {"type": "tokens", "param": None, "code": "stream_too_long"}
    assert error == {"error": kind}
    assert cut.cost == (True, 10)


def test_what_is_no_word_is_no_matter() -> None:
    """Comments, reports, nonsense and the end pass however much was said."""
    full = _event("x" * 16)
    odd = [b": hello\n\n", b"data: [1]\n\n", b"data: {\n\n", b'data: {"choices":[5]}\n\n']
    usage = {"total_tokens": 99, "completion_tokens": 95}
    passed = _metered(full, *odd, _event(None, usage=usage), b"data: [DONE]\n\n", tells=True)
    assert (passed.cost, passed.stream.done) == ((False, 99), True)


@pytest.mark.parametrize(
    ("delta", "said"),
    [
        ({"role": "assistant", "content": None}, ""),
        ({"content": "a", "refusal": "b", "reasoning_content": "c"}, "abc"),
        ({"tool_calls": [{"id": "x", "function": {"name": "f", "arguments": "{}"}}]}, "f{}"),
        ({"function_call": {"name": "f", "arguments": "{}"}}, "f{}"),
        ({"function_call": 5}, ""),
        ({"tool_calls": 5}, ""),
        ({"tool_calls": [5, {"function": 5}, {"function": {"arguments": 5}}]}, ""),
        (5, ""),
    ],
)
def test_what_a_delta_says(delta: object, said: str) -> None:
    """Words, refusals, thoughts, and what tools are called with."""
    assert text_in({"delta": delta}) == said


def test_a_limit_is_read_and_its_faults_are_named() -> None:
    """The polite end is the usual one."""
    faults: list[str] = []
    assert read_stream_limit(None) is None
    assert read_stream_limit(ObjectReader({"max_completion_tokens": 4}, "s", faults)) == POLITE
    assert faults == []
    read_stream_limit(ObjectReader({"when_reached": "cut", "after": 1}, "s", faults))
    assert [fault.partition(":")[0] for fault in faults] == [
        "s.max_completion_tokens", "s.when_reached", "s.after"
    ]  # fmt: skip


def test_a_meter_that_only_watches_lets_everything_pass() -> None:
    """It tells that the stream is too long, and the usage is the upstream's."""
    meter = StreamMeter(POLITE, 10, tells_usage=False)
    meter.only_watches = True
    stream = ChatStream(hide_usage=False, meter=meter)
    usage = {"total_tokens": 15}
    events = [_event("x" * 16), _event("y"), _event("z" * 99), _event(None, usage=usage)]
    assert b"".join(stream.feed(event) for event in events) == b"".join(events)
    assert (stream.would_be_too_long, stream.too_long, stream.total_tokens) == (True, False, 15)
