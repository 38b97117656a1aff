"""How a gateway joined its control plane: by which calls, in whose name, how often."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

Calls = list[Exchange]
_REGISTERING = "POST register"
STEPS = {_REGISTERING: 200, "GET config": 200, "POST acknowledgements": 204, "POST heartbeat": 200}


class Joined(Judgement[Calls]):
    def expected(self) -> str:
        return f"calls that begin with {', '.join(STEPS)}, each answered before the next one"

    def differences(self, item: Calls) -> Iterator[str]:
        first = item[: len(STEPS)]
        if [_kind(each) for each in first] != list(STEPS):
            yield f"it began with {', '.join(map(_kind, first)) or 'nothing'}"
        for call in first:
            answered = call.response.status if call.response else call.ending
            if answered != STEPS.get(_kind(call), answered):
                yield f"{_kind(call)} was answered with {answered}"


def joined() -> Joined:
    """Matches calls that begin with the whole handshake."""
    return Joined()


class InItsName(Judgement[Calls]):
    """The name under which it registered, and its token, which is compared and never shown."""

    def __init__(self, token: str) -> None:
        self._token = token

    def expected(self) -> str:
        return "each call to be made in the name that was registered, with the gateway's own token"

    def differences(self, item: Calls) -> Iterator[str]:
        names = {_registered_name(each) for each in item if _kind(each) == _REGISTERING}
        if len(names) != 1 or not next(iter(names)):
            yield f"it registered under {len(names)} names"
        for call in item:
            if call.request.header_values("Authorization") != [f"Bearer {self._token}"]:
                yield f"{_kind(call)} was not made with its token"
            if _kind(call) != _REGISTERING and _name_in(call) not in names:
                yield f"{_kind(call)} was made in the name of {_name_in(call)}"


def in_its_name(token: str) -> InItsName:
    """Matches calls that are all made by the same gateway, with this token."""
    return InItsName(token)


class OnlyRegisters(Judgement[Calls]):
    def expected(self) -> str:
        return "tries to register, and no other call"

    def differences(self, item: Calls) -> Iterator[str]:
        if not item:
            yield "there was no call at all"
        others = [each for each in map(_kind, item) if each != _REGISTERING]
        if others:
            yield f"there was also {', '.join(others)}"


def only_registers() -> OnlyRegisters:
    """Matches the calls of a gateway that asks for nothing but to be let in."""
    return OnlyRegisters()


class Registered(Judgement[Calls]):
    def __init__(self, times: int) -> None:
        self._times = times

    def expected(self) -> str:
        return f"{self._times} registrations, all of the same gateway"

    def differences(self, item: Calls) -> Iterator[str]:
        said = [each.request.body for each in item if _kind(each) == _REGISTERING]
        if len(said) != self._times:
            yield f"it registered {len(said)} times"
        for other in sorted(set(said[1:]) - set(said[:1])):
            yield f"it registered as {said[0].decode()} first, and as {other.decode()} later"


def registered(times: int) -> Registered:
    """Matches calls among which there are so many registrations, one like the other."""
    return Registered(times)


def _kind(call: Exchange) -> str:
    return f"{call.request.method} {call.request.target.rpartition('/')[2]}"


def _name_in(call: Exchange) -> str:
    """Whose call it is: /v1/edges/<name>/config and the like."""
    return call.request.target.rpartition("/")[0].rpartition("/")[2]


def _registered_name(call: Exchange) -> str:
    try:
        said = json.loads(call.request.body)
    except ValueError:
        return ""
    return str(said.get("edge_id", "")) if isinstance(said, dict) else ""
