"""A short report in blocks, which are written the same way as text, as Markdown and as a page.

Rule: whoever makes a report says what it says; only the three writers know how their format
escapes, and all text is text to them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int | None = None  # the first column that holds standings or verdicts, up to the last


@dataclass(frozen=True)
class Item:
    text: str
    inner: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    title: str
    parts: tuple[Table | Item, ...]
    folded: bool = False  # what is looked up, not read; a terminal cannot fold


@dataclass(frozen=True)
class Page:
    title: str
    told: tuple[str, ...]  # a paragraph each
    sections: tuple[Section, ...]


def of(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
