"""What several requests of one When got: each of them, or only one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_TOLD = 3  # differences; the others are like them


class Each(Judgement[list[Exchange]]):
    """All of them alike, but for one that is looked for in its place."""

    def __init__(
        self,
        usual: Judgement[Exchange],
        nth: int | None = None,
        other: Judgement[Exchange] | None = None,
    ) -> None:
        self._usual = usual
        self._nth = nth
        self._other = other

    def expected(self) -> str:
        if self._other is None:
            return f"each to get {self._usual.expected()}"
        return f"number {self._nth} to get {self._other.expected()}, and no other"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) < (self._nth or 1):
            yield f"there were only {len(item)} requests"
        told = 0
        for number, exchange in enumerate(item, start=1):
            wanted = self._other if number == self._nth and self._other else self._usual
            found = "; ".join(wanted.differences(exchange))
            told += bool(found)
            if found and told <= _MOST_TOLD:
                yield f"number {number} of {len(item)}: {found}"
        if told > _MOST_TOLD:
            yield f"and {told - _MOST_TOLD} more"


def each(usual: Judgement[Exchange]) -> Each:
    """Matches exchanges that are all as *usual* says; there must be at least one."""
    return Each(usual)


def only_the(nth: int, other: Judgement[Exchange], usual: Judgement[Exchange]) -> Each:
    """Matches exchanges of which the nth is as *other* says, and every other one as usual."""
    return Each(usual, nth, other)
