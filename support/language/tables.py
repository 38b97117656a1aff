"""Tables and quoted documents of a feature, as plain values.

Whoever reads what stands under a sentence takes it, so that what nobody has read is found out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from support.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from behave.runner import Context

_T = TypeVar("_T")
_PART = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 section 5.1: the name of a field


def pairs(context: Context, *columns: str) -> list[tuple[str, str]]:
    """The rows of a table of two columns, which must be called as they are here."""
    return [(row[columns[0]], row[columns[1]]) for row in rows(context, *columns)]


def parts(context: Context) -> list[tuple[str, str]]:
    """The rows of a table of what a message has to say in its parts."""
    found = rows(context, "part", "value")
    return [(meant(row, "part", _part), row["value"]) for row in found]


def counted(context: Context, *columns: str) -> dict[tuple[str, str], int]:
    """The rows of a table of two columns and a number, as how often each pair is there."""
    first, second, times = columns
    found = rows(context, *columns)
    return {(row[first], row[second]): meant(row, times, _whole_number) for row in found}


def rows(context: Context, *columns: str) -> list[dict[str, str]]:
    """The rows of a table whose columns must be called as they are here."""
    if context.table is None or tuple(context.table.headings) != columns:
        seen = "no table" if context.table is None else f"| {' | '.join(context.table.headings)} |"
        wanted = f"| {' | '.join(columns)} |"
        msg = f"this sentence needs a table with the columns {wanted}, and there is {seen}"
        raise BadInputError(msg)
    table, context.table = context.table, None
    return [dict(zip(columns, row.cells, strict=True)) for row in table]


def meant(row: dict[str, str], column: str, meaning: Callable[[str], _T]) -> _T:
    """What a cell means, which is told by name where it means nothing."""
    try:
        return meaning(row[column])
    except (ValueError, LookupError) as fault:
        msg = (
            f"the table's column {column!r} has {row[column]!r}, which means nothing there; mend it"
        )
        raise BadInputError(msg) from fault


def _part(text: str) -> str:
    """What no message can have no gateway is to blame for."""
    if not _PART.fullmatch(text):
        raise ValueError(text)
    return text


def _whole_number(text: str) -> int:
    return int(text.replace(",", ""))


def quoted(context: Context) -> str:
    """The document that is quoted under a sentence."""
    if context.text is None:
        msg = 'this sentence needs a document, quoted between """ and """'
        raise BadInputError(msg)
    text, context.text = context.text, None
    return str(text)
