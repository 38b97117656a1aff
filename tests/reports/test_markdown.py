"""The summary of a job: broken promises first, text as text, and never more than GitHub takes."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from support.reports.kinds.markdown import MOST, files
from support.reports.runs import read
from tests.reports.a_record import began, ended, feature, judged, promise, record, scenario
from tests.reports.an_eventful_run import eventful

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from support.reports.runs import Run


def summary(run: Run) -> str:
    ((name, content),) = files(run)
    assert name == "summary.md"
    assert len(content) <= MOST
    return content.decode()


def as_shown(text: str) -> str:
    """As a reader of CommonMark shows it, tables included, without its tags."""
    html = MarkdownIt("commonmark").enable("table").render(text)
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_the_headline(tmp_path: Path) -> None:
    """Says the worst there is; without a fault and with something proved it says what is kept."""
    assert summary(eventful(tmp_path / "a")).startswith("## a gateway 1: 2 promises broken\n")
    scenarios = (scenario(3), scenario(5))
    none = (judged(3, "not claimed"), judged(5, "not claimed"))
    endings: list[tuple[tuple[BaseModel, ...], str]] = [
        ((judged(3), judged(5), ended()), "1 promise kept"),
        ((judged(3), judged(5, "error"), ended()), "1 promise inconclusive"),
        ((judged(3), judged(5)), "this run is no success"),
        ((judged(3), ended()), "this run is no success"),
        ((*none, ended()), "nothing was proved"),
    ]
    for number, (lines, head) in enumerate(endings):
        run = read(record(tmp_path / f"b{number}", began(), feature(*scenarios), *lines))
        assert summary(run).startswith(f"## a gateway 1: {head}\n")


def test_what_stands_in_it(tmp_path: Path) -> None:
    """Broken first with its evidence, then areas, what is at stake, and what is not claimed."""
    shown = as_shown(summary(eventful(tmp_path / "run")))
    parts = [
        "7 scenarios: 1 error, 1 failed, 1 not claimed, 2 not run, 2 passed.",
        "! something was left behind",
        "Broken",
        "AA-01 The sentence of AA-01.",
        "Edge policies; 100 euros a month at stake; Somebody",
        "failed: features/loops/a.feature:5",
        "Expected: <200>\n     but: 429\\x00\n\nSince the When:\n  </pre>\\x1b",
        "not run, never reached: features/loops/a.feature:11",
        "not run, left out by wish: features/loops/a.feature:13",
        "By area",
        "up to 200 euros a month by broken promises",
        "up to 300 euros a month by promises that are not proved",
        "it has no clock (1 scenario)",
    ]
    at = [shown.find(each) for each in parts]
    assert -1 not in at, [part for part, found in zip(parts, at, strict=True) if found < 0]
    assert at == sorted(at)
    assert shown.count("Since the When:") == 1  # though the scenario breaks two promises


def test_names_are_text(tmp_path: Path) -> None:
    """Neither HTML nor Markdown in a name does anything."""
    odd = promise("AA-01", sentence="<img src=x> | *a* [b](c) `d` ~~e~~ # $f$ &amp; \\.")
    lines = (began(promises=(odd,)), feature(scenario(3)), judged(3, "failed"), ended())
    text = summary(read(record(tmp_path / "run", *lines)))
    assert "<img" not in MarkdownIt("commonmark").enable("table").render(text)
    assert "AA-01 <img src=x> | *a* [b](c) `d` ~~e~~ # $f$ &amp; \\." in as_shown(text)
    assert "<b>" not in summary(eventful(tmp_path / "b"))


def test_it_is_never_too_large(tmp_path: Path) -> None:
    """Evidence goes first, then names; how many are left out is told."""
    scenarios = [scenario(line, name="\N{SNOWMAN}" * 400) for line in range(3, 1503)]
    broken = [
        judged(each.at_line, "failed", explanation="&" * (30_000 if each.at_line < 100 else 10))
        for each in scenarios
    ]
    run = read(record(tmp_path / "run", began(), feature(*scenarios), *broken, ended()))
    text = summary(run)
    assert "(the rest is in the record)" in text
    told = text.count("features/loops/a.feature:") + text.count("features/loops/a\\.feature")
    assert f"- and {1500 - told:,} scenarios more, told by the other reports" in text
    assert "### By area" in text
