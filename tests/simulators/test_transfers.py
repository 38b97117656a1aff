"""Answers are packed piece by piece, and cut as HTTP has it: by what was said, or is missing."""

from __future__ import annotations

import zlib

from support.serving.calls import Reply
from support.simulators.transfers import cut_short, packed, without_end

WHOLE = Reply(200, [("ETag", '"1"')], b"abcdef")


def test_half_of_what_is_announced_comes() -> None:
    """The length is that of the whole."""
    seen = cut_short(WHOLE).data
    assert seen == b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: 6\r\n\r\nabc'


def test_everything_comes_but_the_end() -> None:
    """The chunk of no length is missing."""
    head, _, rest = without_end(WHOLE).data.partition(b"\r\n\r\n")
    assert head.endswith(b"Transfer-Encoding: chunked")
    assert rest == b"6\r\nabcdef\r\n"


def test_each_piece_can_be_unpacked_as_soon_as_it_is_there() -> None:
    """Nothing of it is held back for the next one."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert [unpacker.decompress(each) for each in packed([b"one", b"two"])] == [b"one", b"two"]
    assert unpacker.eof
