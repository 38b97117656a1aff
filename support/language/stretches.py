"""Tables that say how pages, or requests, are treated in turn: 1 to 79, then 80 to 94."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.language.parameters import count, treatment
from support.language.tables import meant, rows
from support.matchers.pages import Stretch

if TYPE_CHECKING:
    from behave.runner import Context


def stretches(context: Context, what: str) -> list[Stretch]:
    """The table under the sentence, by its column of *what*; it leaves none of them out."""
    table = rows(context, what, "answer")
    found = [Stretch(*meant(row, what, _span), meant(row, "answer", treatment)) for row in table]
    for before, after in itertools.pairwise(found):
        if after.first != before.last + 1:
            msg = f"the table says nothing, or too much, of the {what} around {after.first}"
            raise BadInputError(msg)
    return found


def _span(numbers: str) -> tuple[int, int]:
    first, _, last = numbers.partition(" to ")
    return count(first), count(last or first)
