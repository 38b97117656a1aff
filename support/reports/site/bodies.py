"""Bodies as people read them, without a change to what was said.

JSON is indented by its own tokens and not written anew, so that a key which stands twice still
does. Events of a stream are told apart, each with the moment at which its last byte came.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.wire.exchange import Piece

LONGEST = 20_000  # bytes of a body that anybody would read on a page; the record has them all
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_EVENT_ENDS = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_OPENS, _CLOSES = "{[", "}]"


@dataclass(frozen=True)
class Arrived:
    """Something of a stream, and how many milliseconds after the request began it was there."""

    after: float | None
    text: str


def pretty(body: bytes) -> str:
    """A body as text: JSON indented, what is no text with its bytes; the start of a long one."""
    if len(body) > LONGEST:
        return f"{body[:LONGEST].decode('utf-8', 'replace')}\n... ({len(body):,} bytes in all)"
    text = body.decode("utf-8", "backslashreplace")
    if text[:1] not in {"{", "["}:
        return text
    try:
        json.loads(text)
    except ValueError:
        return text
    return "".join(_indented(_TOKEN.findall(text)))


def _indented(tokens: Sequence[str]) -> Iterator[str]:
    depth, before = 0, ""
    for each in tokens:
        if each in _CLOSES:
            depth -= 1
            if before not in _OPENS:
                yield "\n" + "  " * depth
        elif before and (before in _OPENS or before == ","):
            yield "\n" + "  " * depth
        yield f"{each} " if each == ":" else each
        if each in _OPENS:
            depth += 1
        before = each


def events(pieces: Sequence[Piece], began: float) -> tuple[Arrived, ...]:
    """The events of a stream, as they stand between the empty lines; the last may be cut."""
    body = b"".join(piece.data for piece in pieces)
    found, begin = [], 0
    for end in _EVENT_ENDS.finditer(body):
        found.append(_arrived(body[begin : end.start()], pieces, end.end(), began))
        begin = end.end()
    if body[begin:]:
        found.append(_arrived(body[begin:], pieces, len(body), began))
    return tuple(found)


def parts(pieces: Sequence[Piece], began: float) -> tuple[Arrived, ...]:
    """When how much of a body came."""
    return tuple(Arrived(_after(each.at, began), f"{len(each.data):,} bytes") for each in pieces)


def _arrived(data: bytes, pieces: Sequence[Piece], end: int, began: float) -> Arrived:
    text = data.decode("utf-8", "backslashreplace")
    for piece in pieces:
        end -= len(piece.data)
        if end <= 0:
            return Arrived(_after(piece.at, began), text)
    return Arrived(None, text)


def _after(at: float, began: float) -> float:
    return round((at - began) * 1000, 1)
