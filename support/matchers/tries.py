"""When the gateway called its control plane, and when it left it in peace."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from support.evidence.tries import Try
from support.matchers.differences import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGER_BY = 0.1  # of a pause: chance may add so much, and takes nothing away
_DUST = 1e-6  # seconds: what floating point may be off by


class Tried(Judgement[list[Try]]):
    def __init__(self, times: int) -> None:
        self._times = times

    def expected(self) -> str:
        return f"{self._times} calls to the control plane"

    def differences(self, item: list[Try]) -> Iterator[str]:
        if len(item) != self._times:
            what = ", ".join(f"{each.what} at {each.began:.1f}" for each in item) or "none"
            yield f"calls: {len(item)} ({what})"


def tried(times: int) -> Tried:
    """Matches the tries to call the control plane when there are exactly so many."""
    return Tried(times)


class Paused(Judgement[list[Try]]):
    def __init__(self, pauses: Sequence[float]) -> None:
        self._pauses = pauses

    def expected(self) -> str:
        spoken = ", ".join(f"{each:g}" for each in self._pauses)
        return f"tries with pauses of {spoken} seconds between them, a tenth longer at most"

    def differences(self, item: list[Try]) -> Iterator[str]:
        if len(item) <= len(self._pauses):
            yield f"there were {len(item)} tries, too few for {len(self._pauses)} pauses"
        for place, wanted in enumerate(self._pauses[: len(item) - 1]):
            ended, began = item[place].ended, item[place + 1].began
            if ended is None:
                yield f"try {place + 1} did not end before the next one began"
                continue
            if not wanted - _DUST <= began - ended <= wanted * (1 + _LONGER_BY) + _DUST:
                yield f"pause {place + 1} lasted {began - ended:.3f} seconds, not {wanted:g}"


def paused(pauses: Sequence[float]) -> Paused:
    """Matches tries whose first pauses are these, each a tenth longer at most."""
    return Paused(pauses)


class NotToTheSecond(Judgement[list[Try]]):
    def __init__(self, pauses: Sequence[float]) -> None:
        self._pauses = pauses

    def expected(self) -> str:
        return "chance to make pauses a little longer, so that not all gateways call together"

    def differences(self, item: list[Try]) -> Iterator[str]:
        pairs = zip(pairwise(item), self._pauses, strict=False)
        exact = [abs(b.began - (a.ended or a.began) - wanted) <= _DUST for (a, b), wanted in pairs]
        if len(exact) < len(self._pauses) or all(exact):
            yield f"{exact.count(True)} of {len(self._pauses)} pauses were exact to the second"


def not_to_the_second(pauses: Sequence[float]) -> NotToTheSecond:
    """Matches tries whose first pauses are not all exactly these: some are lengthened by chance."""
    return NotToTheSecond(pauses)


class Apart(Judgement[list[Try]]):
    def __init__(self, what: str, seconds: float) -> None:
        self._what = what
        self._seconds = seconds

    def expected(self) -> str:
        return f"calls of {self._what}, {self._seconds:g} seconds apart"

    def differences(self, item: list[Try]) -> Iterator[str]:
        moments = [each.began for each in item if each.what.endswith(self._what)]
        if len(moments) < 2:
            yield f"there were {len(moments)} calls of {self._what}"
        for earlier, later in pairwise(moments):
            if abs(later - earlier - self._seconds) > _DUST:
                yield f"two calls of {self._what} were {later - earlier:.3f} seconds apart"


def apart(what: str, seconds: float) -> Apart:
    """Matches tries among which those of *what* come exactly so many seconds apart."""
    return Apart(what, seconds)
