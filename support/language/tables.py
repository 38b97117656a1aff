"""Tables and quoted documents of a feature, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import BadInputError

if TYPE_CHECKING:
    from behave.runner import Context


def pairs(context: Context, *columns: str) -> list[tuple[str, str]]:
    """The rows of a table of two columns, which must be called as they are here."""
    return [(row[columns[0]], row[columns[1]]) for row in rows(context, *columns)]


def counted(context: Context, *columns: str) -> dict[tuple[str, str], int]:
    """The rows of a table of two columns and a number, as how often each pair is there."""
    first, second, times = columns
    found = rows(context, *columns)
    return {(row[first], row[second]): int(row[times].replace(",", "")) for row in found}


def rows(context: Context, *columns: str) -> list[dict[str, str]]:
    """The rows of a table whose columns must be called as they are here."""
    if context.table is None or tuple(context.table.headings) != columns:
        seen = "no table" if context.table is None else f"| {' | '.join(context.table.headings)} |"
        wanted = f"| {' | '.join(columns)} |"
        msg = f"this sentence needs a table with the columns {wanted}, and there is {seen}"
        raise BadInputError(msg)
    return [dict(zip(columns, row.cells, strict=True)) for row in context.table]


def quoted(context: Context) -> str:
    """The document that is quoted under a sentence."""
    if context.text is None:
        msg = 'this sentence needs a document, quoted between """ and """'
        raise BadInputError(msg)
    return str(context.text)
