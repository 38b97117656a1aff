"""What programs send that is no question, with its words: a good one that is spoilt in one way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Question = dict[str, Any]


def _without(part: str) -> Callable[[Question], bytes]:
    return lambda asked: json.dumps({k: v for k, v in asked.items() if k != part}).encode()


def _with(**parts: Any) -> Callable[[Question], bytes]:  # noqa: ANN401 - JSON values
    return lambda asked: json.dumps(asked | parts).encode()


MISTAKES: dict[str, Callable[[Question], bytes]] = {
    "in words that nobody can read": lambda asked: json.dumps(asked).encode()[:-1],
    "without saying anything": _without("messages"),
    "without a single word": _with(messages=[]),
    "without naming a model": _without("model"),
    "for an answer of less than nothing": _with(max_tokens=-1),
    "for an answer of half a word": _with(max_tokens=1.5),
}
