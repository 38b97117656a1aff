"""Tables that say how pages, or requests, are treated in turn: 1 to 79, then 80 to 94."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from support.errors import HarnessBrokenError
from support.language.parameters import count, treatment
from support.matchers.pages import Stretch

if TYPE_CHECKING:
    from behave.runner import Context


def stretches(context: Context, what: str) -> list[Stretch]:
    """The table under the sentence, by its column of *what*; it leaves none of them out."""
    if context.table is None:
        msg = f"a table of {what} and answers belongs under this sentence"
        raise HarnessBrokenError(msg)
    found = [_stretch(row[what], row["answer"]) for row in context.table]
    for before, after in itertools.pairwise(found):
        if after.first != before.last + 1:
            msg = f"the table says nothing, or too much, of the {what} around {after.first}"
            raise HarnessBrokenError(msg)
    return found


def _stretch(numbers: str, answer: str) -> Stretch:
    first, _, last = numbers.partition(" to ")
    return Stretch(count(first), count(last or first), treatment(answer))
