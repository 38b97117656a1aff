"""What is missing from a run is said: silence is no success."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.gaps import wrong_with
from support.reports.runs import read
from tests.reports.a_record import began, ended, feature, judged, record, scenario
from tests.reports.an_eventful_run import eventful

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_never_started_is_missing(tmp_path: Path) -> None:
    """One that was asked for; what was left out by wish is not."""
    other = scenario(5)
    lines = (began(), feature(scenario(3), other), judged(3), ended())
    run = read(record(tmp_path / "one", *lines))
    assert wrong_with(run) == ("asked for, and without a verdict: features/loops/a.feature:5",)
    left_out = other.model_copy(update={"asked_for": False})
    lines = (began(), feature(scenario(3), left_out), judged(3), ended())
    assert wrong_with(read(record(tmp_path / "two", *lines))) == ()


def test_nothing_proved_is_no_success(tmp_path: Path) -> None:
    """What was not claimed is no fault; but that nothing has passed is one, of the whole."""
    lines = (began(), feature(scenario(3)), judged(3, "not claimed"), ended())
    run = read(record(tmp_path / "one", *lines))
    assert wrong_with(run) == ("no promise was proved: not one scenario passed",)
    assert run.faults == ()


def test_a_killed_run_is_told(tmp_path: Path) -> None:
    """Faults come first, then what is missing."""
    assert wrong_with(eventful(tmp_path / "run")) == (
        "something was left behind",
        "a run was killed: its record breaks off before the end",
        "asked for, and without a verdict: features/loops/a.feature:11",
    )
