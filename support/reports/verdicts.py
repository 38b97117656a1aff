"""The verdicts of one run: what each scenario says about the promises it proves.

passed       the promise was kept
failed       the gateway broke it: a matcher in a Then did not match
error        nothing was proved: a Given could not be brought about, or the judges' side broke
not claimed  the gateway does not claim an ability that the scenario needs; the reason is kept
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
    seconds: float = 0.0  # from opening the scenario's world to having closed it
    on_the_wire: float = 0.0  # of these, while a caller's request was under way
    passed_by: float = 0.0  # seconds of the scenario's own time, moved and not waited for


def standing(verdicts: list[Verdict]) -> str:
    """What a promise's scenarios say together. The worst word wins; nothing is kept by silence."""
    words = {each.word for each in verdicts}
    for word, meaning in (("failed", "broken"), ("error", "inconclusive")):
        if word in words:
            return meaning
    if "passed" in words:
        return "kept"
    return "not claimed" if words else "unproven"
