"""What a caller is told about its own repetitions: how often, and that it has been noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect


class CountedAs(Judgement[Exchange]):
    def __init__(self, nth: int, dialect: Dialect) -> None:
        self._nth = nth
        self._header = dialect.headers.loop_count

    def expected(self) -> str:
        return f"to be told that it was time number {self._nth}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if self._header is None:
            yield "the target file does not say where this is told ([dialect.headers] loop_count)"
        elif item.response is not None:
            seen = item.response.header(self._header)
            if seen != str(self._nth):
                yield f"{self._header} was {seen or 'absent'}, not {self._nth}"


def counted_as(nth: int, dialect: Dialect) -> CountedAs:
    """Matches an exchange whose answer tells that the request came for the nth time."""
    return CountedAs(nth, dialect)


class NothingSaid(Judgement[Exchange]):
    def __init__(self, dialect: Dialect) -> None:
        headers = dialect.headers
        self._silent = [name for name in (headers.loop_count, headers.warning) if name]

    def expected(self) -> str:
        return "an answer that does not speak of repetitions"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        for name in self._silent if item.response is not None else ():
            if (seen := item.response and item.response.header(name)) is not None:
                yield f"{name} was {seen}, though nothing was to be said"


def nothing_said(dialect: Dialect) -> NothingSaid:
    """Matches an exchange whose answer has neither a count nor a warning."""
    return NothingSaid(dialect)
