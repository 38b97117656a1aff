"""What a refusal tells about the way of a request: how often it has passed through the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


class FoundInVia(Judgement[list[Exchange]]):
    def __init__(self, entries: Sequence[Mapping[str, str]]) -> None:
        self._entries = [each["entry"] for each in entries]

    def expected(self) -> str:
        return f"one call that came by {', '.join(self._entries)}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) != 1:
            yield f"there were {len(item)} calls"
        for each in item:
            lines = each.request.header_values("Via")
            seen = [entry.strip() for line in lines for entry in line.split(",")]
            if seen != self._entries:
                yield f"it came by {', '.join(seen) or 'nobody'}"


def found_in_via(entries: Sequence[Mapping[str, str]]) -> FoundInVia:
    """Matches the one call of a neighbour whose Via has these entries, in this order."""
    return FoundInVia(entries)
