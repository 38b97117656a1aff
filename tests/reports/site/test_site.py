"""The site as a whole: what stands on which page, and what never does."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from support.reports.runs import read
from support.reports.site.pages import site
from support.reports.site.rendering import slug
from tests.reports.a_record import began, feature, judged, record, scenario
from tests.reports.site.a_site import EVIL, GERMAN, a_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BROKEN = "promises/AA-01.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_record(tmp_path_factory.mktemp("site") / "run")


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, str]:
    run = read(folder)
    return _whole(site(run, run, []))


def _whole(made: Iterator[tuple[str, bytes]]) -> dict[str, str]:
    """Pages may come in parts."""
    pages: dict[str, str] = {}
    for name, part in made:
        pages[name] = pages.get(name, "") + part.decode()
    return pages


def _scenario(page: str, name: str) -> str:
    """What stands of one scenario on a page."""
    begin = page.index(f'<article class="scenario" id="{name}">')
    return page[begin : page.index("</article>", begin)]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.to: list[str] = []
        self.names: set[str] = set()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.add(tag)
        self.to += [said[name] or "" for name in ("href", "src") if name in said]
        self.names.add(said.get("id") or "")


def _links(page: str) -> _Links:
    found = _Links()
    found.feed(page)
    return found


def test_the_same_run_makes_the_same_bytes(folder: Path, pages: dict[str, str]) -> None:
    """Nothing on a page depends on when or where it was made."""
    run = read(folder)
    assert _whole(site(run, run, [])) == pages


def test_every_link_leads_somewhere(pages: dict[str, str]) -> None:
    """To a page of the site, and to a place on it that is there; nowhere else."""
    for name, page in pages.items():
        if not name.endswith(".html"):
            continue
        folder = name.rpartition("/")[0]
        for link in _links(page).to:
            path, _, place = link.partition("#")
            target = _beside(folder, path) if path else name
            assert target in pages, f"{name} leads to {link}"
            if place and not place.startswith("tag="):
                assert place in _links(pages[target]).names, f"{name} leads to {link}"


def _beside(folder: str, path: str) -> str:
    if path.startswith("../"):
        return path.removeprefix("../")
    return f"{folder}/{path}" if folder else path


def test_what_comes_from_outside_is_text_everywhere(pages: dict[str, str]) -> None:
    """Names, tables, messages, headers and bodies cannot bring an element with them."""
    for name, page in pages.items():
        if name.endswith(".html"):
            assert EVIL not in page, name
            assert "img" not in _links(page).tags, name
    assert "<" not in pages["search-index.js"].replace("\\u003c", "")
    assert pages[_BROKEN].count("&lt;script&gt;") >= 6  # name, description, text, header, body, ...


def test_the_front_page_adds_up(pages: dict[str, str]) -> None:
    """Two are broken or unproven and one is in error; what was not run is never kept."""
    text = re.sub(r"<[^>]+>|\s+", " ", pages["index.html"])
    assert re.search(r"1 promise is broken\. +1 of 6 promises is kept\.", text)
    for said in ("not run", "Value at risk", "400", "Streams"):
        assert said in text, said


def test_a_failure_explains_itself(pages: dict[str, str]) -> None:
    """What was expected, how to ask again, which known lie it looks like, and the picture."""
    page = pages[_BROKEN]
    for said in (
        "The promise was broken",
        "status was 200",
        "scripts/wicket replay RUN features/loops/a.feature:3",
        "Never looks.",
        "curl --include",
        '<svg xmlns="http://www.w3.org/2000/svg" class="wk-picture" role="img"',
    ):
        assert said in page, said


def test_each_sentence_has_what_was_seen_under_it(pages: dict[str, str]) -> None:
    """On the page of its promise. Headers keep order and case; nothing stands under another."""
    told = _scenario(pages[_BROKEN], "loops.a-3")
    when = told[told.index(':step-1"') : told.index(':step-2"')]
    assert "POST /v1/chat?x=&lt;b&gt;" in when
    assert "2 exchanges, 1 beside the wire" in when
    assert when.index("X-Evil") < when.index("x-evil")
    assert "curl --include" in when
    then = told[told.index(':step-2"') : told.index(':step-3"')]
    assert "exchange" not in then


def test_what_came_before_has_its_place(pages: dict[str, str]) -> None:
    """Before all sentences, and under those of the background, which are told once."""
    told = _scenario(pages[_BROKEN], "loops.a-9")
    before = told[told.index("What came before") : told.index(':step-2"')]
    assert "started" in before
    assert "a loop" in before
    assert "stood still" in before
    assert "What came before" not in _scenario(pages["promises/AA-02.html"], "loops.a-30")


def test_a_scenario_stands_under_each_of_its_promises(pages: dict[str, str]) -> None:
    """As a whole; links lead to the first of them, and each tells of the others."""
    told = _scenario(pages["promises/AA-01.html"], "loops.a-9")
    assert told == _scenario(pages["promises/AA-05.html"], "loops.a-9")
    assert 'href="AA-01.html#loops.a-9"' in told
    assert 'href="AA-05.html#loops.a-9"' in told
    assert 'href="promises/AA-01.html#loops.a-9"' in pages["scenarios.html"]
    assert not any(name.startswith("scenarios/") for name in pages)


def test_each_row_has_what_was_seen_in_it(pages: dict[str, str]) -> None:
    """Beneath its table, which leads to it."""
    page = pages["promises/AA-02.html"]
    assert 'href="#loops.a-21"' in page
    assert page.index("Row by row") < page.index('id="loops.a-21"')
    assert "POST /v1/chat?x=&lt;b&gt;" in _scenario(page, "loops.a-21")


def test_no_name_stands_twice_on_a_page(pages: dict[str, str]) -> None:
    """Or a link into it would lead to either."""
    for name, page in pages.items():
        names = re.findall(r'<[^>]* id="([^"]*)"', page) if name.endswith(".html") else []
        assert len(names) == len(set(names)), name


def test_of_a_gateway_that_keeps_nothing_nothing_may_be_kept(pages: dict[str, str]) -> None:
    """It is told where others have the scenario that catches them."""
    assert pages["lies.html"].count("not one scenario may pass") == 1


def test_other_languages_keep_their_words(pages: dict[str, str]) -> None:
    """Their keywords are shown, and a screen reader is told the language."""
    page = pages["promises/AA-05.html"]
    assert 'lang="de"' in page
    assert "Funktionalität" in page
    assert slug(f"{GERMAN}:3") in page


def test_a_promise_of_which_something_was_not_run_says_so(pages: dict[str, str]) -> None:
    """It is not called kept on any page."""
    page = pages["promises/AA-02.html"]
    assert "never reached" in page
    assert "1 not run, 1 passed" in page
    assert ">kept<" not in page


def test_two_places_never_share_a_name() -> None:
    """Whatever their names are made of."""
    assert slug("features/loops/a.feature:12") == "loops.a-12"
    places = ("features/ä.feature:1", "features/ö.feature:1", "features/-.feature:1")
    assert len({slug(each) for each in places}) == 3


def test_a_run_of_old_that_kept_no_documents_has_a_site(tmp_path: Path) -> None:
    """What it lacks is said; nothing else is missing."""
    run = read(record(tmp_path / "run", began(), feature(scenario(3)), judged(3)))
    made = _whole(site(run))
    assert "has kept no lies" in made["lies.html"]
    assert "changes.html" not in made
    assert "did not come to its end" in made["index.html"]
