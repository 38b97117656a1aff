"""Tables and quoted documents of a feature, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import SetupBrokenError

if TYPE_CHECKING:
    from behave.runner import Context


def pairs(context: Context, *columns: str) -> list[tuple[str, str]]:
    """The rows of a table of two columns, which must be called as they are here."""
    if context.table is None or tuple(context.table.headings) != columns:
        seen = "no table" if context.table is None else f"| {' | '.join(context.table.headings)} |"
        msg = f"this sentence needs a table | {' | '.join(columns)} |, and there is {seen}"
        raise SetupBrokenError(msg)
    return [(row.cells[0], row.cells[1]) for row in context.table]


def quoted(context: Context) -> str:
    """The document that is quoted under a sentence."""
    if context.text is None:
        msg = 'this sentence needs a document, quoted between """ and """'
        raise SetupBrokenError(msg)
    return str(context.text)
