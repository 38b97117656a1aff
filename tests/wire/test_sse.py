"""The vectors of wire-contracts 5.1, fed whole, byte by byte, and split at every position."""

from __future__ import annotations

import pytest

from support.wire.sse import Event, Parser, blocks, parse

VECTORS = {
    "one BOM is stripped": (b"\xef\xbb\xbfdata: a\n\n", ["a"]),
    "a second BOM spoils the first field": (
        b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: b\n\n",
        ["b"],
    ),
    "mixed line ends": (
        b"data:1\r:\0\n:\r\ndata:2\n:x\rdata\ndata:3\ndata:4\n\n",
        ["1\n2\n\n3\n4"],
    ),
    "data alone": (b"data\n\n", [""]),
    "data twice": (b"data\ndata\n\n", ["\n"]),
    "data with a colon": (b"data:\n\n", [""]),
    "one space is stripped": (b"data:  two\n\n", [" two"]),
    "a tab is not": (b"data:\ttab\n\n", ["\ttab"]),
    "field names are exact": (b"DATA: x\n data: x\ndata : x\n\n", []),
    "an event without data": (b"event: ping\n\n", []),
    "an id": (b"id: 7\n\ndata: x\n\n", ["x"]),
    "a retry": (b"retry: 3000\n\n", []),
    "no blank line": (b"data: end", []),
    "no blank line after the second": (b"data: a\n\ndata: b\n", ["a"]),
    "CRLF": (b"data: a\r\n\r\n", ["a"]),
    "CR alone": (b"data: a\r\rdata: b\r\r", ["a", "b"]),
    "CR, then CRLF": (b"data: a\r\n\r\n", ["a"]),
    "separators that end no line": (
        "data: a\u2028b\u0085c\x0bd\x0ce\n\n".encode(),
        ["a\u2028b\u0085c\x0bd\x0ce"],
    ),
    "characters of several bytes": ("data: grüße 🦉\n\n".encode(), ["grüße 🦉"]),
}


@pytest.mark.parametrize(("stream", "events"), VECTORS.values(), ids=VECTORS.keys())
def test_a_vector_fed_whole(stream: bytes, events: list[str]) -> None:
    """A stream gives the events that the standard says, and no other."""
    assert [each.data for each in parse(stream)] == events


@pytest.mark.parametrize(("stream", "events"), VECTORS.values(), ids=VECTORS.keys())
def test_a_vector_byte_by_byte(stream: bytes, events: list[str]) -> None:
    """How the bytes come does not matter: one at a time."""
    parser = Parser()
    seen = [each for byte in stream for each in parser.feed(bytes([byte]))]
    assert [each.data for each in seen] == events


@pytest.mark.parametrize(("stream", "events"), VECTORS.values(), ids=VECTORS.keys())
def test_a_vector_split_at_every_position(stream: bytes, events: list[str]) -> None:
    """How the bytes come does not matter: in any two parts."""
    for cut in range(len(stream) + 1):
        parser = Parser()
        seen = parser.feed(stream[:cut]) + parser.feed(stream[cut:])
        assert [each.data for each in seen] == events, f"split at {cut}"


def test_the_last_id_stays() -> None:
    """An id belongs to all later events, until another one or an empty one."""
    events = parse(b"id: 7\n\ndata: x\n\ndata: y\n\nid\ndata: z\n\n")
    assert [each.last_id for each in events] == ["7", "7", ""]


def test_an_id_with_nul_is_ignored() -> None:
    """A NUL makes an id no id."""
    assert parse(b"id: 1\nid: 2\0\ndata: x\n\n") == [Event("x", "message", "1")]


def test_types_do_not_stay() -> None:
    """A type belongs to its own event, also when that one had no data."""
    events = parse(b"event: ping\n\ndata: x\n\nevent: pong\ndata: y\n\n")
    assert [each.type for each in events] == ["message", "pong"]


@pytest.mark.parametrize(("line", "retry"), [("3000", 3000), ("1000x", None), ("-1", None)])
def test_only_digits_are_a_retry(line: str, retry: int | None) -> None:
    """A reconnection time is ASCII digits and nothing else."""
    parser = Parser()
    parser.feed(f"retry: {line}\n\n".encode())
    assert parser.retry == retry


def test_a_cut_stream_shows_that_it_was_cut() -> None:
    """What was begun and not ended can be seen."""
    parser = Parser()
    parser.feed(b"data: a\n\ndata: b\n")
    assert parser.inside_an_event


def test_an_event_exists_as_soon_as_its_blank_line_has_come() -> None:
    """A lone CR ends a line at once; nobody waits for the byte after it."""
    assert [each.data for each in Parser().feed(b"data: a\r\r")] == ["a"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_stream_falls_into_blocks(end: str) -> None:
    """Each with its blank line; what has none is no block."""
    texts = [f": hello{end}{end}", f": a{end}data: x{end}data: y{end}{end}", f"data: z{end}{end}"]
    stream = [text.encode() for text in texts]
    for rest in ("", "data: unfinished", f"data: unfinished{end}"):
        assert blocks(b"".join(stream) + rest.encode()) == stream
