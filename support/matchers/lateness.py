"""How late an answer was, on the scenario's clock: to the moment, and not about so late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

_DUST = 1e-5  # seconds; a gateway may count time in small parts


class LateBy(Judgement[Exchange]):
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def expected(self) -> str:
        return f"an answer that is {self._seconds:g} seconds late"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.took is not None and abs(item.took - self._seconds) > _DUST:
            yield f"it was {item.took:g} seconds late, not {self._seconds:g}"


def late_by(seconds: float) -> LateBy:
    """Matches an exchange that was kept back for exactly so long; 0: not at all."""
    return LateBy(seconds)


class CalledLate(Judgement[list[Exchange]]):
    def __init__(self, asked: Exchange, seconds: float) -> None:
        self._asked = asked
        self._seconds = seconds

    def expected(self) -> str:
        return f"one call, {self._seconds:g} seconds after the caller asked"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) != 1:
            yield f"there were {len(item)} calls"
        for each in item:
            late = each.began.time - self._asked.began.time
            if abs(late - self._seconds) > _DUST:
                yield f"it was called after {late:g} seconds, not {self._seconds:g}"


def called_late(asked: Exchange, seconds: float) -> CalledLate:
    """Matches the one call to a neighbour that was made exactly so long after *asked* began."""
    return CalledLate(asked, seconds)
