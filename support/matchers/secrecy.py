"""What must not be said to somebody: a secret, or where somebody lives who is not for callers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.wire.exchange import Request

_ADDRESS = re.compile(r"\w+://\S*|\b\d{1,3}(\.\d{1,3}){3}\b|\b[\w.-]+:\d{2,5}\b")


class Without(Judgement[list[Exchange]]):
    def __init__(self, secret: str, called: str) -> None:
        self._secret = secret
        self._called = called

    def expected(self) -> str:
        return f"no request that brings {self._called} along"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        for each in item:
            if any(self._secret in part for part in _parts(each.request)):
                shown = each.request.target.replace(self._secret, "(hidden)")
                yield f"{each.request.method} {shown} brought {self._called} along"


def without(secret: str, called: str) -> Without:
    """Matches requests of which none has the secret in it; it is not repeated where one has."""
    return Without(secret, called)


def address_in(text: str) -> str | None:
    """The first thing in a text that tells where on a network somebody is to be found."""
    found = _ADDRESS.search(text)
    return found[0] if found else None


def given_away(message: str, asked: Request) -> Iterator[str]:
    """What an error says is read by strangers and stands in logs: no key, no address of ours."""
    shown = (line.partition(" ")[2].strip() for line in asked.header_values("Authorization"))
    if any(key and key in message for key in shown):
        yield "error.message repeated the key that was shown"
    if address := address_in(message):
        yield f"error.message named an address: {address}"


def _parts(request: Request) -> Iterator[str]:
    yield request.target
    yield from (value for _, value in request.headers)
    yield request.body.decode("utf-8", "replace")
