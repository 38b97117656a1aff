"""scripts/accept: the status is behave's, and the site of the run stands in build/site."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support.reports.record import FILE
from tests.a_run import ROOT, small_project
from tests.reports.a_record import began, ended, feature, judged, record, scenario
from tests.scripts.by_path import script

if TYPE_CHECKING:
    from pathlib import Path

accept = script("accept")


def _behaving(monkeypatch: pytest.MonkeyPatch, folder: Path, run: Path | None, status: int) -> None:
    """A behave that leaves this record, if any, and ends with this status."""

    def behave(_words: list[str]) -> int:
        if run:
            record(run, began(), feature(scenario(3)), judged(3, "failed"), ended(well=False))
        return status

    monkeypatch.chdir(folder)
    monkeypatch.setattr(accept, "behave", behave)


def test_a_run_leaves_its_site_and_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page of the site before it is gone; where the site is stands on one line."""
    old = tmp_path / "build" / "site" / "old.html"
    old.parent.mkdir(parents=True)
    old.touch()
    _behaving(monkeypatch, tmp_path, tmp_path / "mine", 1)
    assert accept.main(["-D", "run=mine", "features/loops"]) == 1
    assert (tmp_path / "build/site/index.html").exists()
    assert not old.exists()
    assert capsys.readouterr().out == "The promises as a site: build/site/index.html\n"


def test_the_site_shows_how_promises_stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In all runs that are kept, whichever folder this one is in."""
    record(tmp_path / "build/runs/old", began(run="old"), feature(scenario(3)), judged(3), ended())
    _behaving(monkeypatch, tmp_path, tmp_path / "mine", 1)
    assert accept.main(["-D", "run=mine"]) == 1
    assert ">2 runs of a gateway" in (tmp_path / "build/site/trends.html").read_text("utf-8")


def test_a_run_is_held_against_the_newest_one_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not against a part of one, nor against another gateway."""
    lines = feature(scenario(3)), judged(3), ended()
    other = began().tested.model_copy(update={"name": "another"})
    record(tmp_path / "build/runs/1", began(at="2026-09-01T12:00:00+00:00"), *lines)
    record(tmp_path / "build/runs/2", began(everything=False), *lines)
    record(tmp_path / "build/runs/3", began(tested=other), *lines)
    _behaving(monkeypatch, tmp_path, tmp_path / "mine", 1)
    assert accept.main(["-D", "run=mine"]) == 1
    assert "1 September 2026" in (tmp_path / "build/site/index.html").read_text("utf-8")
    part = began(everything=False)
    monkeypatch.setattr(
        accept, "behave", lambda _words: bool(record(tmp_path / "part", part, *lines))
    )
    assert accept.main(["-D", "run=part"])
    assert not (tmp_path / "build/site/changes.html").exists()


def test_no_record_no_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run that was refused beside the record of another one says nothing of a site."""
    record(tmp_path / "mine", began(), ended())
    _behaving(monkeypatch, tmp_path, None, 1)
    assert accept.main(["-Drun=mine"]) == 1
    assert accept.main([]) == 1
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "build").exists()


def test_a_site_that_cannot_be_made_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told, and the status stays; nothing half made is left."""
    _behaving(monkeypatch, tmp_path, tmp_path / "mine", 0)
    (tmp_path / "build").write_text("in the way")
    assert accept.main(["-D", "run=mine"]) == 0
    assert "no site was made" in capsys.readouterr().err
    assert (tmp_path / "mine" / FILE).exists()


def test_ctrl_c_before_a_run_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """While it still reads features nothing was judged, and there is nothing to show."""

    def interrupted(_words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(accept, "behave", interrupted)
    assert accept.main([]) == 130
    assert capsys.readouterr() == ("", "interrupted before anything was judged\n")


def test_ctrl_c_after_a_run_is_no_affair_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run's own way to end is gone with it; what comes now leaves out the site alone."""
    ours = signal.getsignal(signal.SIGINT)

    def behave(_words: list[str]) -> int:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(accept, "behave", behave)
    assert accept.main([]) == 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, ours)


ROOM = "not all that is said here can be kept: No space left on device\n"


@pytest.mark.parametrize(("listener", "told"), [("| true", ""), (">&-", ""), (">/dev/full", ROOM)])
def test_nobody_need_listen(tmp_path: Path, listener: str, told: str) -> None:
    """Whoever has left the pipe, has none, or no room, costs no verdict; the status stands."""
    project = small_project(tmp_path / "project")
    (project / "features" / "at_work.feature").symlink_to(
        ROOT / "features/operations/at_work.feature"
    )
    run = f"{sys.executable} {ROOT}/scripts/accept.py -D run={tmp_path}/run"
    words = f"set -o pipefail; {run} {listener}"
    ended = subprocess.run(
        ["/bin/bash", "-c", words], cwd=project, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (1, told)  # for most of what is claimed has not run
    assert (tmp_path / "run" / FILE).exists()


def test_a_folder_that_may_not_be_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run has said so itself, and nothing is asked of that folder afterwards."""
    _behaving(monkeypatch, tmp_path, None, 1)

    def refused(_file: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(accept.Path, "exists", refused)
    assert accept.main(["-D", "run=mine"]) == 1
