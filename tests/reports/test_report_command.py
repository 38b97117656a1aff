"""`wicket report`: from folders to files, or one clear sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reports.a_record import began, ended, feature, judged, record, scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

WICKET = Path(__file__).parents[2] / "scripts" / "wicket.py"


def wicket(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command: Sequence[str | Path] = [sys.executable, WICKET, *words]
    return subprocess.run(command, capture_output=True, check=False, text=True)


def a_run(folder: Path) -> Path:
    return record(folder / "run", began(), feature(scenario(3)), judged(3), ended())


def test_a_report_is_written(tmp_path: Path) -> None:
    """Into the folder that was named; printed it is the same."""
    run = a_run(tmp_path)
    written = wicket("report", run, "--to", "text", "--into", tmp_path / "out")
    assert (written.returncode, written.stderr) == (0, "")
    text = (tmp_path / "out" / "summary.txt").read_text("utf-8")
    assert "kept         AA-01  The sentence of AA-01. (1 scenario)" in text
    assert wicket("report", run, "--to", "text", "--print").stdout == text


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    """No run, no such report, no room: status 2 and what to do, never a traceback."""
    run = a_run(tmp_path)
    nowhere = wicket("report", tmp_path, "--to", "text")
    assert (nowhere.returncode, nowhere.stderr.count("\n")) == (2, 1)
    assert f"there is no run in {tmp_path}" in nowhere.stderr
    assert "invalid choice: 'novel'" in wicket("report", run, "--to", "novel").stderr
    (tmp_path / "file").write_text("")
    full = wicket("report", run, "--to", "text", "--into", tmp_path / "file")
    assert full.returncode == 2
    assert "Choose another folder." in full.stderr
    several = wicket("report", run, "--to", "conformance", "--print")
    assert (several.returncode, several.stdout) == (2, "")
    assert "conformance consists of 2 files" in several.stderr
