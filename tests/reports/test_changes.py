"""What has changed between two runs: the newly broken first, and nothing called gone by silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.reports.changes import Changes
from support.reports.record import Fault, Rule
from support.reports.runs import read
from tests.reports.a_record import (
    FILE,
    began,
    ended,
    feature,
    judged,
    promise,
    record,
    scenario,
)
from tests.reports.test_report_command import wicket

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from support.reports.runs import Run

PLAIN = (feature(scenario(3), scenario(9)), judged(3), judged(9), ended())


def run(folder: Path, *lines: BaseModel, **about: object) -> Run:
    return read(record(folder, began(**about), *(lines or PLAIN)))


def test_nothing_has_changed(tmp_path: Path) -> None:
    """Also where lines have moved: a scenario is known by its names."""
    moved = (feature(scenario(4), scenario(30)), judged(4), judged(30), ended())
    names = {4: "Example 3", 30: "Example 9"}
    scenarios = (scenario(line, name=name) for line, name in names.items())
    changes = Changes(run(tmp_path / "a"), run(tmp_path / "b", feature(*scenarios), *moved[1:]))
    assert changes.page().title == "Nothing has changed"
    assert not changes.worse


def test_the_newly_broken_comes_first(tmp_path: Path) -> None:
    """With the scenarios that went wrong, each reason once, open to see."""
    bad = judged(9, "failed", message="status was 500")
    now = run(tmp_path / "b", PLAIN[0], judged(3), bad, ended(well=False))
    changes = Changes(run(tmp_path / "a"), now)
    page = changes.page()
    assert page.title == "1 promise newly broken, 1 scenario with another verdict"
    assert [(each.title, each.folded) for each in page.sections] == [
        ("Newly broken: 1 promise", False),
        ("Went wrong: 1 scenario", False),
    ]
    assert "passed before, failed now: status was 500" in str(page.sections[1])
    assert changes.worse
    assert Changes(now, run(tmp_path / "c")).page().title.startswith("1 promise newly kept")


LOSSES = {
    "left out": (feature(scenario(3), scenario(9, asked_for=False)), judged(3), ended()),
    "in error": (PLAIN[0], judged(3), judged(9, "error"), ended(well=False)),
    "faulty": (*PLAIN[:3], Fault(text="a thread too many"), ended(well=False)),
    "killed": PLAIN[:3],
    "new and failed": (
        feature(scenario(3), scenario(9), scenario(12, "none")),
        *PLAIN[1:3],
        judged(12, "failed"),
        ended(well=False),
    ),
}


@pytest.mark.parametrize("how", LOSSES)
def test_what_is_lost_is_worse(how: str, tmp_path: Path) -> None:
    """A promise that is no longer kept, whatever the reason; a new scenario that fails."""
    assert Changes(run(tmp_path / "a"), run(tmp_path / "b", *LOSSES[how])).worse


def test_what_was_bad_already_is_not_worse(tmp_path: Path) -> None:
    """Failed before and failed now is no change."""
    lines = (PLAIN[0], judged(3, "failed"), judged(9), ended(well=False))
    assert not Changes(run(tmp_path / "a", *lines), run(tmp_path / "b", *lines)).worse


def test_a_scenario_that_proves_no_promise_counts_too(tmp_path: Path) -> None:
    """It passed and fails now: that is worse, whatever is promised."""
    told = feature(scenario(3, "none"))
    now = run(tmp_path / "b", told, judged(3, "failed"), ended(well=False))
    assert Changes(run(tmp_path / "a", told, judged(3), ended()), now).worse


def test_gone_is_what_was_looked_for(tmp_path: Path) -> None:
    """A file that was not read has lost nothing; a scenario that is no more is gone."""
    other = "features/other.feature"
    suite = {FILE: ("AA-01",), other: ()}
    both = (
        *(feature(scenario(3), scenario(9)), feature(scenario(3, "none"), file=other)),
        *(judged(3), judged(9), ended()),
    )
    before = run(tmp_path / "a", *both, suite=suite)
    part = run(tmp_path / "b", feature(scenario(3), scenario(7)), judged(3), ended(), suite=suite)
    changes = Changes(before, part)
    assert [name.title for name, _ in changes.gone] == ["Example 9"]
    assert [name.title for name, _ in changes.new] == ["Example 7"]
    removed = run(tmp_path / "c", *PLAIN, suite={FILE: ("AA-01",)})
    assert [name.file for name, _ in Changes(before, removed).gone] == [other]


def test_two_of_the_same_name_stay_two(tmp_path: Path) -> None:
    """By their rules, else by their order."""
    rule = Rule(at_line=2, keyword="Rule", name="It is so", told=(), tags=())
    twins = [scenario(line, name="Twin", rule=2 if line == 3 else None) for line in (3, 9, 12)]
    told = feature(*twins, rules=(rule,))
    before = run(tmp_path / "a", told, judged(3), judged(9), judged(12), ended())
    now = run(tmp_path / "b", told, judged(3), judged(9), judged(12, "error"), ended(well=False))
    ((name, *_),) = Changes(before, now).scenarios
    assert str(name) == f"{FILE} / Twin (2)"


def test_sentences_are_told(tmp_path: Path) -> None:
    """Another sentence, a promise more, a promise less."""
    after = (promise("AA-01", sentence="Another one."), promise("BB-01"))
    changes = Changes(run(tmp_path / "a"), run(tmp_path / "b", promises=after))
    (section,) = (e for e in changes.page().sections if e.title == "Sentences that changed")
    assert "before: The sentence of AA-01.', 'now: Another one." in str(section)
    assert "BB-01 is new" in str(section)
    assert "AA-02 is gone" in str(section)


def test_the_command(tmp_path: Path) -> None:
    """Status 0 unless it is asked to mind; the same in each form."""
    one = record(tmp_path / "a", began(), *PLAIN)
    bad = (PLAIN[0], judged(3), judged(9, "failed"), ended(well=False))
    two = record(tmp_path / "b", began(), *bad)
    assert wicket("diff", one, two).returncode == 0
    assert wicket("diff", one, two, "--fail-on-worse").returncode == 1
    assert wicket("diff", two, one, "--fail-on-worse").returncode == 0
    assert wicket("diff", one, two, "--to", "markdown").stdout.startswith("## 1 promise newly")
    page = tmp_path / "page.html"
    assert wicket("diff", one, two, "--to", "html", "--into", page).stdout == ""
    assert "<h1>1 promise newly broken" in page.read_text("utf-8")
