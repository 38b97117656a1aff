"""Short reports: the same in three forms, and text from outside is text in each of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from support.reports.pages import Item, Page, Section, Table
from support.reports.pages.html import html
from support.reports.pages.markdown import markdown
from support.reports.pages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

NASTY = (
    "<script>alert(1)</script> \"><b onclick='x'> {{ 7*7 }} | `code` [a](http://b) *x* c\\_d "
    "@team #12 &amp; \x1b[31m \u202e\n# big\n</details>"
)
PAGE = Page(
    NASTY,
    (NASTY,),
    (
        Section(NASTY, (Table(("a", NASTY), ((NASTY, NASTY),), words=0), Item(NASTY, (NASTY,)))),
        Section(NASTY, (Item(NASTY),), folded=True),
    ),
)


class _Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_a_page_shows_markup_as_text() -> None:
    """No tag, no attribute and nothing to be filled in comes from what is told."""
    seen = _Seen(html(PAGE))
    assert not seen.tags & {"script", "b"}
    assert "onclick" not in seen.attributes
    assert sum("<script>alert(1)</script>" in each for each in seen.said) >= 8
    assert "{{ 7*7 }}" in html(PAGE)
    assert "http" not in re.sub(re.escape("http://b"), "", html(PAGE))


def test_markdown_shows_markup_as_text() -> None:
    """Nothing ends a cell, opens a tag, summons a team or begins a heading."""
    made = markdown(PAGE)
    assert not re.search(r"(?<!\\)<(script|b )", made)
    assert "@team" not in made
    assert [line for line in made.splitlines() if line.startswith(("# ", "</d"))] == ["</details>"]
    (row,) = (line for line in made.splitlines() if line.startswith(r"| \<script"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 3
    shown = [line for line in made.splitlines() if not line.startswith("<details>")]
    assert not re.search(r"(?<!\\)[`*_\[]", "\n".join(shown))  # in the others it is HTML
    assert r"c\\\_d" in made


def test_a_terminal_is_not_steered() -> None:
    """Escapes are shown, and no line is turned around."""
    assert r"\x1b[31m" in text(PAGE)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text(PAGE))


def test_what_has_no_room_is_named() -> None:
    """A comment on a pull request takes so much and no more; what is left out is told."""
    long = tuple(Item("x" * 1000) for _ in range(70))
    made = markdown(Page("All", (), (Section("Long", long), Section("Short", (Item("here"),)))))
    assert len(made) < 65_536
    assert "here" in made
    assert made.endswith("No room was left for: Long\n")


def test_columns_stand_below_each_other() -> None:
    """The last one goes on below itself, and no place is broken in two."""
    place = f"features/{'very-' * 25}long.feature:12"
    table = Table(("", "word", "what"), (("A", "kept", "so " * 60), ("BB", "x", place)))
    lines = text(Page("All", (), (Section("One", (table,)),))).splitlines()
    assert lines[2:4] == ["One:", "      word  what"]
    assert lines[4].startswith("  A   kept  so so")
    assert lines[5].startswith("            so so")
    assert place in "\n".join(lines)


def test_the_same_twice() -> None:
    """The same records give the same bytes."""
    makers: tuple[Callable[[Page], str], ...] = (text, markdown, html)
    assert [make(PAGE) for make in makers] == [make(PAGE) for make in makers]
