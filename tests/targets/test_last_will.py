"""Who outlives the judge clears away what the judge can no longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.targets import last_will

MEMORY = Path("/dev/shm")  # noqa: S108 - where libfaketime keeps what it shares
NOBODY = 2**31 - 1  # no process has this number
SHARED = [MEMORY / f"faketime_shm_{NOBODY}", MEMORY / f"sem.faketime_sem_{NOBODY}"]


@pytest.mark.skipif(not MEMORY.is_dir(), reason="there is no such folder on this machine")
def test_nothing_stays_in_memory_of_a_process_that_was_killed(tmp_path: Path) -> None:
    """Not of one that has ended meanwhile, and the judge's folder goes as well."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for each in SHARED:
        each.touch()
    command = [sys.executable, "-I", "-S", str(last_will.__file__), str(folder)]
    subprocess.run(command, input=f"{NOBODY}\n-{NOBODY}\n".encode(), check=True, timeout=30)
    assert [each for each in (*SHARED, folder) if each.exists()] == []
