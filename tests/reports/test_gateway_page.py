"""Gateways of others: what came out is compared with the page that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.gateway_page import differences, example_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "| promise |\n| RUN-3 | it tells nothing |\n| RUN-20 | one row |\n"


def test_what_the_page_says_is_what_came_out() -> None:
    """One broken row breaks an example; what was not run says nothing."""
    words = [("RUN-3", "failed"), ("RUN-20", "passed"), ("RUN-20", "error"), ("RUN-1", "passed")]
    assert differences([*words, ("TPM-1", "not claimed")], PAGE) == []


def test_whatever_differs_is_told() -> None:
    """A new fault, one that was mended and one that nobody looked at any more."""
    assert differences([("RUN-3", "passed"), ("RUN-1", "failed")], PAGE) == [
        "RUN-1 is broken, and the page does not say so",
        "RUN-3 is kept, but the page says broken",
        "RUN-20 was not run, but the page says broken",
    ]


def test_an_example_is_known_by_its_place(tmp_path: Path) -> None:
    """The id stands above the scenario, and above all rows of an outline."""
    text = "@UC-01\nFeature: F\n  @RUN-1 @cites.RL-16\n  Example: A\n  @RUN-2\n  Example: B\n"
    (tmp_path / "f.feature").write_text(text)
    assert example_of("f.feature:4", tmp_path) == "RUN-1"
    assert example_of("f.feature:6", tmp_path) == "RUN-2"
