"""scripts/install: one call at a time makes an environment; one that is interrupted says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.a_run import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SLOW = f"""#!/bin/sh
[ "$1" = -m ] && echo a traceback >&2 && sleep 60
exec {sys.executable} "$@"
"""


def begun(folder: Path) -> subprocess.Popen[str]:
    """Somebody's first call, on a machine that takes its time."""
    (folder / "python").write_text(SLOW)
    (folder / "python").chmod(0o755)
    (folder / "some.lock").touch()
    return subprocess.Popen(
        [str(ROOT / "scripts/install"), str(folder / "some.lock"), str(folder / "environment")],
        cwd=ROOT,
        env={**os.environ, "PYTHON": str(folder / "python")},
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stderr
    return process.stderr.readline()


def test_ctrl_c_is_one_sentence(tmp_path: Path) -> None:
    """Not a word of what Python has to say about it."""
    call = begun(tmp_path)
    assert said(call).startswith("Making ")
    os.killpg(call.pid, signal.SIGINT)
    assert call.communicate()[1] == "Interrupted. The next call starts afresh.\n"
    assert call.returncode == 130


def test_whoever_comes_second_waits_for_the_first(tmp_path: Path) -> None:
    """And takes nothing away under its feet."""
    first = begun(tmp_path)
    assert said(first).startswith("Making ")
    second = begun(tmp_path)
    assert said(second).startswith("Another call is making it already")
    assert second.poll() is None
    for each in (second, first):
        os.killpg(each.pid, signal.SIGINT)
        each.communicate()
