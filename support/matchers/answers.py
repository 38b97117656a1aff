"""What an answer of the model must look like when it has come through the gateway."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement, unanswered
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect


class Answered(Judgement[Exchange]):
    """A whole chat completion with status 200, and nothing on it that speaks of a refusal."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def expected(self) -> str:
        return "a whole answer of the model with status 200"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        response = item.response
        if response is None:
            return
        if response.status != 200:
            yield f"status was {response.status}"
        reason_header = self._dialect.headers.reason
        if reason_header and (reason := response.header(reason_header)):
            yield f"{reason_header} was {reason}"
        if (told := response.header("Retry-After")) is not None:
            yield f"Retry-After was {told}"
        yield from _about_completion(response.body)


def answered(dialect: Dialect) -> Answered:
    """Matches the exchange of a caller that got its answer."""
    return Answered(dialect)


class WordForWord(Judgement[Exchange]):
    def __init__(self, said: list[Exchange]) -> None:
        self._said = [each.response.body for each in said if each.response]

    def expected(self) -> str:
        return "the body that the model sent, byte for byte"

    def differences(self, item: Exchange) -> Iterator[str]:
        if len(self._said) != 1:
            yield f"the model answered {len(self._said)} times"
        elif item.response is None or item.response.body != self._said[0]:
            seen = item.response and item.response.body
            yield f"the model said {self._said[0]!r}, and the caller got {seen!r}"


def word_for_word(said: list[Exchange]) -> WordForWord:
    """Matches the exchange of a caller that got the one answer of the model unchanged."""
    return WordForWord(said)


class NobodyAsked(Judgement[list[Exchange]]):
    def __init__(self, who: str) -> None:
        self._who = who

    def expected(self) -> str:
        return f"nothing to reach {self._who}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        for each in item:
            yield f"{each.request.method} {each.request.target} reached {self._who}"


def nothing_reached(who: str) -> NobodyAsked:
    """Matches the list of exchanges of a neighbour that was left alone."""
    return NobodyAsked(who)


class Asked(Judgement[list[Exchange]]):
    def __init__(self, who: str, times: int) -> None:
        self._who = who
        self._times = times

    def expected(self) -> str:
        return f"{self._who} to be called {_times(self._times)}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) != self._times:
            yield f"{self._who} was called {_times(len(item))}"


def reached_times(who: str, times: int) -> Asked:
    """Matches the list of exchanges of a neighbour that was called exactly so many times."""
    return Asked(who, times)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _about_completion(body: bytes) -> Iterator[str]:
    try:
        answer: Any = json.loads(body)
    except ValueError:
        yield f"the body was not JSON: {body[:200]!r}"
        return
    if not isinstance(answer, dict) or answer.get("object") != "chat.completion":
        yield f"the body was no chat completion: {body[:200]!r}"
        return
    usage = answer.get("usage")
    if not isinstance(usage, dict):
        yield "the answer had no usage"
        return
    total = usage.get("total_tokens")
    if total != usage.get("prompt_tokens", 0) + usage.get("completion_tokens", 0):
        yield f"usage does not add up: {usage}"
