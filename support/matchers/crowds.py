"""How many of many were answered and how many refused; each as a single one would have to be."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.matchers.answers import Answered
    from support.matchers.refusals import RefusedBecause


class Shared(Judgement[list[Exchange]]):
    def __init__(
        self, answers: int, answer: Answered, refusals: int, refusal: RefusedBecause
    ) -> None:
        self._answers = answers
        self._answer = answer
        self._refusals = refusals
        self._refusal = refusal

    def expected(self) -> str:
        return f"{self._answers} answers, and {self._refusals} times {self._refusal.expected()}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        answers = [each for each in item if self._answer.matches(each)]
        others = [each for each in item if not self._answer.matches(each)]
        if len(answers) != self._answers:
            yield f"{len(answers)} were answered"
        if len(others) != self._refusals:
            yield f"{len(others)} were not"
        strange = Counter("; ".join(self._refusal.differences(each)) for each in others)
        for said, times in sorted(strange.items()):
            if said:
                yield f"{times} times {said}"


def shared(answers: int, answer: Answered, refusals: int, refusal: RefusedBecause) -> Shared:
    """Matches so many answers and so many refusals, in any order."""
    return Shared(answers, answer, refusals, refusal)


class FirstCome(Judgement[list[Exchange]]):
    def __init__(
        self, answers: int, answer: Answered, refusals: int, refusal: RefusedBecause
    ) -> None:
        self._wanted: list[Judgement[Exchange]] = [answer] * answers + [refusal] * refusals

    def expected(self) -> str:
        runs = itertools.groupby(each.expected() for each in self._wanted)
        return ", then ".join(f"{len(list(run))} times {wanted}" for wanted, run in runs)

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) != len(self._wanted):
            yield f"there were {len(item)} requests, not {len(self._wanted)}"
        for number, (seen, wanted) in enumerate(zip(item, self._wanted, strict=False), 1):
            if said := "; ".join(wanted.differences(seen)):
                yield f"number {number}: {said}"


def first_come(answers: int, answer: Answered, refusals: int, refusal: RefusedBecause) -> FirstCome:
    """Matches so many answers, and after the last of them so many refusals."""
    return FirstCome(answers, answer, refusals, refusal)
