"""The verdicts of one run: what each scenario says about the promises it proves.

passed       the promise was kept
failed       the gateway broke it: a matcher in a Then did not match
error        nothing was proved: a Given could not be brought about, or the judges' side broke
not claimed  the gateway does not claim an ability that the scenario needs; the reason is kept
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

Word = Literal["passed", "failed", "error", "not claimed"]


@dataclass(frozen=True, slots=True)
class Verdict:
    scenario: str  # features/loops/repeated_requests.feature:31
    title: str
    promises: tuple[str, ...]
    needs: tuple[str, ...]
    word: Word
    step: str = ""  # where it failed, erred or was given up
    message: str = ""  # why
    evidence: str = ""
    seconds: float = 0.0  # from opening the scenario's world to having closed it
    on_the_wire: float = 0.0  # of these, while a caller's request was under way
    passed_by: float = 0.0  # seconds of the scenario's own time, moved and not waited for


class Verdicts:
    """Kept as they are reached, one line of JSON each, so that a killed run keeps what it has."""

    def __init__(self, file: Path) -> None:
        self.reached: list[Verdict] = []
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file.open("w", encoding="utf-8")

    def add(self, verdict: Verdict) -> None:
        self.reached.append(verdict)
        self._file.write(json.dumps(asdict(verdict), ensure_ascii=False) + "\n")
        self._file.flush()

    def count(self, word: Word) -> int:
        return Counter(each.word for each in self.reached)[word]

    def of(self, promise: str) -> list[Verdict]:
        return [each for each in self.reached if promise in each.promises]

    def close(self) -> None:
        self._file.close()


def standing(verdicts: list[Verdict]) -> str:
    """What a promise's scenarios say together. The worst word wins; nothing is kept by silence."""
    words = {each.word for each in verdicts}
    for word, meaning in (("failed", "broken"), ("error", "inconclusive")):
        if word in words:
            return meaning
    if "passed" in words:
        return "kept"
    return "not claimed" if words else "unproven"
