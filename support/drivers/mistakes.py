"""What programs send that is no question, with its words: a good one that is spoilt in one way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Question = dict[str, Any]
_MANY = 1000  # tokens, or words


def _without(part: str) -> Callable[[Question], bytes]:
    return lambda asked: json.dumps({k: v for k, v in asked.items() if k != part}).encode()


def _with(**parts: Any) -> Callable[[Question], bytes]:  # noqa: ANN401 - JSON values
    return lambda asked: json.dumps(asked | parts).encode()


def _and_before(**parts: Any) -> Callable[[Question], bytes]:  # noqa: ANN401 - JSON values
    """The same, with something said first that is said otherwise afterwards."""
    return lambda asked: json.dumps(parts)[:-1].encode() + b", " + json.dumps(asked).encode()[1:]


MISTAKES: dict[str, Callable[[Question], bytes]] = {
    "in words that nobody can read": lambda asked: json.dumps(asked).encode()[:-1],
    "without saying anything": _without("messages"),
    "without a single word": _with(messages=[]),
    "without naming a model": _without("model"),
    "for an answer of less than nothing": _with(max_tokens=-1),
    "for an answer of half a word": _with(max_tokens=1.5),
    "for an answer that may be long and is to be short": _and_before(max_tokens=_MANY),
    "two things in one question": _and_before(
        messages=[{"role": "user", "content": "Go on. " * _MANY}]
    ),
    "for a long answer, in capital letters": _with(MAX_TOKENS=_MANY),
    "in pieces that are none": _with(messages=[{"role": "user", "content": ["Go on. "] * _MANY}]),
    "to hear the answer as something like a stream": _with(stream="true"),
    "to be told in something like a yes what it took": _with(
        stream=True, stream_options={"include_usage": "no"}
    ),
}
