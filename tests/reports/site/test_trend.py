"""How promises stood in past runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.runs import read
from support.reports.site.trend import HEIGHT, WIDTH, point, trend
from tests.reports.a_record import FILE, began, ended, feature, judged, record, scenario

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.runs import Run


def _run(folder: Path, *lines: object, **first: object) -> Run:
    suite = {FILE: ("AA-01",)}
    return read(record(folder, began(suite=suite, **first), *lines, ended()))  # type: ignore[arg-type]


def test_a_trend_goes_from_the_oldest_run_to_this_one(tmp_path: Path) -> None:
    """The run itself counts once; runs of other gateways are counted apart."""
    lines = (feature(scenario(3)), judged(3))
    now = _run(tmp_path / "b", *lines, at="2026-09-24T12:00:00+00:00", run="now")
    old = _run(tmp_path / "a", feature(scenario(3)), judged(3, "failed"), run="old")
    other = began().tested.model_copy(update={"name": "another"})
    strange = _run(tmp_path / "c", *lines, tested=other, run="strange")
    told = trend(now, map(point, [now, strange, old]))
    assert [each.run for each in told.points] == ["old", "now"]
    assert told.left_out == 1
    assert [each.standings["kept"] for each in told.points] == [0, 1]
    kept = next(each for each in told.bands if each.standing == "kept")
    assert kept.points == f"0.0,{HEIGHT}.0 {WIDTH}.0,100.0 {WIDTH}.0,{HEIGHT}.0 0.0,{HEIGHT}.0"


def test_one_run_is_a_trend_too(tmp_path: Path) -> None:
    """It is drawn as wide as many would be."""
    now = _run(tmp_path / "a", feature(scenario(3)), judged(3))
    assert f"{WIDTH}.0" in trend(now, []).bands[0].points


def test_parts_are_told_and_not_drawn(tmp_path: Path) -> None:
    """What a part has not tried did not break; what was killed says nothing of the rest."""
    lines = (feature(scenario(3)), judged(3))
    whole = _run(tmp_path / "a", *lines, run="whole")
    part = _run(tmp_path / "b", *lines, run="part", everything=False)
    killed = read(record(tmp_path / "c", began(suite={FILE: ("AA-01",)}, run="killed"), *lines))
    told = trend(part, map(point, [whole, killed]))
    assert len(told.points) == 3
    assert [each.run for each in told.drawn] == ["whole"]
    assert trend(part, []).bands == ()
