"""Streams: whole events, byte for byte, however the bytes are split."""

from __future__ import annotations

import pytest

from support.reference.answers import ChatStream
from support.reference.event_stream import EventSplitter, data_of, read_event, total_tokens_of

BOM = b"\xef\xbb\xbf"
TEXT = b'data: {"choices":[{"delta":{"content":"\xf0\x9f\x98\x80 \xe2\x80\xa8 [DONE]"}}]}'
USAGE = b'data: {"choices":[],"usage":{"total_tokens":20}}'
DONE = b"data: [DONE]"


def _fed(pieces: list[bytes]) -> list[bytes]:
    splitter = EventSplitter()
    return [event for piece in pieces for event in splitter.feed(piece)]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_events_are_whole_wherever_the_bytes_are_split(end: bytes) -> None:
    """Split at every place and fed byte by byte, all comes through and nothing is changed."""
    events = [BOM + b": hello" + end + TEXT + end * 2, USAGE + end * 2, DONE + end * 2]
    whole = b"".join(events)
    assert _fed([whole]) == events
    for place in range(len(whole)):
        fed = _fed([whole[:place], whole[place:]])
        assert b"".join(fed) == whole
        assert [event for event in fed if event != b"\n"][-1].lstrip(b"\n") != b""
    assert b"".join(_fed([whole[i : i + 1] for i in range(len(whole))])) == whole


def test_an_event_is_given_out_at_the_byte_that_ends_it() -> None:
    """Nothing waits for what comes next, not even for the second half of a CRLF."""
    for whole in (b"data: a\n\n", b"data: a\r\r", b"data: a\r\n\r"):
        splitter = EventSplitter()
        assert splitter.feed(whole[:-1]) == []
        assert splitter.feed(whole[-1:]) == [whole]


def test_half_an_event_is_never_given_out() -> None:
    """What has no blank line behind it stays back."""
    assert _fed([b"data: a\n\ndata: b\n"]) == [b"data: a\n\n"]
    assert _fed([b"data: b\r\n"]) == []


@pytest.mark.parametrize(
    ("event", "data"),
    [
        (b"data: a\n\n", b"a"),
        (BOM + b"data:a\n\n", b"a"),
        (b"data:  two\n\n", b" two"),
        (b"event: x\ndata: {\ndata: }\r\rid: 1\n\n", b"{\n}"),
        (b": data: a\n\n", b""),
        (b"DATA: x\n data: x\n\n", b""),
    ],
)
def test_the_data_of_an_event_is_its_data_lines(event: bytes, data: bytes) -> None:
    """Joined by line feeds, less one leading space each."""
    assert data_of(event) == data


def test_usage_and_the_end_are_recognised() -> None:
    """And what only looks like them is not."""
    assert read_event(DONE + b"\n\n").done
    assert not read_event(TEXT + b"\n\n").done
    assert read_event(USAGE + b"\r\n\r\n").only_usage
    beside = read_event(b'data: {"choices":[{}],"usage":{"total_tokens":5}}\n\n')
    assert (beside.total_tokens, beside.only_usage) == (5, False)
    for odd in (
        b'{"usage":null,"choices":[]}',
        b'{"usage"',
        b'["usage"]',
        b'"usage"',
        b"[" * 99_999,
    ):
        said = read_event(b"data: " + odd + b'\n: "usage"\n\n')
        assert (said.total_tokens, said.only_usage) == (None, False)


@pytest.mark.parametrize("total", [-1, True, "5", 1.5, None, 10**16, []])
def test_a_report_that_is_no_count_is_none(total: object) -> None:
    """Nonsense from an upstream is never charged."""
    assert total_tokens_of({"usage": {"total_tokens": total}}) is None
    assert total_tokens_of({"usage": total}) is None
    assert total_tokens_of([total]) is None


@pytest.mark.parametrize("hide", [True, False])
def test_the_usage_is_hidden_from_who_did_not_ask(hide: bool) -> None:  # noqa: FBT001
    """It is read all the same, and everything else is passed on."""
    stream = ChatStream(hide_usage=hide)
    passed = b"".join(stream.feed(event + b"\n\n") for event in (TEXT, USAGE, DONE))
    assert stream.done
    assert stream.total_tokens == 20
    assert passed == b"\n\n".join((TEXT, DONE, b"") if hide else (TEXT, USAGE, DONE, b""))


def test_after_the_end_there_is_nothing_more() -> None:
    """A doubled end reaches the caller once, and nothing comes behind it."""
    stream = ChatStream(hide_usage=True)
    again = (DONE + b"\n\n") * 2 + TEXT + b"\n\n"
    assert stream.feed(again) == DONE + b"\n\n"
    assert stream.feed(again) == b""
