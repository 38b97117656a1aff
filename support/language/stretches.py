"""Tables that say how pages one after the other are treated: 1 to 79, then 80 to 94."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from support.errors import HarnessBrokenError
from support.language.parameters import count, treatment
from support.matchers.pages import Stretch

if TYPE_CHECKING:
    from behave.runner import Context


def stretches(context: Context) -> list[Stretch]:
    """The table under the sentence; it leaves no page out."""
    if context.table is None:
        msg = "a table of pages and answers belongs under this sentence"
        raise HarnessBrokenError(msg)
    found = [_stretch(row["pages"], row["answer"]) for row in context.table]
    for before, after in itertools.pairwise(found):
        if after.first != before.last + 1:
            msg = f"the table says nothing, or too much, of the pages around {after.first}"
            raise HarnessBrokenError(msg)
    return found


def _stretch(pages: str, answer: str) -> Stretch:
    first, _, last = pages.partition(" to ")
    return Stretch(count(first), count(last or first), treatment(answer))
