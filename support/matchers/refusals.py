"""What a refusal must look like to the caller. One mismatch names every difference."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement, unanswered
from support.matchers.secrecy import given_away
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect, Refusal
    from support.wire.exchange import Response

_FOUR_KEYS = ("message", "type", "param", "code")


class RefusedBecause(Judgement[Exchange]):
    def __init__(self, phrase: str, refusal: Refusal, dialect: Dialect) -> None:
        self._phrase = phrase
        self._refusal = refusal
        self._dialect = dialect

    def expected(self) -> str:
        wanted = f"a refusal with status {self._refusal.status}"
        if self._refusal.reason:
            wanted += f" and {self._dialect.headers.reason}: {self._refusal.reason}"
        return f"{wanted}, because {self._phrase}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is None:
            return
        yield from self._about_the_head(item.response)
        yield from self._about_trying_again(item.response)
        yield from self._about_the_error(item.response, item.request.method)
        if error := error_of(item.response.body):
            yield from given_away(str(error.get("message")), item.request)

    def _about_the_head(self, response: Response) -> Iterator[str]:
        if response.status != self._refusal.status:
            yield f"status was {response.status}"
        yield from _header(response, self._dialect.headers.reason, self._refusal.reason)
        if self._dialect.headers.do_not_store is not None:
            yield from _header(response, *self._dialect.headers.do_not_store)
        yield from _header(response, "WWW-Authenticate", self._refusal.challenge)
        if self._refusal.varies_by:
            yield from _header(response, "Vary", self._refusal.varies_by)

    def _about_trying_again(self, response: Response) -> Iterator[str]:
        told = response.header("Retry-After")
        if self._refusal.try_again == "told when":
            if told is None or not (told.isascii() and told.isdecimal()) or int(told) < 1:
                yield f"Retry-After was {told or 'absent'}, not whole seconds above 0"
        elif told is not None:
            yield f"Retry-After was {told}, though trying again does not help"
        if self._dialect.headers.do_not_retry is not None:
            name, value = self._dialect.headers.do_not_retry
            wanted = value if self._refusal.try_again == "told not to" else None
            yield from _header(response, name, wanted)

    def _about_the_error(self, response: Response, method: str) -> Iterator[str]:
        if (self._refusal.envelope or self._dialect.envelope) != "openai":
            return
        kind = response.header("Content-Type") or "absent"
        if kind.partition(";")[0].strip().lower() != "application/json":
            yield f"Content-Type was {kind}"
        if method == "HEAD":
            return  # whoever only looks is told all but the body
        error = error_of(response.body)
        if error is None:
            yield f"the body was no error object: {response.body[:200]!r}"
            return
        missing = [key for key in _FOUR_KEYS if key not in error]
        if missing:
            yield f"the error object has no {', '.join(missing)}"
        if not (isinstance(error.get("message"), str) and error["message"]):
            yield f"error.message was {error.get('message')!r}"
        for key in ("type", "code", "param"):
            wanted = getattr(self._refusal, key)
            if key in error and error[key] != wanted:
                yield f"error.{key} was {error[key]!r}, not {wanted!r}"


def refused_because(phrase: str, refusal: Refusal, dialect: Dialect) -> RefusedBecause:
    """Matches the exchange of a caller that was refused because of *phrase*."""
    return RefusedBecause(phrase, refusal, dialect)


class ToldToTryAgainIn(Judgement[Exchange]):
    def __init__(self, seconds: float, jitter: float) -> None:
        self._seconds = f"{seconds:.15g}"  # the seconds of a month have seven digits
        self._allowed = in_time(seconds, jitter)

    def expected(self) -> str:
        most = f" to {self._allowed[-1]}" if len(self._allowed) > 1 else ""
        return f"a refusal with Retry-After: {self._seconds}{most}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is None:
            return
        told = item.response.header("Retry-After")
        if told not in {str(each) for each in self._allowed}:
            yield from _header(item.response, "Retry-After", self._seconds)


def told_to_try_again_in(seconds: float, jitter: float = 0.0) -> ToldToTryAgainIn:
    """Matches an exchange whose answer names this time to come back, or a stated share more."""
    return ToldToTryAgainIn(seconds, jitter)


class ToldInTurn(Judgement[list[Exchange]]):
    """Refusals that name these times one after the other; the last of all is an answer."""

    def __init__(self, seconds: tuple[int, ...]) -> None:
        self._seconds = [str(each) for each in seconds]

    def expected(self) -> str:
        return f"Retry-After to be {', '.join(self._seconds)} in turn, and then an answer"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        *refusals, last = item
        seen = [_retry_after(each) for each in refusals]
        if seen != self._seconds:
            yield f"Retry-After was {', '.join(seen)}"
        if last.response is None or last.response.status != 200:
            yield f"the last of them was not answered (Retry-After: {_retry_after(last)})"


def told_in_turn(seconds: tuple[int, ...]) -> ToldInTurn:
    """Matches refusals that tell these times in turn, and the answer that comes then."""
    return ToldInTurn(seconds)


def in_time(seconds: float, jitter: float) -> range:
    """What may be told where something is back in so many seconds: whole ones, and a share more."""
    return range(math.ceil(seconds), math.ceil(seconds * (1 + jitter)) + 1)


def _retry_after(exchange: Exchange) -> str:
    told = exchange.response.header("Retry-After") if exchange.response else None
    return told or "absent"


def _header(response: Response, name: str | None, wanted: str | None) -> Iterator[str]:
    if name is None:
        return
    seen = response.header(name)
    if seen != wanted:
        yield f"{name} was {seen or 'absent'}" + (f", not {wanted}" if wanted else "")


def error_of(body: bytes) -> dict[str, Any] | None:
    """The error object of an answer whose envelope holds that and nothing else, or None."""
    try:
        parsed = json.loads(body)
    except ValueError:
        return None
    error = parsed.get("error") if isinstance(parsed, dict) and len(parsed) == 1 else None
    return error if isinstance(error, dict) else None
