"""What a request to a model asks for, as far as its price depends on it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .reasons import Reason, Refused
from .strict_json import read_strictly

CHARACTERS_PER_TOKEN = 4
MOST_TOKENS = 10**15  # more than any budget; what is asked for beyond it makes no difference
NOT_JSON = "The body must be one JSON object, with each key once."
NO_MESSAGE = "Each message must be an object."
NO_CONTENT = "The content of a message must be a string or a list of parts."
NO_PART = "Each part of a message must be an object, and its text a string."
NO_OPTIONS = "The parameter stream_options must be an object."
READ = frozenset({"model", "messages", "content", "text", "n", "max_tokens"}) | {
    "max_completion_tokens", "stream", "stream_options", "include_usage",
}  # fmt: skip


class BadRequest(Refused):
    """The request cannot be understood, and this is what to mend."""

    def __init__(self, message: str, param: str | None = None, code: str | None = None) -> None:
        """Say it in one sentence, and name the parameter."""
        super().__init__(Reason.BAD_REQUEST, message=message, param=param, code=code)


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A request to a model that is well formed."""

    stated: dict[str, Any]
    prompt_tokens: int
    answers: int
    longest_answer: int | None
    streams: bool
    wants_usage: bool

    def cost(self, default_max_tokens: int) -> int:
        """Say what has to be set aside: the prompt and the longest answers that may come."""
        longest = default_max_tokens if self.longest_answer is None else self.longest_answer
        return min(self.prompt_tokens + self.answers * longest, MOST_TOKENS)

    def asking_for_usage(self) -> bytes:
        """Spell the request so that a stream ends with a report of its usage."""
        options = {**(self.stated.get("stream_options") or {}), "include_usage": True}
        return json.dumps({**self.stated, "stream_options": options}).encode()


def read_chat_request(body: bytes) -> ChatRequest:
    """Read a request to a model, or refuse it and say what is wrong."""
    stated = _in_our_spelling(_parsed(body))
    _required(stated, "model", str)
    messages = _required(stated, "messages", list)
    lengths = [_whole(stated, name) for name in ("max_tokens", "max_completion_tokens")]
    options = stated.get("stream_options")
    if options is not None and not isinstance(options, dict):
        raise BadRequest(NO_OPTIONS, "stream_options")
    return ChatRequest(
        stated,
        sum(_tokens_in(message) for message in messages),
        _whole(stated, "n") or 1,
        max((length for length in lengths if length is not None), default=None),
        _flag(stated, "stream"),
        _flag(_in_our_spelling(options or {}), "include_usage", "stream_options."),
    )


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        stated = read_strictly(body.decode("utf-8"))  # or a model goes by what was not counted
    except (ValueError, RecursionError) as error:
        raise BadRequest(NOT_JSON) from error
    if not isinstance(stated, dict):
        raise BadRequest(NOT_JSON)
    return stated


def _in_our_spelling(stated: dict[str, Any]) -> dict[str, Any]:
    """Refuse what is a word of ours but for its capitals: not every model tells them apart."""
    for key in stated:
        if key not in READ and key.casefold() in READ:
            message = f"The key {key.casefold()} must be written in small letters."
            raise BadRequest(message)
    return stated


def _required(stated: dict[str, Any], name: str, kind: type) -> Any:  # noqa: ANN401 - JSON is anything
    value = stated.get(name)
    if value is None:
        message = f"The parameter {name} is missing."
        raise BadRequest(message, name, "missing_required_parameter")
    if not isinstance(value, kind) or not value:
        what = "a string" if kind is str else "a list"
        message = f"The parameter {name} must be {what} that is not empty."
        raise BadRequest(message, name)
    return value


def _whole(stated: dict[str, Any], name: str) -> int | None:
    value = stated.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        message = f"The parameter {name} must be a whole number above 0."
        raise BadRequest(message, name)
    return value


def _flag(stated: dict[str, Any], name: str, within: str = "") -> bool:
    value = stated.get(name)
    if value is None or isinstance(value, bool):
        return bool(value)
    message = f"The parameter {within}{name} must be true or false."
    raise BadRequest(message, within + name)


def _tokens_in(message: object) -> int:
    """Estimate one message: a token for every four characters of text begun."""
    if not isinstance(message, dict):
        raise BadRequest(NO_MESSAGE, "messages")
    content = _in_our_spelling(message).get("content")
    if isinstance(content, str):
        characters = len(content)
    elif isinstance(content, list):
        characters = sum(map(_characters_in, content))
    elif content is None:
        characters = 0
    else:
        raise BadRequest(NO_CONTENT, "messages")
    return -(-characters // CHARACTERS_PER_TOKEN)


def _characters_in(part: object) -> int:
    if not isinstance(part, dict):
        raise BadRequest(NO_PART, "messages")
    text = _in_our_spelling(part).get("text")
    if not isinstance(text, str | None):
        raise BadRequest(NO_PART, "messages")
    return len(text or "")
