"""Figures of past runs: read once, and never believed of another record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.record import FILE
from support.reports.site import past
from tests.reports.a_record import began, ended, feature, judged, record, scenario

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def runs(folder: Path) -> Path:
    """A broken one and one that was killed."""
    lines = (feature(scenario(3)), judged(3, "failed"))
    record(folder / "a", began(run="a"), *lines, ended(well=False))
    record(folder / "b", began(run="b"), *lines)
    return folder


def test_a_record_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands beside it says the same."""
    folder = runs(tmp_path)
    first = list(past.points(folder))
    assert [(each.run, each.standings["broken"], each.seconds) for each in first] == [
        ("a", 1, 1.0),
        ("b", 1, None),
    ]
    monkeypatch.setattr(past, "read", None)
    assert list(past.points(folder)) == first


def test_a_record_that_went_on_is_read_again(tmp_path: Path) -> None:
    """And so is each, when the rules have changed."""
    folder = runs(tmp_path)
    list(past.points(folder))
    with (folder / "b" / FILE).open("a") as file:
        file.write(ended(well=False).model_dump_json() + "\n")
    assert [each.seconds for each in past.points(folder)] == [1.0, 1.0]


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """A run that begins at this moment; and figures that are half written are made anew."""
    folder = runs(tmp_path)
    (folder / "c").mkdir()
    (folder / "c" / FILE).touch()
    (folder / "a" / past.FIGURES).write_text('{"of": "')
    assert [each.run for each in past.points(folder)] == ["a", "b"]


def test_where_nothing_may_be_written(tmp_path: Path) -> None:
    """All is read again; the figures are the same."""
    folder = runs(tmp_path)
    for each in ("a", "b"):
        (folder / each / past.FIGURES).mkdir()
    assert [each.run for each in past.points(folder)] == ["a", "b"]
