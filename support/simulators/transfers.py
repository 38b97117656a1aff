"""How answers come over: packed, or breaking off because the connection ends before the message."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from support.serving.calls import RawReply, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def cut_short(reply: Reply) -> RawReply:
    """Announce the whole body, send half of it, and hang up."""
    body = _body(reply)
    return RawReply(_head(reply, f"Content-Length: {len(body)}") + body[: len(body) // 2])


def without_end(reply: Reply) -> RawReply:
    """Send the whole body as one chunk, and hang up before the chunk that says it was the last."""
    body = _body(reply)
    return RawReply(
        _head(reply, "Transfer-Encoding: chunked") + b"%x\r\n%b\r\n" % (len(body), body)
    )


BROKEN: dict[str | None, Callable[[Reply], RawReply]] = {
    "cut short": cut_short,
    "without end": without_end,
}


def packed(pieces: Iterable[bytes]) -> list[bytes]:
    """The same packed with gzip, each piece so that it can be unpacked as soon as it is there."""
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    found = [packer.compress(each) + packer.flush(zlib.Z_SYNC_FLUSH) for each in pieces]
    return [*found[:-1], found[-1] + packer.flush()]


def _head(reply: Reply, framing: str) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} OK", *(f"{k}: {v}" for k, v in reply.headers), framing]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")


def _body(reply: Reply) -> bytes:
    return reply.body if isinstance(reply.body, bytes) else b"".join(reply.body)
