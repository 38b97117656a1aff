"""Server-sent events: cutting a stream where events end, and reading what a chat's event says.

Rule: bytes are passed on as they came; nothing is taken apart and put together again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

BLANK_LINE = re.compile(rb"(?>\r\n|\n|\r)(?>\r\n|\n|\r)")
LINE_END = re.compile(rb"\r\n|\n|\r")
MOST_TOKENS = 10**15  # nobody used more than that; such a report is none
BOM = b"\xef\xbb\xbf"


class EventSplitter:
    """Holds back what is not a whole event yet."""

    def __init__(self) -> None:
        """Start at the beginning of a stream."""
        self._held = b""
        self._after_cr = False

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes in; give out each event that is whole now, its blank line included."""
        events: list[bytes] = []
        if self._after_cr and data:
            self._after_cr = False
            if data[:1] == b"\n":  # the second half of the CRLF that ended the last event
                events.append(b"\n")
                data = data[1:]
        searched = max(0, len(self._held) - 2)
        held = self._held + data
        begin = 0
        while found := BLANK_LINE.search(held, max(begin, searched)):
            events.append(held[begin : found.end()])
            begin = found.end()
        self._held = held[begin:]
        self._after_cr = begin > 0 and not self._held and held.endswith(b"\r")
        return events


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """What an event means to the gateway."""

    done: bool = False
    total_tokens: int | None = None
    only_usage: bool = False


NOTHING = ChatEvent()
DONE = ChatEvent(done=True)


def read_event(event: bytes) -> ChatEvent:
    """Look for the end of the chat and for its usage; the rest is none of our business."""
    may_be_done = b"[DONE]" in event
    if not may_be_done and b'"usage"' not in event:
        return NOTHING
    data = data_of(event)
    if data == b"[DONE]":
        return DONE
    try:
        chunk = json.loads(data)
    except (ValueError, RecursionError):
        return NOTHING
    total = total_tokens_of(chunk)
    return ChatEvent(total_tokens=total, only_usage=total is not None and not chunk.get("choices"))


def data_of(event: bytes) -> bytes:
    """Join the data lines of one event."""
    lines = LINE_END.split(event.removeprefix(BOM))
    values = [line[5:] for line in lines if line.startswith(b"data:")]
    return b"\n".join(value.removeprefix(b" ") for value in values)


def total_tokens_of(answer: object) -> int | None:
    """Read usage.total_tokens of a chat's answer or chunk; None when it does not say."""
    usage = answer.get("usage") if isinstance(answer, dict) else None
    total = usage.get("total_tokens") if isinstance(usage, dict) else None
    counts = isinstance(total, int) and not isinstance(total, bool) and 0 <= total <= MOST_TOKENS
    return total if counts else None
