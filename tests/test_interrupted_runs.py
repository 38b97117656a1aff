"""However a run ends, what it has reached is kept, and nothing of it stays on the machine."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from support.wire.patience import watch_for
from tests.a_run import Runs

MANY = "features/token_budgets"
TARGETS = ["embedded", "process"]


def offspring(of: int) -> list[int]:
    """The processes that this one has started, and those that they have."""
    listed = subprocess.run(["/bin/ps", "-Ao", "pid=,ppid="], capture_output=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found = [of]
    for parent in found:
        found += [pid for pid, its_parent in pairs if its_parent == parent]
    return found[1:]


def alive(pids: list[int]) -> list[int]:
    listed = subprocess.run(["/bin/ps", "-Ao", "pid="], capture_output=True, check=True)
    return sorted(set(pids) & set(map(int, listed.stdout.split())))


def folders(pids: list[int]) -> list[Path]:
    """Where the stores are: each run's last will is told by its command line, also in memory."""
    listed = subprocess.run(["/bin/ps", "-wwAo", "pid=,args="], capture_output=True, check=True)
    lines = [line.split() for line in listed.stdout.decode().splitlines()]
    ours = [words for words in lines if int(words[0]) in pids]
    return [Path(words[-1]) for words in ours if words[-2].endswith("last_will.py")]


def begun(runs: Runs, target: str) -> subprocess.Popen[str]:
    """A run in the middle: it has reached a verdict, and works on the next."""
    features = [MANY] if target == "embedded" else ["features/operations", "features/crawlers"]
    process = runs.begin("-D", f"target={target}", *features)
    assert watch_for(
        lambda: runs.record.exists() and '"judged"' in runs.record.read_text("utf-8"), 60
    )
    return process


@pytest.mark.parametrize("target", TARGETS)
def test_ctrl_c_keeps_what_was_reached(tmp_path: Path, target: str) -> None:
    """Ctrl-C in the middle: the verdicts so far, the summary, a failure, and nothing left."""
    runs = Runs(tmp_path)
    process = begun(runs, target)
    started = offspring(process.pid)
    stores = folders(started)
    os.killpg(process.pid, signal.SIGINT)
    run = runs.see_through(process)
    assert run.status == 1, run.said
    assert run.words
    assert f"{run.words.count('passed')} passed, 0 failed" in run.said
    assert "interrupted" in run.said.lower() or "ABORTED" in run.said
    assert "Traceback" not in run.said
    assert run.left_over == []
    assert started
    assert watch_for(lambda: not alive(started), 5), alive(started)  # killed, and going
    assert [each.exists() for each in stores] == [False]


def test_ctrl_c_once_more_costs_nothing_more(tmp_path: Path) -> None:
    """Whoever is impatient keeps every verdict all the same, and nothing stays."""
    runs = Runs(tmp_path)
    process = begun(runs, "embedded")
    started = offspring(process.pid)
    stores = folders(started)
    for _ in range(2):
        os.killpg(process.pid, signal.SIGINT)
    run = runs.see_through(process)
    assert run.status != 0
    assert "passed" in run.words
    assert watch_for(lambda: not alive(started), 60), alive(started)
    assert [each.exists() for each in stores] == [False]


@pytest.mark.parametrize("target", TARGETS)
def test_a_judge_that_is_killed_leaves_nothing(tmp_path: Path, target: str) -> None:
    """By kill -9 in the middle: no gateway, no folder, and every verdict that was reached."""
    runs = Runs(tmp_path)
    process = begun(runs, target)
    started = offspring(process.pid)
    stores = folders(started)
    process.kill()
    run = runs.see_through(process)
    assert watch_for(lambda: not list(runs.temporary.iterdir()), 60), list(runs.temporary.iterdir())
    assert started
    assert watch_for(lambda: not alive(started), 60), alive(started)
    assert [each.exists() for each in stores] == [False]
    assert all(word in {"passed", "not claimed"} for word in run.words)
    assert run.words
