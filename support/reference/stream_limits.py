"""How long a stream may become, and how one that would become longer is ended instead.

Rule 1: an event is passed on whole and as it came, or not at all.
Rule 2: what is charged is what was passed on, counted by the upstream where it counts aloud.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .event_stream import chunk_of, text_in, tokens_told
from .reasons import Reason
from .refusals import KINDS, error_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .kinds.stream_limit import StreamLimit

CHARACTERS_PER_TOKEN = 4
NAMES = ("id", "object", "created", "model", "service_tier", "system_fingerprint")
DONE = b"data: [DONE]\n\n"


class StreamMeter:
    """Counts what a stream says, and knows which of its events is one too many."""

    def __init__(self, limit: StreamLimit, prompt_tokens: int, *, tells_usage: bool) -> None:
        """Start with the estimate of the prompt; the upstream may know better later."""
        self.only_watches = False  # in shadow: whoever asks it goes on as if it admitted all
        self._limit = limit
        self._tells_usage = tells_usage
        self._prompt = prompt_tokens
        self._completion = 0
        self._estimated = True
        self._names: dict[str, Any] = {}
        self._speaking: dict[int, bool] = {}  # choice -> whether it has said anything yet

    @property
    def total_tokens(self) -> int:
        """Say what has been passed on, and the prompt."""
        return self._prompt + self._completion

    def admits(self, event: bytes) -> bool:
        """Count an event that still fits; one that says too much is not counted."""
        chunk = chunk_of(event)
        choices = list(_choices_of(chunk))
        said = [text_in(choice) for choice in choices]
        told = tokens_told(chunk, "completion_tokens")
        counted = self._completion + sum(_tokens(text) for text in said) if told is None else told
        if any(said) and counted > self._limit.max_completion_tokens:
            self._meet(chunk, choices, begun=False)
            return False
        if any(said) or told is not None:
            self._completion, self._estimated = counted, told is None
        prompt = tokens_told(chunk, "prompt_tokens")
        self._prompt = self._prompt if prompt is None else prompt
        self._meet(chunk, choices, begun=True)
        return True

    def ending(self) -> bytes:
        """Spell what comes in the place of the event that says too much."""
        if self._limit.when_reached == "error":
            return error_event(Reason.STREAM_TOO_LONG, KINDS[Reason.STREAM_TOO_LONG].message)
        chunks = [self._finish(index, begun) for index, begun in sorted(self._speaking.items())]
        if self._tells_usage:
            chunks.append(self._names | {"choices": [], "usage": self._usage()})
        return b"".join(b"data: " + json.dumps(each).encode() + b"\n\n" for each in chunks) + DONE

    def _meet(self, chunk: dict[str, Any], choices: list[dict[str, Any]], *, begun: bool) -> None:
        """Remember who is speaking, and what the chat is called."""
        self._names = self._names or {name: chunk[name] for name in NAMES if name in chunk}
        for choice in choices:
            index = choice.get("index", 0)
            self._speaking[index] = begun or self._speaking.get(index, False)
            if begun and choice.get("finish_reason"):
                del self._speaking[index]

    def _finish(self, index: int, begun: bool) -> dict[str, Any]:  # noqa: FBT001 - as it is kept
        delta = {} if begun else {"role": "assistant", "content": ""}
        choice = {"index": index, "delta": delta, "logprobs": None, "finish_reason": "length"}
        usage = {"usage": None} if self._tells_usage else {}
        return self._names | {"choices": [choice]} | usage

    def _usage(self) -> dict[str, Any]:
        usage: dict[str, Any] = {
            "prompt_tokens": self._prompt,
            "completion_tokens": self._completion,
            "total_tokens": self.total_tokens,
        }
        return usage | {"estimated": True} if self._estimated else usage


def _choices_of(chunk: dict[str, Any]) -> Iterator[dict[str, Any]]:
    choices = chunk.get("choices")
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, dict) and isinstance(choice.get("index", 0), int):
            yield choice


def _tokens(text: str) -> int:
    """Estimate a delta as a prompt is: a token for every four characters begun."""
    return -(-len(text) // CHARACTERS_PER_TOKEN)
