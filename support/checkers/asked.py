"""What callers asked of the model in a scenario, each with what the model made of it.

A request and the call that the gateway made for it belong together by what was asked, and because
the one lies within the other. What cannot be known of a request is left open, never guessed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from support.simulators import chat
from support.wire import sse
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.evidence.ledger import Happening
    from support.wire.exchange import Response

FAILED = 400  # from this status on an answer costs nothing
_USAGE = b'"total_tokens"'


@dataclass(frozen=True)
class Asked:
    """One request to the model, from the caller's side and from behind."""

    exchange: Exchange
    call: Exchange | None

    @property
    def name(self) -> str:
        return f"{self.exchange.who}'s request {self.exchange.began.number}"

    @property
    def account(self) -> str:
        return account_of(self.exchange)

    @property
    def status(self) -> int | None:
        answer = self.exchange.response
        return answer.status if answer and self.exchange.ending == "complete" else None

    @cached_property
    def question(self) -> chat.Asked | None:
        """What it asked for; None when nobody could tell."""
        try:
            return chat.read(self.exchange.request.body)
        except (chat.NotAChatError, RecursionError):
            return None

    def cost(self, unsaid_answer: int | None) -> int | None:
        """What has to be set aside for it; None where it names no longest answer, nor anybody."""
        asked = self.question
        if asked is None:
            return None
        names_one = b"max_tokens" in self.exchange.request.body
        names_one = names_one or b"max_completion_tokens" in self.exchange.request.body
        longest = asked.longest_answer if names_one else unsaid_answer
        return None if longest is None else asked.prompt_tokens + asked.choices * longest

    @cached_property
    def produced(self) -> int | None:
        """The tokens that the model reported, where it came to the end of its answer."""
        whole = self.call is not None and self.call.ending == "complete"
        return usage_of(self.call.response) if self.call and whole else None


def account_of(exchange: Exchange) -> str:
    """Who pays: Acme, also for what Acme's program has asked."""
    return exchange.who.partition("'s ")[0]


def asked_of(entries: Iterable[Exchange | Happening]) -> list[Asked] | None:
    """Every request that may have been one to the model, in the order of asking.

    None where the model was also asked by somebody whom nobody has seen.
    """
    exchanges = [each for each in entries if isinstance(each, Exchange)]
    calls: dict[bytes, list[Exchange]] = defaultdict(list)
    for each in exchanges:
        if each.leg == "gateway to model" and each.request.method == "POST":
            calls[question_of(each.request.body)].append(each)
    asked = [
        Asked(each, _taken(calls[question_of(each.request.body)], each))
        for each in exchanges
        if each.leg == "caller to gateway" and each.request.method == "POST"
    ]
    return None if any(calls.values()) else asked


def usage_of(answer: Response | None) -> int | None:
    """The tokens in all that an answer reports, whole or as a stream."""
    if answer is None or _USAGE not in (body := answer.body):
        return None
    whole = body.lstrip()[:1] == b"{"
    texts = [body.decode("utf-8", "replace")] if whole else [e.data for e in sse.parse(body)]
    for text in reversed(texts):
        if (total := _total_in(text)) is not None:
            return total
    return None


def _total_in(text: str) -> int | None:
    try:
        said: Any = json.loads(text)
    except ValueError:
        return None
    usage = said.get("usage") if isinstance(said, dict) else None
    total = usage.get("total_tokens") if isinstance(usage, dict) else None
    return total if isinstance(total, int) and total >= 0 else None  # nobody gives tokens back


def question_of(body: bytes) -> bytes:
    """The part by which a question is known again; gateways may add wishes of their own to it."""
    start = body.find(b'"messages"')
    return b"".join(body[start : body.find(b"}]", start)].split()) if start >= 0 else body


def _taken(calls: list[Exchange], asked: Exchange) -> Exchange | None:
    """The first of these calls that can be for this very request; nobody else has it then."""
    # What a gateway sent with its last breath is read after its callers have seen it die.
    until = asked.ended.number if asked.ended and asked.ending == "complete" else float("inf")
    mine = [each for each in calls if asked.began.number < each.began.number < until]
    if not mine:
        return None
    calls.remove(mine[0])
    return mine[0]
