"""What the gateway says to its control plane, spelt out literally: the wire contract of edges."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.matchers.acknowledgements import acknowledgements, read
from support.matchers.differences import Judgement
from support.matchers.spelling import fits
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.wire.exchange import Request

Calls = list[Exchange]
Parts = list[tuple[str, str]]


class OneCall(Judgement[Calls]):
    """One call of its kind, and each of these parts of it as it is spelt; "..." is anything."""

    def __init__(self, kind: str, parts: Parts) -> None:
        self._kind = kind
        self._parts = parts

    def expected(self) -> str:
        return f"one call ending in {self._kind} with {self._spelt_out()}"

    def differences(self, item: Calls) -> Iterator[str]:
        calls = [each for each in item if each.request.target.endswith(self._kind)]
        if len(calls) != 1:
            yield f"there were {len(calls)} calls ending in {self._kind}"
        for call in calls[:1]:
            for name, wanted in self._parts:
                seen = _part(call.request, name)
                if not fits(seen, wanted):
                    yield f"{name} was {seen}, not {wanted}"

    def _spelt_out(self) -> str:
        return ", ".join(f"{name}: {value}" for name, value in self._parts)


def one_call(kind: str, parts: Parts) -> OneCall:
    """Matches calls of which one ends in *kind* and has these parts: `call`, or a header."""
    return OneCall(kind, parts)


class SaysOfABundle(Judgement[Calls]):
    """One acknowledgement of exactly these keys, each value in the spelling of JSON."""

    def __init__(self, parts: Parts) -> None:
        self._parts = dict(parts)

    def expected(self) -> str:
        return "one acknowledgement with " + ", ".join(f"{k}: {v}" for k, v in self._parts.items())

    def differences(self, item: Calls) -> Iterator[str]:
        told = acknowledgements(item)
        if len(told) != 1:
            yield f"there were {len(told)} acknowledgements"
        for each in told[:1]:
            said = read(each.request.body)
            if said is None:
                yield f"it was no object: {each.request.body[:200]!r}"
                return
            for key, wanted in self._parts.items():
                seen = json.dumps(said[key]) if key in said else "absent"
                if not fits(seen, wanted):
                    yield f"{key} was {seen}, not {wanted}"
            if others := sorted(said.keys() - self._parts.keys()):
                yield f"it also said {', '.join(others)}"


def says_of_a_bundle(parts: Parts) -> SaysOfABundle:
    """Matches calls with one acknowledgement that says exactly this."""
    return SaysOfABundle(parts)


def _part(request: Request, name: str) -> str:
    if name == "call":
        return f"{request.method} {request.target}"
    values = request.header_values(name)
    return ", then ".join(values) or "absent"
