"""Opens pages of a folder as anybody does who was sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


class Opener:
    """What a page's script complains about, and what it lacks, fails the test."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser, self._folder = browser, folder
        self.complaints: list[str] = []

    def __call__(self, address: str, **how: Any) -> Page:  # noqa: ANN401 - the driver's own words
        page = self._browser.new_context(**how).new_page()
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("requestfailed", self._all_there)
        page.on("request", self._only_files)
        page.goto(f"file://{self._folder}/{address}")
        return page

    def _all_there(self, asked: Any) -> None:  # noqa: ANN401 - the driver's own words
        if asked.resource_type != "xhr":  # axe looks at the sheet in a way that files refuse
            self.complaints.append(f"{asked.url} is missing")

    def _only_files(self, asked: Any) -> None:  # noqa: ANN401 - likewise
        if not asked.url.startswith("file://"):
            self.complaints.append(f"asks the network for {asked.url}")


def everybody_can_read(page: Page) -> None:
    """axe-core finds nothing, with everything unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
