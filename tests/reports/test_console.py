"""The console while a run goes on: a line on a terminal, silence elsewhere, failures at once."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from behave.configuration import Configuration
from behave.formatter.base import StreamOpener

from support.reports.console import Console, how_far
from support.reports.verdicts import Verdict
from tests.a_run import ROOT, Runs

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.verdicts import Word

_MANY: list[Word] = ["passed"] * 50
FEATURE = "features/operations/at_work.feature"


class Screen(io.StringIO):
    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


def verdict(word: Word, **other: str) -> Verdict:
    said: dict[str, Any] = {"message": "" if word == "passed" else "it was \x1b[2Jred"}
    return Verdict("features/a.feature:3", "A title", ("AA-01",), (), word, **said | other)


def shown(*words: Word, is_terminal: bool, patient: bool = False) -> str:
    screen = Screen(is_terminal=is_terminal)
    config = Configuration([], load_config=False)  # type: ignore[no-untyped-call]
    console = Console(StreamOpener(stream=screen), config)
    console.expects(len(words) + 1)
    for word in words:
        if not patient:
            console._shown = -1.0  # noqa: SLF001 - as if some time had gone by
        console.judged(verdict(word, step="" if word == "passed" else "Then it is not"))
    return screen.getvalue()


def test_quiet_where_nobody_watches() -> None:
    """In CI what passes says nothing, and what goes wrong is told whole, as plain text."""
    assert shown("passed", "not claimed", "passed", is_terminal=False) == ""
    said = shown("passed", "failed", "error", is_terminal=False)
    assert said == (
        "failed: features/a.feature:3  A title\nThen it is not\nit was \\x1b[2Jred\n\n"
        "error: features/a.feature:3  A title\nThen it is not\nit was \\x1b[2Jred\n\n"
    )


def test_one_line_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Written over, never longer than the terminal is wide, and gone before a failure is told."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "24")
    lines = shown("passed", "failed", is_terminal=True).split("\r\x1b[K")
    assert lines[1].startswith("1 of 3 scenarios, ")
    assert len(lines[1]) <= 23
    assert lines[2].startswith("failed: features/a.feature:3  A title\n")
    assert lines[3].startswith("2 of 3 scenarios, ")
    assert "\n" not in lines[3]


def test_not_written_more_often_than_one_can_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fast run does not spend its time on its line."""
    monkeypatch.setenv("TERM", "xterm")
    assert shown(*_MANY, is_terminal=True, patient=True).count("\r") <= 1


def test_a_terminal_that_cannot_write_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dumb one is no place for a line."""
    monkeypatch.setenv("TERM", "dumb")
    assert shown("passed", "passed", is_terminal=True) == ""


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        ((0, 9, 0, 0.0), "0 of 9 scenarios"),
        ((5, 20, 0, 2.0), "5 of 20 scenarios, 2.5 a second, 6 s left"),
        ((5, 967, 2, 1.0), "5 of 967 scenarios, 5.0 a second, 3 min 12 s left, 2 not kept"),
        ((50, 4, 0, 1.0), "50 of 4 scenarios, 50.0 a second, 0 s left"),
    ],
)
def test_how_far(figures: tuple[int, int, int, float], line: str) -> None:
    """Figures that a person can use, and none that cannot be known."""
    assert how_far(*figures) == line


def test_a_run_without_a_terminal(tmp_path: Path) -> None:
    """By default nothing but the summary; each formatter of behave can be asked for instead."""
    runs = Runs(tmp_path)
    quiet = runs.run(FEATURE)
    assert quiet.status == 0
    assert "\x1b" not in quiet.said
    assert "\r" not in quiet.said
    assert quiet.said.lstrip().partition("\n")[2].startswith("\nWicketkeeper reference gateway")
    for name, sign in (
        ("progress3", "# features/operations/at_work.feature"),
        ("plain", "... passed"),
    ):
        asked = runs.run("-f", name, FEATURE)
        assert asked.status == 0
        assert sign in asked.said


def test_a_run_on_a_terminal(tmp_path: Path) -> None:
    """The line is there, and gone before the summary begins."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "behave", "-D", f"run={tmp_path}/run", "features/operations"]
    environment = {**os.environ, "TERM": "xterm", "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=theirs) as process:
        os.close(theirs)
        said = _everything(ours)
    assert process.returncode == 0
    lines, _, summary = said.rpartition("\r\x1b[K")
    assert " scenarios, " in lines
    assert summary.lstrip().startswith("Wicketkeeper reference gateway")


def _everything(descriptor: int) -> str:
    """Until the other side has closed, which a terminal tells as a fault."""
    read = b""
    with os.fdopen(descriptor, "rb", buffering=0) as terminal:
        while True:
            try:
                piece = terminal.read(65536)
            except OSError:
                break
            if not piece:
                break
            read += piece
    return read.decode()
