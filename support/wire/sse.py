"""Server-sent events, parsed from bytes as WHATWG HTML 9.2.6 says, and not more kindly.

The judges cannot use a client library here: those swallow, invent or choke on events
(wire-contracts 5.3 and 5.4). Feed bytes as they come; any split gives the same events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(rb"\r\n|\n|\r")
_BLOCK = re.compile(rb"(?:[^\r\n]++(?>\r\n|\n|\r))*+(?>\r\n|\n|\r)")


@dataclass(frozen=True, slots=True)
class Event:
    data: str
    type: str = "message"
    last_id: str = ""


class Parser:
    """Rule: an event exists when its blank line has arrived, and not before."""

    def __init__(self) -> None:
        self._rest = b""
        self._at_start = True
        self._after_cr = False
        self._data: list[str] = []
        self._type = ""
        self._pending_id = ""
        self._last_id = ""
        self.retry: int | None = None

    def feed(self, data: bytes) -> list[Event]:
        self._rest += data
        if not self._past_the_bom():
            return []
        events = []
        while (line := self._next_line()) is not None:
            if event := self._take(line):
                events.append(event)
        return events

    @property
    def inside_an_event(self) -> bool:
        """Whether the stream, if it ended here, would lose something that was begun."""
        return bool(self._rest.strip(b"\r\n")) or bool(self._data) or bool(self._type)

    def _past_the_bom(self) -> bool:
        if self._at_start:
            if len(self._rest) < len(_BOM) and _BOM.startswith(self._rest):
                return False
            self._rest = self._rest.removeprefix(_BOM)
            self._at_start = False
        return True

    def _next_line(self) -> bytes | None:
        if self._after_cr and self._rest:
            self._rest = self._rest.removeprefix(b"\n")  # the other half of a CRLF
            self._after_cr = False
        end = _LINE_END.search(self._rest)
        if end is None:
            return None
        line, self._rest = self._rest[: end.start()], self._rest[end.end() :]
        self._after_cr = end[0] == b"\r" and not self._rest
        return line

    def _take(self, line: bytes) -> Event | None:
        if not line:
            return self._dispatch()
        name, _, value = line.partition(b":")
        text = value.removeprefix(b" ").decode("utf-8", "replace")
        if name == b"data":
            self._data.append(text)
        elif name == b"event":
            self._type = text
        elif name == b"id" and "\0" not in text:
            self._pending_id = text
        elif name == b"retry" and re.fullmatch(r"[0-9]+", text):
            self.retry = int(text)
        return None

    def _dispatch(self) -> Event | None:
        self._last_id = self._pending_id
        lines, self._data = self._data, []
        kind, self._type = self._type, ""
        if not lines:
            return None
        return Event("\n".join(lines), kind or "message", self._last_id)


def parse(stream: bytes) -> list[Event]:
    """The events of a whole stream; what its end cuts off is discarded."""
    return Parser().feed(stream)


def blocks(stream: bytes) -> list[bytes]:
    """The bytes of each event or comment, its blank line included; a cut one at the end is none."""
    found, begin = [], 0
    while block := _BLOCK.match(stream, begin):
        found.append(block[0])
        begin = block.end()
    return found
