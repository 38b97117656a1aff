"""What a refusal tells about the way of a request: how often it has passed through the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect


class PassedThrough(Judgement[Exchange]):
    def __init__(self, times: int, dialect: Dialect) -> None:
        self._times = times
        self._header = dialect.headers.hops

    def expected(self) -> str:
        return f"to be told of {self._times} passages"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if self._header is None:
            yield "the target file does not say where this is told ([dialect.headers] hops)"
        elif item.response is not None:
            seen = item.response.header(self._header)
            if seen != str(self._times):
                yield f"{self._header} was {seen or 'absent'}, not {self._times}"


def passed_through(times: int, dialect: Dialect) -> PassedThrough:
    """Matches an exchange whose answer tells of so many passages."""
    return PassedThrough(times, dialect)
