"""A gateway of several processes is whole, or it is not there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 20


class Family:
    """A gateway of three processes, and a pipe that breaks when the last of them is gone."""

    def __init__(self, folder: Path) -> None:
        """Start it, and wait until it serves."""
        settings = folder / "settings.json"
        settings.write_text(json.dumps({"store": str(folder), "workers": 3}))
        command = [sys.executable, "-m", "support.reference", str(settings)]
        self.first = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.first.stdout
        assert self.first.stdout.readline().startswith("listening on http://")

    def siblings(self) -> list[int]:
        """Return the process ids of the others."""
        listed = subprocess.check_output(
            ["/bin/ps", "-o", "pid=", "--ppid", str(self.first.pid)], text=True
        )
        return [int(each) for each in listed.split()]

    def everybody_left(self) -> tuple[str, int]:
        """Wait for the end of all, who share standard error; return it and the exit status."""
        _, said = self.first.communicate(timeout=PATIENCE)
        return said, self.first.returncode


@pytest.fixture(name="family")
def _family(tmp_path: Path) -> Iterator[Family]:
    family = Family(tmp_path)
    yield family
    if family.first.poll() is None:
        family.first.kill()
        family.everybody_left()


def test_all_stop_politely(family: Family) -> None:
    """SIGTERM to the first is enough, and the exit status is 0."""
    assert len(family.siblings()) == 2
    family.first.terminate()
    assert family.everybody_left() == ("", 0)


def test_nobody_outlives_the_first(family: Family) -> None:
    """Not even when it is killed and can tell nobody."""
    family.first.kill()
    assert family.everybody_left()[1] == -signal.SIGKILL


def test_the_first_does_not_go_on_without_one_of_the_others(family: Family) -> None:
    """It ends with an error that says so."""
    os.kill(family.siblings()[0], signal.SIGKILL)
    said, status = family.everybody_left()
    assert "a worker process has ended" in said
    assert status == 1
