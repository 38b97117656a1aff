"""The site in a real browser, opened as a file: what one does with it, and that all can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.opening import everybody_can_read
from tests.reports.site.a_site import EVIL, a_site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.opening import Opener

_BROKEN = "promises/AA-01.html"
_PAGES = (
    *("index.html", "scenarios.html", "glossary.html", "sentences.html", "lies.html"),
    *("changes.html", "trends.html", _BROKEN, "promises/AA-02.html", "promises/AA-03.html"),
    *("promises/AA-04.html", "promises/AA-05.html", "promises/AA-06.html"),
)

# The driver's own, on its way out.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_site(tmp_path_factory.mktemp("browser"))


def _shown(page: Page) -> list[str]:
    """As it stands in the page: what was not drawn yet, being out of sight, has no inner text."""
    return page.locator("#rows > li:visible > a").all_text_contents()


def test_words_are_found_in_any_sentence(opened: Opener) -> None:
    """All words have to be there; the sentence that has them is shown, and marked."""
    page = opened("scenarios.html")
    assert len(_shown(page)) == 7
    page.get_by_label("Words").fill("fragt ACME")
    assert _shown(page) == ["Acme fragt"]
    assert page.locator("#found").inner_text() == "1 of 7 scenarios"
    page.get_by_label("Words").fill("window.ran")
    first = page.locator("#rows mark").first
    expect(first).to_have_text("window.ran", use_inner_text=True)  # once it has been drawn
    page.get_by_label("Words").fill("nowhere at all")
    assert _shown(page) == []
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("document.querySelectorAll('#rows > li:not([hidden])').length === 7")


def test_filters_narrow_what_is_shown(opened: Opener) -> None:
    """By verdict, by area and by tag, together."""
    page = opened("scenarios.html")
    page.get_by_label("Verdict").select_option("passed")
    assert len(_shown(page)) == 3
    page.get_by_label("Area").select_option("Loops")
    assert len(_shown(page)) == 2
    page.get_by_label("Tag").fill("AA-02")
    assert _shown(page) == ["Acme asks -- @1.1"]


def test_a_search_can_be_sent_to_somebody(opened: Opener) -> None:
    """It stands in the address, there and back."""
    page = opened("scenarios.html")
    page.get_by_label("Verdict").select_option("not run")
    page.get_by_label("Words").fill("acme asks")
    again = opened(page.evaluate("location.href").rpartition("/")[2])
    assert _shown(again) == _shown(page) == ["Example 30"]
    assert again.get_by_label("Words").input_value() == "acme asks"


def _scenario(page: Page, name: str) -> Locator:
    return page.locator(f'[id="{name}"]')


def test_nothing_is_unfolded_but_what_has_failed(opened: Opener) -> None:
    """There the moment is shown: the sentence, what was asked, and the picture."""
    page = opened(_BROKEN)
    assert page.locator("details[open]").count() == 3
    failed = _scenario(page, "loops.a-3")
    assert failed.locator(".at-fault > details[open]").count() == 1
    assert failed.locator('[id$=":step-1"] > details[open]').count() == 1
    assert failed.locator("svg").is_visible()
    assert opened("promises/AA-02.html").locator("details[open]").count() == 0


@pytest.mark.parametrize("script", [True, False])
def test_a_link_into_what_is_folded_unfolds_it(opened: Opener, *, script: bool) -> None:
    """With a script and without; a row of a table is found where it is told."""
    page = opened("promises/AA-02.html", java_script_enabled=script)
    page.get_by_role("link", name="passed").click()
    assert _scenario(page, "loops.a-21").locator(".steps").is_visible()
    exchange = page.locator(".exchange").first.get_attribute("id")
    page = opened(f"promises/AA-02.html#{exchange}", java_script_enabled=script)
    assert page.locator(".exchange > summary").first.is_visible()


def test_a_scenario_is_found_where_its_promise_tells_it(opened: Opener) -> None:
    """A search leads to it, in sight, and what was seen is one key away."""
    page = opened("scenarios.html#q=example+9")
    page.locator("#rows > li:visible > a").click()
    told = _scenario(page, "loops.a-9")
    page.wait_for_url("**/promises/AA-01.html#loops.a-9")
    assert 0 <= page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 700
    summary = told.locator('[id$=":step-2"] > details > summary')
    summary.focus()
    page.keyboard.press("Enter")
    told.locator(".exchange > summary").first.press("Enter")
    assert told.get_by_text("X-Evil:").first.is_visible()
    assert told.get_by_text("curl --include").first.is_visible()


def test_two_spaces_are_two(opened: Opener) -> None:
    """Where one is right and two are not, nobody could tell otherwise what was tried."""
    tried = opened("promises/AA-04.html").locator("article")
    assert tried.get_by_role("heading").inner_text() == "Two  spaces"
    assert tried.locator(".sentence").first.inner_text() == "Acme  asks"


def test_all_of_a_scenario_or_of_a_page_can_be_unfolded_with_the_keyboard(opened: Opener) -> None:
    """The first stop leads past the navigation; a button that unfolds folds again."""
    page = opened("promises/AA-02.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.get_by_role("button", name="Unfold everything").press("Enter")
    assert page.locator("details:not([open])").count() == 0
    page.get_by_role("button", name="Fold everything", exact=True).press("Enter")
    assert page.locator("details[open]").count() == 0
    page = opened("promises/AA-05.html")
    told = _scenario(page, "loops.a-9")
    told.get_by_role("button", name="Unfold").press("Enter")
    assert told.locator("details:not([open])").count() == 0
    assert page.locator("details[open]").count() == told.locator("details").count() > 0
    told.get_by_role("button", name="Fold").press("Enter")
    assert page.locator("details[open]").count() == 0


def test_what_is_out_of_sight_costs_nothing(opened: Opener) -> None:
    """A page with a hundred scenarios is there at once: it is laid out when it is looked at."""
    page = opened(_BROKEN, viewport={"width": 900, "height": 300})
    seen = "each => each.checkVisibility({contentVisibilityAuto: true})"
    last = page.locator(".scenario > .steps").last
    assert not last.evaluate(seen)
    last.scroll_into_view_if_needed()
    page.wait_for_function(seen, arg=last.element_handle())  # or it is never laid out


def test_it_is_dark_where_it_is_dark(opened: Opener) -> None:
    """Whoever wants dark pages has them, without asking again."""
    colour = "getComputedStyle(document.body).backgroundColor"
    light = opened("index.html", color_scheme="light").evaluate(colour)
    dark = opened("index.html", color_scheme="dark").evaluate(colour)
    assert sum(map(int, light[4:-1].split(","))) > 600
    assert sum(map(int, dark[4:-1].split(","))) < 150


def test_it_prints(opened: Opener) -> None:
    """On paper there is no navigation, and what was unfolded is there."""
    page = opened("promises/AA-02.html")
    folded = page.pdf(format="A4")
    page.get_by_role("button", name="Unfold everything").click()
    unfolded = page.pdf(format="A4")
    assert folded.startswith(b"%PDF-")
    assert len(unfolded) > len(folded)
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.get_by_text("X-Evil:").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", _PAGES)
def test_everybody_can_read_it(opened: Opener, name: str, scheme: str) -> None:
    """In the light and in the dark."""
    everybody_can_read(opened(name, color_scheme=scheme))


@pytest.mark.parametrize("name", ["scenarios.html", _BROKEN, "lies.html"])
def test_no_text_ever_runs(opened: Opener, name: str) -> None:
    """A script in a name, a table, a message, a header or a body is shown and does nothing."""
    page = opened(name)
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    if name == "scenarios.html":
        page.get_by_label("Words").fill("onerror")
    page.wait_for_timeout(50)
    assert page.evaluate("window.ran") is None
    assert page.locator("main img, main script").count() == 0
    if name != "lies.html":
        assert EVIL in (page.text_content("main") or "")


@pytest.mark.parametrize("name", _PAGES)
def test_a_phone_is_wide_enough(opened: Opener, name: str) -> None:
    """Nothing has to be pushed sideways, but for tables and pictures in their own frames."""
    page = opened(name, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    everybody_can_read(page)  # what is pushed sideways can be, without a mouse
