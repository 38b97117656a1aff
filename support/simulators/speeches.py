"""What a model says in a stream, word by word, so that each word is worth a known number of tokens.

Pure values, as in chat.py: a speech makes the events of one chat.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.simulators.chat import Chat

DELTAS = (
    '{"role":"assistant","content":"Łódź"}',
    '{\n"content":\n"\\n\\n€😀"}',
    '{"content":"none"}',
    '{},"finish_reason":"stop"',
)
LINE_ENDS = {
    "line feeds": b"\n",
    "carriage returns": b"\r",
    "carriage returns and line feeds": b"\r\n",
}
FULL, BEGUN = "grüß", "ö"  # a token is four characters, begun or full, of however many bytes
OTHERWISE = {  # than by its words
    "thinks aloud": "reasoning_content",
    "declines": "refusal",
    "calls a function": "function_call",
}
FINISHES = {"function_call": "function_call"}
TOOL: dict[str, Any] = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "find", "arguments": ""},
}


@dataclass(frozen=True, slots=True)
class WordByWord:
    """So many words of so many tokens each; several answers take turns.

    `counts`: how many tokens the model itself says that each word is; None: it does not say.
    `calls_a_tool`: its words are pieces of a call, the name of the tool being the first.
    `kind`: under which key its words stand.
    `first_ends_after`: the first answer has ended after so many of the words.
    """

    words: int
    tokens: int = 1
    counts: int | None = None
    calls_a_tool: bool = False
    kind: str = "content"
    first_ends_after: int | None = None

    def __call__(self, chat: Chat) -> list[bytes]:
        """The events of *chat*, the role first and [DONE] last."""
        chat = replace(chat, completion_tokens=self.words * (self.counts or self.tokens))
        choices = chat.asked.choices
        chunks = [chat.chunk(index, {"role": "assistant"}, None) for index in range(choices)]
        for number in range(self.words):
            chunks.append(self._counted(chat, number, chat.chunk(0, self._delta(number), None)))
            chunks[-1]["choices"][0]["index"] = self._speaker(number, choices)
            if number + 1 == self.first_ends_after:
                chunks.append(chat.chunk(0, {}, "stop"))
        ended = 0 if self.first_ends_after is None else 1
        finish = "tool_calls" if self.calls_a_tool else FINISHES.get(self.kind, "stop")
        chunks += [chat.chunk(index, {}, finish) for index in range(ended, choices)]
        if chat.asked.include_usage and chat.report_usage:
            named = chat.named("chat.completion.chunk")
            chunks.append(named | {"choices": [], "usage": chat.usage})
        events = [json.dumps(chunk, ensure_ascii=False) for chunk in chunks]
        return [f"data: {event}\n\n".encode() for event in [*events, "[DONE]"]]

    def _speaker(self, number: int, choices: int) -> int:
        if self.first_ends_after is not None and number >= self.first_ends_after:
            return 1 + number % (choices - 1)
        return number % choices

    def _delta(self, number: int) -> dict[str, Any]:
        word = FULL * self.tokens if number % 2 else FULL * (self.tokens - 1) + BEGUN
        if self.kind == "function_call":
            return {self.kind: {"arguments": word} if number else TOOL["function"]}
        if not self.calls_a_tool:
            return {self.kind: word}
        piece = TOOL if number == 0 else {"function": {"arguments": word}}
        return {"tool_calls": [{"index": 0, **piece}]}

    def _counted(self, chat: Chat, number: int, chunk: dict[str, Any]) -> dict[str, Any]:
        if self.counts is None:
            return chunk
        said = replace(chat, completion_tokens=(number + 1) * self.counts)
        return chunk | {"usage": said.usage}


@dataclass(frozen=True, slots=True)
class Recording:
    """A short stream with everything in it that makes reading streams hard, in given pieces.

    A comment between events and one inside an event, data on several lines, characters of two,
    three and four bytes, words that look like an end. Three words of a token each.
    """

    line_end: bytes

    @property
    def data(self) -> bytes:
        return b"".join(self._parts())

    @property
    def until_the_end(self) -> range:
        """The places in it up to the last word, whole."""
        return range(1, len(self._spoken) + 1)

    @property
    def at_the_end(self) -> range:
        """The places in its last word and its end."""
        return range(len(self._parts()[0]) + 1, len(self.data) + 1)

    @property
    def _spoken(self) -> bytes:
        return b"".join(self._parts()[:2])

    def in_pieces(self, *places: int) -> list[bytes]:
        """The whole of it, cut behind each of these bytes, and behind the last word in any case."""
        data = self.data
        bounds = sorted({0, *places, len(self._spoken), len(data)})
        return [data[begin:end] for begin, end in pairwise(bounds)]

    def _parts(self) -> list[bytes]:
        """What is said before the last word, that word, and the end."""
        chunks = [f'{{"id":"c1","choices":[{{"index":0,"delta":{each}}}]}}' for each in DELTAS]
        events = ["data: " + "\ndata: ".join(chunk.split("\n")) + "\n\n" for chunk in chunks]
        first, second, last, end = events
        texts = [f": hello\n\n{first}:[DONE]\n{second}", last, f"{end}data: [DONE]\n\n"]
        return [text.encode().replace(b"\n", self.line_end) for text in texts]
