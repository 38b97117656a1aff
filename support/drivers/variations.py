"""The ways in which a request can be nearly the same as another one, each with its words.

Some change what is asked; others only how it is written down, and it is the same request still.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.wire.client import CHUNKED

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.wire.exchange import Request

Question = dict[str, Any]


def as_retry(request: Request, number: int) -> Request:
    """The same, as OpenAI's clients send it when they try again by themselves."""
    return _with_header(request, "x-stainless-retry-count", str(number))


def _asking(change: Callable[[Question], Question]) -> Callable[[Request], Request]:
    """Another question, written down in the same way."""
    return lambda request: replace(request, body=json.dumps(change(_question(request))).encode())


def _written(**style: Any) -> Callable[[Request], Request]:  # noqa: ANN401 - json's own
    """The same question, written down in another way."""
    return lambda request: replace(request, body=json.dumps(_question(request), **style).encode())


def _question(request: Request) -> Question:
    question: Question = json.loads(request.body)
    return question


def _saying(change: Callable[[str], str]) -> Callable[[Question], Question]:
    def changed(question: Question) -> Question:
        *before, last = question["messages"]
        return question | {"messages": [*before, last | {"content": change(last["content"])}]}

    return changed


def _turned_round(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Every object with its keys in the opposite order; lists as they were."""
    if isinstance(value, dict):
        return {key: _turned_round(value[key]) for key in reversed(value)}
    return [_turned_round(each) for each in value] if isinstance(value, list) else value


def _with_header(request: Request, name: str, value: str) -> Request:
    others = tuple(each for each in request.headers if each[0].lower() != name.lower())
    return replace(request, headers=(*others, (name, value)))


VARIATIONS: dict[str, Callable[[Request], Request]] = {
    "with one letter changed": _asking(_saying(lambda text: text.replace("job", "Job"))),
    "without space between its words": _asking(_saying(lambda text: text.replace(" ", ""))),
    "with one more word": _asking(_saying(lambda text: f"{text} Now?")),
    "with its messages in another order": _asking(
        lambda question: question | {"messages": question["messages"][::-1]}
    ),
    "to another model": _asking(lambda question: question | {"model": "gpt-4o"}),
    "with a longer answer allowed": _asking(
        lambda question: question | {"max_tokens": question["max_tokens"] + 1}
    ),
    "at another temperature": _asking(lambda question: question | {"temperature": 0.9}),
    "to another place": lambda request: replace(
        request, target=request.target.replace("/chat/", "/team/chat/")
    ),
    "with a note in its address": lambda request: replace(
        request, target=f"{request.target}?note=1"
    ),
    "as plain text": lambda request: _with_header(request, "Content-Type", "text/plain"),
    "without saying how long it is": lambda request: _with_header(request, *CHUNKED),
    "as a mere look": lambda request: replace(request, method="GET"),
    "with its parts in another order": _asking(_turned_round),
    "with more space between its parts": _written(indent=2),
    "with its letters spelt another way": _written(ensure_ascii=False),
    "from a newer version of itself": lambda request: _with_header(
        request, "User-Agent", "agent/2.0"
    ),
    "as a retry without a number": lambda request: _with_header(
        request, "x-stainless-retry-count", "once more"
    ),
    "under a number of its own": lambda request: _with_header(request, "X-Request-Id", "req-2"),
}
