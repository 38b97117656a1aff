"""Server-sent events: cutting a stream where events end, and reading what a chat's event says.

Rule: bytes are passed on as they came; nothing is taken apart and put together again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

BLANK_LINE = re.compile(rb"(?>\r\n|\n|\r)(?>\r\n|\n|\r)")
LINE_END = re.compile(rb"\r\n|\n|\r")
NO_USAGE = re.compile(rb',\s*"usage":\s*null|"usage":\s*null\s*,\s*')
MOST_TOKENS = 10**15  # nobody used more than that; such a report is none
BOM = b"\xef\xbb\xbf"
SPEAKING = ("content", "refusal", "reasoning_content")
CALLING = ("name", "arguments")


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
    if may_be_done and data_of(event) == b"[DONE]":
        return DONE
    chunk = chunk_of(event)
    total = total_tokens_of(chunk)
    return ChatEvent(total_tokens=total, only_usage=total is not None and not chunk.get("choices"))


def chunk_of(event: bytes) -> dict[str, Any]:
    """Read the chunk of a chat that an event carries; empty when it carries none."""
    try:
        chunk = json.loads(data_of(event))
    except (ValueError, RecursionError):
        return {}
    return chunk if isinstance(chunk, dict) else {}


def as_unasked(event: bytes) -> bytes:
    """Give an event the form that it has where nobody asks for usage: without its empty usage.

    In a string of JSON no quotation mark stands without a backslash, so none is found there.
    """
    return NO_USAGE.sub(b"", event)


def data_of(event: bytes) -> bytes:
    """Join the data lines of one event."""
    lines = LINE_END.split(event.removeprefix(BOM))
    values = [line[5:] for line in lines if line.startswith(b"data:")]
    return b"\n".join(value.removeprefix(b" ") for value in values)


def text_in(choice: dict[str, Any]) -> str:
    """Read what one choice of a chunk says: its words, and what it calls a tool with."""
    delta = choice.get("delta")
    if not isinstance(delta, dict):
        return ""
    calls = delta.get("tool_calls")
    listed = calls if isinstance(calls, list) else []
    tools = [call.get("function") for call in listed if isinstance(call, dict)]
    tools.append(delta.get("function_call"))  # as a tool was called before there were several
    asked = [tool.get(key) for tool in tools if isinstance(tool, dict) for key in CALLING]
    said = [delta.get(key) for key in SPEAKING]
    return "".join(text for text in (*said, *asked) if isinstance(text, str))


def total_tokens_of(answer: object) -> int | None:
    """Read usage.total_tokens of a chat's answer or chunk; None when it does not say."""
    return tokens_told(answer, "total_tokens")


def tokens_told(answer: object, which: str) -> int | None:
    """Read one number of the usage that an answer or a chunk reports; None when there is none."""
    usage = answer.get("usage") if isinstance(answer, dict) else None
    told = usage.get(which) if isinstance(usage, dict) else None
    counts = isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= MOST_TOKENS
    return told if counts else None
