"""Chat completions as a provider words them: what was asked, and the answer, whole or in events.

Pure values: no sockets, no waiting, no script.
"""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

WORDS = ("The ", "gate ", "is ", "kept", ", ", "schön ", "ordentlich", ".")
LIMITS = ("max_tokens", "max_completion_tokens")
ASKED_FOR_NOTHING = 16  # the longest answer when the request names none


class NotAChatError(ValueError):
    """The request is not a chat completion request; says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A chat completion request, as far as a model has to understand it."""

    model: str
    prompt_tokens: int
    longest_answer: int
    choices: int
    stream: bool
    include_usage: bool


@dataclass(frozen=True, slots=True)
class Chat:
    """One answer. `completion_tokens` is the sum over all choices."""

    asked: Asked
    prompt_tokens: int
    completion_tokens: int
    report_usage: bool
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self) -> bytes:
        """The answer as one JSON object."""
        choices = [
            {
                "index": index,
                "message": {"role": "assistant", "content": "".join(self._words), "refusal": None},
                "logprobs": None,
                "finish_reason": self._finish_reason,
            }
            for index in range(self.asked.choices)
        ]
        answer = self.named("chat.completion") | {"choices": choices}
        if self.report_usage:
            answer["usage"] = self.usage
        return json.dumps(answer, ensure_ascii=False).encode()

    def events(self) -> list[bytes]:
        """The answer as server-sent events, [DONE] being the last."""
        indexes = range(self.asked.choices)
        role = {"role": "assistant", "content": "", "refusal": None}
        chunks = [self.chunk(index, role, None) for index in indexes]
        chunks += [
            self.chunk(index, {"content": word}, None) for word in self._words for index in indexes
        ]
        chunks += [self.chunk(index, {}, self._finish_reason) for index in indexes]
        if self.asked.include_usage and self.report_usage:
            named = self.named("chat.completion.chunk")
            chunks.append(named | {"choices": [], "usage": self.usage})
        events = [json.dumps(chunk, ensure_ascii=False) for chunk in chunks]
        return [f"data: {event}\n\n".encode() for event in [*events, "[DONE]"]]

    @property
    def _words(self) -> tuple[str, ...]:
        return WORDS[: self.completion_tokens // self.asked.choices]

    @property
    def _finish_reason(self) -> str:
        spent = self.completion_tokens >= self.asked.longest_answer * self.asked.choices
        return "length" if spent else "stop"

    @property
    def usage(self) -> dict[str, Any]:
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": self.prompt_tokens + self.completion_tokens,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
        }

    def named(self, kind: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.asked.model,
            "service_tier": "default",
            "system_fingerprint": None,
        }

    def chunk(self, index: int, delta: dict[str, Any], finish: str | None) -> dict[str, Any]:
        choice = {"index": index, "delta": delta, "logprobs": None, "finish_reason": finish}
        chunk = self.named("chat.completion.chunk") | {"choices": [choice]}
        return chunk | {"usage": None} if self.asked.include_usage else chunk


def read(body: bytes) -> Asked:
    """What *body* asks for; NotAChatError when it asks for nothing that a model can answer."""
    try:
        request = json.loads(body)
    except ValueError as fault:
        msg = "We could not parse the JSON body of your request."
        raise NotAChatError(msg) from fault
    if not isinstance(request, dict) or not isinstance(request.get("model"), str):
        msg = "you must provide a model parameter"
        raise NotAChatError(msg)
    messages = request.get("messages")
    if not isinstance(messages, list) or not messages:
        msg = "Missing required parameter: 'messages'."
        raise NotAChatError(msg)
    options = request.get("stream_options")
    return Asked(
        model=request["model"],
        prompt_tokens=sum(_tokens(message) for message in messages),
        longest_answer=max(_whole(request, name) for name in LIMITS) or ASKED_FOR_NOTHING,
        choices=_whole(request, "n") or 1,
        stream=request.get("stream") is True,
        include_usage=isinstance(options, dict) and options.get("include_usage") is True,
    )


def _whole(request: dict[str, Any], name: str) -> int:
    """The number called *name*, 0 when there is none."""
    number = request.get(name)
    if number is None:
        return 0
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        msg = f"Invalid '{name}': expected a whole number of at least 1."
        raise NotAChatError(msg)
    return number


def _tokens(message: object) -> int:
    """One token for every four characters begun."""
    content = message.get("content") if isinstance(message, dict) else 0
    parts = [{"text": content or ""}] if content is None or isinstance(content, str) else content
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        msg = "Invalid 'messages': expected text or a list of parts."
        raise NotAChatError(msg)
    texts = [part["text"] for part in parts if isinstance(part.get("text"), str)]
    return -(-sum(len(text) for text in texts) // 4)
