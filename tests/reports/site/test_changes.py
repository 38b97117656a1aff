"""What has changed is found again though lines move, and what has not is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.runs import read
from support.reports.site.changes import changes
from support.reports.site.trend import HEIGHT, WIDTH, trend
from tests.reports.a_record import FILE, began, ended, feature, judged, record, scenario

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.runs import Run


def _run(folder: Path, *lines: object, **first: object) -> Run:
    suite = {FILE: ("AA-01",)}
    return read(record(folder, began(suite=suite, **first), *lines, ended()))  # type: ignore[arg-type]


def test_what_turned_is_told_and_what_only_moved_is_not(tmp_path: Path) -> None:
    """Scenarios of one name are told apart by their order."""
    twice = (scenario(3, name="one"), scenario(6, name="two"), scenario(9, name="two"))
    before = _run(tmp_path / "a", feature(*twice), judged(3), judged(6), judged(9))
    moved = (scenario(4, name="one"), scenario(7, name="two"), scenario(11, name="two"))
    later = (*moved, scenario(13, name="three"))
    now = _run(
        tmp_path / "b", feature(*later), judged(4), judged(7), judged(11, "failed"), judged(13)
    )
    found = changes(now, before)
    assert [(each.place, was) for each, was in found.scenarios] == [(f"{FILE}:11", "passed")]
    assert [(each.promise.id, was) for each, was in found.promises] == [("AA-01", "kept")]
    assert [each.scenario.name for each in found.new] == ["three"]
    assert found.gone == ()
    assert found.in_short == ("1 promise stands otherwise, 1 verdict differs, 1 scenario is new")
    assert changes(now, now).in_short == "nothing"


def test_a_scenario_that_was_not_run_again_has_changed(tmp_path: Path) -> None:
    """Silence after a verdict is a change, of its promise too."""
    before = _run(tmp_path / "a", feature(scenario(3)), judged(3))
    now = _run(tmp_path / "b", feature(scenario(3)))
    assert [was for _, was in changes(now, before).scenarios] == ["passed"]
    assert [was for _, was in changes(now, before).promises] == ["kept"]


def test_a_trend_goes_from_the_oldest_run_to_this_one(tmp_path: Path) -> None:
    """The run itself counts once; runs of other gateways are counted apart."""
    lines = (feature(scenario(3)), judged(3))
    now = _run(tmp_path / "b", *lines, at="2026-09-24T12:00:00+00:00", run="now")
    old = _run(tmp_path / "a", feature(scenario(3)), judged(3, "failed"), run="old")
    other = began().tested.model_copy(update={"name": "another"})
    strange = _run(tmp_path / "c", *lines, tested=other, run="strange")
    told = trend(now, [now, strange, old])
    assert [each.run for each in told.points] == ["old", "now"]
    assert told.left_out == 1
    assert [each.standings["kept"] for each in told.points] == [0, 1]
    kept = next(each for each in told.bands if each.standing == "kept")
    assert kept.points == f"0.0,{HEIGHT}.0 {WIDTH}.0,100.0 {WIDTH}.0,{HEIGHT}.0 0.0,{HEIGHT}.0"


def test_one_run_is_a_trend_too(tmp_path: Path) -> None:
    """It is drawn as wide as many would be."""
    now = _run(tmp_path / "a", feature(scenario(3)), judged(3))
    assert f"{WIDTH}.0" in trend(now, []).bands[0].points
