"""A history as it stood when one of its sentences was judged.

Rule 1: a sentence was judged by what had happened before the next one was said. Rule 2: what ended
later was still open then, and what it had said by then was not yet written down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from support.evidence.ledger import OVER, SAID, Happening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from support.evidence.written import Entry
    from support.wire.exchange import Moment


@dataclass(frozen=True, slots=True)
class Passage:
    """What happened while a sentence was at work: entries from one number up to another."""

    sentence: str
    since: int
    until: int

    def so_far(self, history: Sequence[Entry]) -> list[Entry]:
        """Everything that could be known at its end."""
        return [_known(each, self.until) for each in history[: self.until]]


def passages(history: Sequence[Entry]) -> list[Passage]:
    """One for each sentence that was said, in that order."""
    bounds = [
        (number, each)
        for number, each in enumerate(history)
        if isinstance(each, Happening) and each.kind in {SAID, OVER}
    ]
    ends = [number for number, _ in bounds[1:]] + [len(history)]
    return [
        Passage(each.text, number + 1, end)
        for (number, each), end in zip(bounds, ends, strict=True)
        if each.kind == SAID
    ]


def _known(entry: Entry, until: int) -> Entry:
    if isinstance(entry, Happening) or _by(until, entry.ended):
        return entry
    begun = entry.response if _by(until, entry.answered) else None
    head = begun and replace(begun, pieces=())
    return replace(entry, response=head, ending="open", ended=None)


def _by(until: int, moment: Moment | None) -> bool:
    return moment is not None and moment.number <= until
