"""What is passed on must arrive as it was sent: the question behind the gateway, the answer before.

Only what belongs to one connection may differ, and what the gateway says itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.wire.exchange import Request, Response

_OF_ONE_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding", "te", "trailer"})
_LONG_ENOUGH = 200  # bytes to tell one body from another by
_THE_GATEWAYS_OWN = frozenset({"date", "x-request-id"})


class PassedOn(Judgement[Exchange]):
    def __init__(self, who: str, calls: list[Exchange]) -> None:
        self._who = who
        self._calls = calls

    def expected(self) -> str:
        return f"one question to {self._who}, and its answer, passed on as they were"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if len(self._calls) != 1:
            yield f"{self._who} was called {len(self._calls)} times"
            return
        call = self._calls[0]
        if (call.request.method, call.request.target) != (item.request.method, item.request.target):
            yield f"{self._who} was asked {call.request.method} {call.request.target}"
        if call.request.body != item.request.body:
            yield f"{self._who} was asked {_told(call.request)}, not {_told(item.request)}"
        if call.response is None:
            yield f"{self._who} did not answer ({call.ending})"
        elif item.response is not None:
            yield from _between(call.response, item.response)


def passed_on(who: str, calls: list[Exchange]) -> PassedOn:
    """Matches the exchange of a caller whose one call of *calls* was handed through untouched."""
    return PassedOn(who, calls)


class BrokenOff(Judgement[Exchange]):
    def __init__(self, who: str, calls: list[Exchange]) -> None:
        self._who = who
        self._said = b"".join(each.response.body for each in calls if each.response)

    def expected(self) -> str:
        return f"an answer that breaks off where the one of {self._who} did"

    def differences(self, item: Exchange) -> Iterator[str]:
        if item.ending == "complete":
            yield "it came to an end, as if it were whole"
        if item.response is not None and item.response.body != self._said:
            yield f"{item.response.body!r} came of {self._said!r}"


def broken_off(who: str, calls: list[Exchange]) -> BrokenOff:
    """Matches the exchange of a caller who can see that what came is a part, and which one."""
    return BrokenOff(who, calls)


def _told(request: Request) -> str:
    body = request.body
    if len(body) <= _LONG_ENOUGH:
        return repr(body)
    return f"{body[:_LONG_ENOUGH]!r}... ({len(body):,} bytes)"


def _between(said: Response, heard: Response) -> Iterator[str]:
    if heard.status != said.status:
        yield f"status was {heard.status}, not {said.status}"
    if heard.body != said.body:
        yield f"the body was {heard.body!r}, not {said.body!r}"
    for name in dict.fromkeys(name.lower() for name, _ in said.headers):
        if name in _OF_ONE_CONNECTION | _THE_GATEWAYS_OWN:
            continue
        if heard.header_values(name) != said.header_values(name):
            yield f"{name} was {heard.header(name) or 'absent'}, not {said.header(name)}"
