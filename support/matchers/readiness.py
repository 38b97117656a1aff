"""What the gateway says of itself to whoever sends traffic: live, ready, or why it is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement, unanswered
from support.matchers.secrecy import address_in
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect
    from support.wire.exchange import Response


class SaysOfItself(Judgement[Exchange]):
    """One status, and a small object that says so in words, where the gateway has words for it."""

    def __init__(self, status: int, word: str | None, parts: dict[str, Any]) -> None:
        self._status = status
        self._parts = parts if word is None else {"status": word, **parts}

    def expected(self) -> str:
        return f"status {self._status}" + (f" and {json.dumps(self._parts)}" if self._parts else "")

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is not None:
            yield from self._about(item.response)

    def _about(self, response: Response) -> Iterator[str]:
        if response.status != self._status:
            yield f"status was {response.status}"
        if not self._parts:
            return
        kind = response.header("Content-Type") or "absent"
        if kind.partition(";")[0].strip().lower() != "application/json":
            yield f"Content-Type was {kind}"
        said = _object(response.body)
        if said is None:
            yield f"the body was no object: {response.body[:200]!r}"
            return
        yield from self._about_parts(said)

    def _about_parts(self, said: dict[str, Any]) -> Iterator[str]:
        for key, value in self._parts.items():
            if type(said.get(key)) is not type(value) or said[key] != value:
                yield f"{key} was {json.dumps(said.get(key))}, not {json.dumps(value)}"


class NotReady(SaysOfItself):
    """Likewise, with the reason, and no word of a policy; people are told more."""

    def __init__(self, phrase: str, dialect: Dialect) -> None:
        keys = dialect.readiness
        told = {keys.reason: keys.reasons.get(phrase)} if keys.reason else {}
        super().__init__(503, keys.words.get("not ready"), told)
        self._keys = keys

    def _about_parts(self, said: dict[str, Any]) -> Iterator[str]:
        yield from super()._about_parts(said)
        if self._keys.policy in said:
            yield f"it spoke of policy {json.dumps(said[self._keys.policy])}"
        if self._keys.detail:
            yield from _about_the_detail(self._keys.detail, said.get(self._keys.detail))


def live(dialect: Dialect) -> SaysOfItself:
    """Matches the look at a gateway that is there."""
    return SaysOfItself(200, dialect.readiness.words.get("live"), {})


def ready(dialect: Dialect, version: int | None = None) -> SaysOfItself:
    """Matches the look at a gateway that works, under this policy where one is named."""
    key, word = dialect.readiness.policy, dialect.readiness.words.get("ready")
    return SaysOfItself(200, word, {key: version} if key and version is not None else {})


def not_ready(phrase: str, dialect: Dialect) -> NotReady:
    """Matches the look at a gateway that should not be sent anything, and says *phrase*."""
    return NotReady(phrase, dialect)


def _about_the_detail(key: str, said: object) -> Iterator[str]:
    """Something to read for people; whoever looks may be a stranger."""
    if not (isinstance(said, str) and said.strip()):
        yield f"{key} was {json.dumps(said)}"
    elif address := address_in(said):
        yield f"{key} named an address: {address}"


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        parsed = json.loads(body)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None
