"""A scenario as its page tells it: each sentence, what became of it, and what was seen under it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from support.evidence.ledger import Happening
from support.reports.for_judges import is_for_judges
from support.reports.standings import word_of
from support.reports.under_steps import under_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.evidence.written import Entry
    from support.reports.record import Step
    from support.reports.runs import Told

_WELL = {"passed", "skipped", "untested"}


@dataclass(frozen=True)
class Sentence:
    number: int
    step: Step
    status: str  # behave's word; "untested" where it was never reached
    seen: Sequence[Entry]
    at_fault: bool


def before(history: Sequence[Entry]) -> list[Entry]:
    """What was seen before anything was said."""
    first = takewhile(lambda each: not _said(each), history)
    return [each for each in first if not is_for_judges(each)]


def sentences(told: Told, history: list[Entry]) -> Iterator[Sentence]:
    walked = told.judged.steps if told.judged else ()
    seen = under_steps(told, history)
    fault = _at_fault(told)
    for number, step in enumerate(told.scenario.steps, 1):
        yield Sentence(
            number,
            step,
            walked[number - 1].status if number <= len(walked) else "untested",
            seen[number - 1] if number <= len(seen) else (),
            number == fault,
        )


def _at_fault(told: Told) -> int | None:
    """The first step that went wrong, where something did."""
    if told.judged is None or word_of(told) not in {"failed", "error"}:
        return None
    numbered = enumerate(told.judged.steps, 1)
    return next((number for number, each in numbered if each.status not in _WELL), None)


def _said(entry: Entry) -> bool:
    return isinstance(entry, Happening) and entry.kind == "said"
