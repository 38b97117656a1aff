"""What must not be said to somebody: a secret, wherever in a request it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.wire.exchange import Request


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


def _parts(request: Request) -> Iterator[str]:
    yield request.target
    yield from (value for _, value in request.headers)
    yield request.body.decode("utf-8", "replace")
