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
from typing import TYPE_CHECKING, Any, Literal

from support.errors import BadInputError, HarnessBrokenError

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
    explanation: str = ""  # what crossed the wire, where it was not as promised
    evidence: str = ""
    seconds: float = 0.0  # from opening the scenario's world to having closed it
    on_the_wire: float = 0.0  # of these, while a caller's request was under way
    passed_by: float = 0.0  # seconds of the scenario's own time, moved and not waited for


class Verdicts:
    """Kept as they are reached, one line of JSON each, so that a killed run keeps what it has."""

    def __init__(self, file: Path) -> None:
        self.reached: list[Verdict] = []
        self._path = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._file = file.open("wb", buffering=0)
        except OSError as fault:
            msg = (
                f"the verdicts cannot be kept in {file}: {fault.strerror}. "
                "Mend that, or choose another file with -D verdicts=FILE."
            )
            raise BadInputError(msg) from fault

    def add(self, verdict: Verdict) -> None:
        """Reached in any case; kept, when there is room for it."""
        self.reached.append(verdict)
        line = json.dumps(asdict(verdict), ensure_ascii=False) + "\n"
        try:
            self._file.write(line.encode())
        except OSError as fault:
            msg = (
                f"not all verdicts could be kept in {self._path}: {fault.strerror}. They stand "
                "above. Make room there, or choose another file with -D verdicts=FILE."
            )
            raise HarnessBrokenError(msg) from fault

    def count(self, word: Word) -> int:
        return Counter(each.word for each in self.reached)[word]

    def of(self, promise: str) -> list[Verdict]:
        return [each for each in self.reached if promise in each.promises]

    def close(self) -> None:
        self._file.close()


def read(file: Path) -> list[Verdict]:
    """The verdicts that a run has kept; none, when it came to none."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [_verdict(json.loads(line)) for line in lines]


def _verdict(fields: dict[str, Any]) -> Verdict:
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    whole: dict[str, Any] = {**fields, **lists}
    return Verdict(**whole)


def standing(verdicts: list[Verdict]) -> str:
    """What a promise's scenarios say together. The worst word wins; nothing is kept by silence."""
    words = {each.word for each in verdicts}
    for word, meaning in (("failed", "broken"), ("error", "inconclusive")):
        if word in words:
            return meaning
    if "passed" in words:
        return "kept"
    return "not claimed" if words else "unproven"
