"""Tables that say how fast requests may come, a line for each of those who are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.language.parameters import count, duration
from support.language.tables import meant, rows
from support.targets.policy import Rate

if TYPE_CHECKING:
    from behave.runner import Context


def rates(context: Context, who: str) -> dict[str, Rate]:
    """The lines of the table by what stands in its first column."""
    found = rows(context, who, "at once", "more", "every")
    return {
        row[who]: Rate(
            meant(row, "more", count), meant(row, "every", duration), meant(row, "at once", count)
        )
        for row in found
    }
