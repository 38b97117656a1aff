"""A report for a terminal: columns stand below each other, the last goes on below itself."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from support.reports.pages import Table
from support.reports.plain_text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.pages import Page, Section

_WIDTH = 110


def text(page: Page) -> str:
    lines = [on_one_line(page.title), *(_filled("", each) for each in page.told)]
    for each in page.sections:
        lines += ["", *_section(each)]
    return "\n".join(lines) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"{on_one_line(section.title)}:"
    for part in section.parts:
        if isinstance(part, Table):
            yield from _table(part)
        else:
            yield _filled("  ", part.text)
            yield from (_filled("    ", each) for each in part.inner)


def _table(table: Table) -> Iterator[str]:
    rows = [tuple(map(on_one_line, row)) for row in (table.headings, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for *cells, last in rows:
        head = "".join(f"{each:{width}}  " for each, width in zip(cells, widths, strict=True))
        yield _filled(f"  {head}", last).rstrip()


def _filled(head: str, said: str) -> str:
    width = max(_WIDTH, len(head) + 40)
    inner = " " * len(head)
    filled = fill(
        on_one_line(said),
        width,
        initial_indent=head,
        subsequent_indent=inner,
        break_on_hyphens=False,
        break_long_words=False,  # a place can be copied as it stands
    )
    return filled or head
