"""The pages that stand by themselves in a real browser: what `compare` and `diff` make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.reports.changes import Changes
from support.reports.pages.html import html
from support.reports.runs import read
from support.reports.sides import compared
from tests.browser.opening import everybody_can_read
from tests.reports.a_record import ended, judged, record
from tests.reports.site.a_site import EVIL, a_record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.opening import Opener

_PAGES = ("compare.html", "diff.html")

# The driver's own, on its way out.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of two runs that differ in every way: better, worse, in error, and cut off."""
    made = tmp_path_factory.mktemp("pages")
    one = read(a_record(made / "one"))
    lines = (one.began, *one.features, judged(3), judged(9, "failed", message=EVIL), ended())
    other = read(record(made / "other", *lines))
    (made / "compare.html").write_text(html(compared([one, other])), encoding="utf-8")
    (made / "diff.html").write_text(html(Changes(one, other).page()), encoding="utf-8")
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", _PAGES)
def test_everybody_can_read_it(opened: Opener, name: str, scheme: str) -> None:
    """In the light and in the dark."""
    everybody_can_read(opened(name, color_scheme=scheme))


@pytest.mark.parametrize("name", _PAGES)
def test_a_phone_is_wide_enough(opened: Opener, name: str) -> None:
    """Nothing has to be pushed sideways, but for tables in their own frames."""
    page = opened(name, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    everybody_can_read(page)  # what is pushed sideways can be, without a mouse


@pytest.mark.parametrize("name", _PAGES)
def test_no_text_ever_runs(opened: Opener, name: str) -> None:
    """A script in a name or a message is shown and does nothing."""
    page = opened(name)
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    assert page.evaluate("window.ran") is None
    assert page.locator("img, script").count() == 0
    assert EVIL in page.inner_text("main")
