"""A report for a pull request: short, with everything that is looked up folded."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from support.reports.pages import Table
from support.reports.pages.text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.pages import Page, Section

_MOST = 60_000  # characters; GitHub refuses a comment of more than 65,536
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+.!|~&$:-]")
_NOBODY = "@<!-- -->"
_SUMMONS = re.compile("@(?=\\w)")  # would call somebody of that name


def markdown(page: Page) -> str:
    """What there is no room for is named; nothing is cut in the middle."""
    made = "".join(f"{each}\n\n" for each in (f"## {_text(page.title)}", *map(_text, page.told)))
    left_out = []
    for section in page.sections:
        block = "\n".join([*_section(section), ""]) + "\n"
        if len(made) + len(block) > _MOST:
            left_out.append(_text(section.title))
        else:
            made += block
    return made + (f"No room was left for: {', '.join(left_out)}\n" if left_out else "")


def _section(section: Section) -> Iterator[str]:
    if section.folded:
        title = _SUMMONS.sub(_NOBODY, escape(on_one_line(section.title)))
        yield f"<details><summary>{title}</summary>\n"
    else:
        yield f"### {_text(section.title)}\n"
    for part in section.parts:
        if isinstance(part, Table):
            yield from _table(part)
        else:
            yield f"- {_text(part.text)}"
            yield from (f"  - {_text(each)}" for each in part.inner)
    if section.folded:
        yield "\n</details>"


def _table(table: Table) -> Iterator[str]:
    yield _row(table.headings)
    yield "|" + "---|" * len(table.headings)
    yield from map(_row, table.rows)
    yield ""


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(_text, cells))} |"


def _text(said: str) -> str:
    return _SUMMONS.sub(_NOBODY, _SPECIAL.sub(r"\\\g<0>", on_one_line(said)))
