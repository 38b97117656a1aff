"""Organisations and their agents, who ask the model through the gateway."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.drivers.mistakes import MISTAKES
from support.drivers.spellings import SPELLINGS, without_key
from support.drivers.variations import VARIATIONS
from support.errors import SetupBrokenError
from support.wire.exchange import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.drivers.bring_up import BringUp
    from support.evidence.redaction import Secrets
    from support.wire.client import Call
    from support.wire.exchange import Exchange, Headers

_PROMPT_TOKENS = 4
_FILLER = ".  \n"  # a token
TROUBLESOME = '"Fish" \\ Sons\nLtd'
_A_LITTLE = 10  # tokens


class Callers:
    """Everybody who has a key. A caller is introduced to the gateway when first named."""

    def __init__(self, bring_up: BringUp, secrets: Secrets) -> None:
        self._bring_up = bring_up
        self._secrets = secrets
        self._known: dict[str, Caller] = {}
        self._numbers = itertools.count(1)

    def named(self, name: str) -> Caller:
        if name not in self._known:
            key = self._secrets.new(name)
            self._bring_up.policy.keys[name] = key
            self._known[name] = Caller(name, key, self._bring_up, lambda: next(self._numbers))
        return self._known[name]

    def somebody_asks(self, spelling: str | None = None) -> Exchange:
        """A question of somebody who shows no key, in whatever spelling."""
        stranger = Caller("somebody", "", self._bring_up, lambda: next(self._numbers))
        request = without_key(stranger.request(stranger.question(_A_LITTLE)))
        spelt = SPELLINGS[spelling](request) if spelling else request
        return self._bring_up.client().send(stranger.name, spelt)

    def somebody_hands_in(self) -> Exchange:
        """A document of somebody who shows no key, sent as if it were an event."""
        paths = self._bring_up.target.description.dialect.paths
        request = Request("PUT", f"{paths.hooks}..{paths.documents}report", (), b"a document")
        return self._bring_up.client().send("somebody", request)

    def stranger_asks(self) -> Exchange:
        """A question of somebody whose key was never given out."""
        key = self._secrets.new("stranger")
        stranger = Caller("somebody", key, self._bring_up, lambda: next(self._numbers))
        return stranger.ask(_A_LITTLE)

    def troublesome(self) -> Caller:
        """One whose name has everything in it that can break a line or a quotation."""
        if TROUBLESOME not in self._known:
            key = self._bring_up.policy.keys[TROUBLESOME] = self._secrets.new("troublesome")
            self._known[TROUBLESOME] = Caller(
                TROUBLESOME, key, self._bring_up, lambda: next(self._numbers)
            )
        return self._known[TROUBLESOME]

    def everybody(self) -> list[Caller]:
        return list(self._known.values())


class Caller:
    def __init__(self, name: str, key: str, bring_up: BringUp, number: Callable[[], int]) -> None:
        self.name = name
        self.shows = f"Bearer {key}"
        self.accepts: Headers = ()  # in which forms it takes its answers, where it says so
        self._program = "".join(re.findall(r"\w+", name))
        self._bring_up = bring_up
        self._number = number

    def ask(self, up_to: int, **wishes: Any) -> Exchange:  # noqa: ANN401 - JSON values
        """Ask something new; prompt and longest answer together are *up_to* tokens."""
        return self.send(self.question(up_to, **wishes))

    def ask_varied(self, up_to: int, variation: str) -> Exchange:
        """The same in another way."""
        request = (VARIATIONS | SPELLINGS)[variation](self.request(self.question(up_to)))
        return self._bring_up.client().send(self.name, request)

    def ask_badly(self, mistake: str) -> Exchange:
        """Ask for a little, and make this mistake."""
        question = self.question(_A_LITTLE)
        request = replace(self.request(question), body=MISTAKES[mistake](question))
        return self._bring_up.client().send(self.name, request)

    def ask_shown_as(self, shown: str) -> Exchange:
        """Ask for a little; for (key) in what is shown stands the caller's own, for (KEY) aloud."""
        key = self.shows.removeprefix("Bearer ")
        self.shows = shown.replace("(key)", key).replace("(KEY)", key.upper())
        return self.ask(_A_LITTLE)

    def begin_to_ask(self, up_to: int, **wishes: Any) -> Call:  # noqa: ANN401 - JSON values
        """The same, without waiting for the answer."""
        request = self.request(self.question(up_to, **wishes))
        return self._bring_up.client().begin_apart(self.name, request).in_background()

    def accept_packed_answers(self) -> None:
        """From now on it says so with whatever it asks."""
        self.accepts = (("Accept-Encoding", "gzip, br"),)

    def spend(self, tokens: int) -> None:
        """Have exactly so many tokens answered, as a Given."""
        self._must_be_answered(self.ask(tokens), f"{tokens} tokens")

    def spend_often(self, times: int, tokens: int) -> None:
        """The same again and again."""
        for _ in range(times):
            self.spend(tokens)

    def has_asked_varied(self, times: int, up_to: int, variation: str) -> None:
        """So often in another way, as a Given: each has reached the model, whatever that said."""
        for _ in range(times):
            before = self._model_was_asked()
            exchange = self.ask_varied(up_to, variation)
            if self._model_was_asked() != before + 1:
                msg = f"{self.name} was not let through {variation}: {_gist(exchange)}"
                raise SetupBrokenError(msg)

    def ask_saying(self, more: Headers, times: int, up_to: int) -> list[Exchange]:
        """One question after the other, each with more said than is needed."""
        client = self._bring_up.client()
        asked = (self.request(self.question(up_to), *more) for _ in range(times))
        return [client.send(self.name, each) for each in asked]

    def has_asked_saying(self, more: Headers, times: int, up_to: int) -> None:
        """The same as a Given: each question has been answered."""
        for exchange in self.ask_saying(more, times, up_to):
            self._must_be_answered(exchange, f"an answer with {more}")

    def ask_each(self, *up_to: int) -> None:
        """One question after the other, each for so many tokens."""
        for tokens in up_to:
            self.ask(tokens)

    def ask_often(self, times: int, up_to: int) -> None:
        """One question after the other."""
        for _ in range(times):
            self.ask(up_to)

    def be_refused(self, times: int, up_to: int) -> None:
        """Ask so often for more than there is, as a Given."""
        for _ in range(times):
            exchange = self.ask(up_to)
            if exchange.response is None or exchange.response.status < 400:
                msg = f"{self.name} was not refused {up_to} tokens: {_gist(exchange)}"
                raise SetupBrokenError(msg)

    def be_refused_varied(self, up_to: int, variation: str) -> None:
        """Ask once in another way for more than there is, as a Given."""
        exchange = self.ask_varied(up_to, variation)
        if exchange.response is None or exchange.response.status < 400:
            msg = f"{self.name} was not refused {up_to} tokens {variation}: {_gist(exchange)}"
            raise SetupBrokenError(msg)

    def question(self, up_to: int, **wishes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
        """A question of four tokens; it and the longest answer together are *up_to* tokens."""
        return self.prompted(_PROMPT_TOKENS, max_tokens=up_to - _PROMPT_TOKENS, **wishes)

    def prompted(self, tokens: int, **wishes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
        """A question of so many tokens that was not asked before, at four characters a token.

        A letter that takes two of the smaller ones of UTF-16, and white space, count like others.
        """
        text = f"Is 🎟 {self._number():06} due?" + _FILLER * (tokens - _PROMPT_TOKENS)
        return {
            "model": "gpt-4o-mini",
            "messages": [{"role": "user", "content": text}],
            **wishes,
        }

    def in_pieces(self, tokens: int, pieces: int) -> dict[str, Any]:
        """A question whose one message has parts; the longest answer has 1,000 tokens.

        Where it is cut no token ends, and all pieces together have just so many.
        """
        question = self.prompted(tokens, max_tokens=1000)
        parts = [{"type": "text", "text": each} for each in _cut(question, pieces, 1)]
        return question | {"messages": [{"role": "user", "content": parts}]}

    def in_messages(self, tokens: int, messages: int) -> dict[str, Any]:
        """The same as a conversation; the last word is the caller's.

        The last token of each message has only just begun, and there are just so many.
        """
        question = self.prompted(tokens, max_tokens=1000)
        *before, last = (each[:-3] for each in _cut(question, messages))
        said = [{"role": "assistant", "content": each} for each in before]
        return question | {"messages": [*said, {"role": "user", "content": last}]}

    def with_a_tool(self, tokens: int) -> dict[str, Any]:
        """The same as a conversation in which the model has called a tool, and so said nothing."""
        question = self.prompted(tokens, max_tokens=1000)
        before, told = _cut(question, 2)
        called = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
        return question | {
            "messages": [
                {"role": "user", "content": before},
                {"role": "assistant", "content": None, "tool_calls": [called]},
                {"role": "tool", "tool_call_id": "call_1", "content": told},
            ]
        }

    def _model_was_asked(self) -> int:
        return len(self._bring_up.ledger.exchanges("gateway to model"))

    def _must_be_answered(self, exchange: Exchange, what: str) -> None:
        if exchange.response is None or exchange.response.status != 200:
            msg = f"{self.name} could not use {what}: {_gist(exchange)}"
            raise SetupBrokenError(msg)

    def send(self, question: dict[str, Any]) -> Exchange:
        return self._bring_up.client().send(self.name, self.request(question))

    def request(self, question: dict[str, Any], *more: tuple[str, str]) -> Request:
        headers: Headers = (
            ("Authorization", self.shows),
            ("Content-Type", "application/json"),
            ("User-Agent", f"{self._program}/1.0"),
            *self.accepts,
            *more,
        )
        path = self._bring_up.target.description.dialect.paths.chat
        return Request("POST", path, headers, json.dumps(question).encode())


def _cut(question: dict[str, Any], pieces: int, more: int = 0) -> list[str]:
    """Cut what is asked into equal pieces; all but the last one have so many characters *more*."""
    text: str = question["messages"][0]["content"]
    size = -(-len(text) // pieces) + more
    return [text[start : start + size] for start in range(0, len(text), size)]


def _gist(exchange: Exchange) -> str:
    if exchange.response is None:
        return exchange.ending
    body = exchange.response.body[:300].decode("utf-8", "replace")
    return f"{exchange.response.status} {body}"
