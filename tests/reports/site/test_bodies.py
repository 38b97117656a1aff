"""Bodies are shown so that people can read them, and say what they said."""

from __future__ import annotations

from support.reports.site.bodies import Arrived, events, parts, pretty
from support.wire.exchange import Piece


def test_json_is_indented_and_not_written_anew() -> None:
    """A key that stands twice, a number with its zeros, an escape: all stay as they were sent."""
    body = b'{"a": 1.50, "a":[1e3,{}],"b":"\\u00e9, {x}: [y]","c":[]}'
    assert pretty(body) == (
        '{\n  "a": 1.50,\n  "a": [\n    1e3,\n    {}\n  ],\n'
        '  "b": "\\u00e9, {x}: [y]",\n  "c": []\n}'
    )


def test_what_is_no_json_is_left_alone() -> None:
    """What cannot be read as JSON as a whole is shown as it came."""
    assert pretty(b'{"a": 1') == '{"a": 1'
    assert pretty(b"<p>[1]</p>") == "<p>[1]</p>"
    assert pretty(b"[\xff]") == "[\\xff]"


def test_an_event_is_there_when_its_last_byte_is() -> None:
    """Each event has the time of the piece that completed it, the last without an end too."""
    pieces = (Piece(10.1, b"data: 1\n"), Piece(10.2, b"\ndata: 2\n\nda"), Piece(10.3, b"ta: 3"))
    assert events(pieces, 10.0) == (
        Arrived(200.0, "data: 1"),
        Arrived(200.0, "data: 2"),
        Arrived(300.0, "data: 3"),
    )


def test_pieces_are_told_with_their_times() -> None:
    """Milliseconds are counted from the beginning of the request."""
    assert parts((Piece(1.5, b"ab"), Piece(1.75, b"c")), 1.0) == (
        Arrived(500.0, "2 bytes"),
        Arrived(750.0, "1 bytes"),
    )


def test_of_a_very_long_body_the_start_is_shown() -> None:
    """With its size, so that nobody takes the start for the whole."""
    shown = pretty(b"x" * 1_000_000)
    assert len(shown) < 30_000
    assert shown.endswith("\n... (1,000,000 bytes in all)")
