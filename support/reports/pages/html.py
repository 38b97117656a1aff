"""A report as one page that needs nothing beside it: no script, no other file, no network."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from support.reports.pages import Page, Table
from support.reports.plain_text import on_one_line

_HERE = Path(__file__).parent
_LOOKS = {"good": ("kept", "passed"), "bad": ("broken", "failed")}
_OPEN = ("inconclusive", "error", "harness fault")


def html(page: Page) -> str:
    """Everything is escaped by the engine; a name that the template does not know is an error."""
    engine = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.filters["shown"] = on_one_line
    engine.tests["table"] = lambda part: isinstance(part, Table)
    return engine.get_template("page.html").render(page=page, look=_look)


def _look(table: Table, column: int, cell: str) -> str:
    if table.words is None or not table.words <= column < len(table.headings) - 1:
        return ""
    found = (look for look, words in _LOOKS.items() if cell.startswith(words))
    return next(found, "open" if cell.startswith(_OPEN) else "still")
