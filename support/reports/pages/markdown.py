"""A report for a pull request: short, with everything that is looked up folded."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from support.reports.pages import Table
from support.reports.plain_text import in_markdown, nobody_called, on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.pages import Page, Section

_MOST = 60_000  # characters; GitHub refuses a comment of more than 65,536


def markdown(page: Page) -> str:
    """What there is no room for is named; nothing is cut in the middle."""
    made = "".join(
        f"{each}\n\n" for each in (f"## {in_markdown(page.title)}", *map(in_markdown, page.told))
    )
    left_out = []
    for section in page.sections:
        block = "\n".join([*_section(section), ""]) + "\n"
        if len(made) + len(block) > _MOST:
            left_out.append(in_markdown(section.title))
        else:
            made += block
    return made + (f"No room was left for: {', '.join(left_out)}\n" if left_out else "")


def _section(section: Section) -> Iterator[str]:
    if section.folded:
        title = nobody_called(escape(on_one_line(section.title)))
        yield f"<details><summary>{title}</summary>\n"
    else:
        yield f"### {in_markdown(section.title)}\n"
    for part in section.parts:
        if isinstance(part, Table):
            yield from _table(part)
        else:
            yield f"- {in_markdown(part.text)}"
            yield from (f"  - {in_markdown(each)}" for each in part.inner)
    if section.folded:
        yield "\n</details>"


def _table(table: Table) -> Iterator[str]:
    yield _row(table.headings)
    yield "|" + "---|" * len(table.headings)
    yield from map(_row, table.rows)
    yield ""


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(in_markdown, cells))} |"
