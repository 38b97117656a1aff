"""Writes the run record while the run goes on: each line when it is known, for good.

Rule 1: a verdict is written at once, without waiting for anything; what was seen is kept behind the
next scenario's back, and said in a line of its own. Rule 2: what cannot be written is told once and
costs nothing that stands already. Rule 3: nothing secret is written.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.evidence.archive import Archive
from support.evidence.room import before_a_run, in_a_run
from support.reports.record import FILE, PIECES

if TYPE_CHECKING:
    from pydantic import BaseModel

    from support.evidence.redaction import Secrets

RUNS = Path("build/runs")  # each run in a folder of its own, unless one is named
NEWEST = Path("build/run")  # a link to the last of them that has begun
_KEPT = 30  # runs; older ones make room


class Recorder:
    def __init__(self, folder: Path | None, secrets: Secrets) -> None:
        self.folder = folder or _new_folder()
        self.archive = Archive(self.folder / PIECES)
        self._secrets = secrets
        self._lock = Lock()
        file = self.folder / FILE
        with before_a_run("the run", self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size:
                msg = f"there is a run in {self.folder} already; choose another folder, or move it"
                raise BadInputError(msg)
            self._file = file.open("wb", buffering=0)
        self._is_one_of_many = folder is None

    def make_known(self) -> None:
        """The run has begun, and is the newest one; a run that was refused never is."""
        if self._is_one_of_many:
            with in_a_run("runs", RUNS):
                _make_known(self.folder)

    def write(self, line: BaseModel) -> None:
        text = self._secrets.hidden(line.model_dump_json(exclude_none=True)) + "\n"
        with in_a_run("verdicts", self.folder), self._lock:
            self._file.write(text.encode())

    def close(self) -> None:
        self._file.close()

    def withdraw(self) -> None:
        """No run has begun, so nothing of one is left."""
        self.close()
        (self.folder / FILE).unlink()
        for each in (self.archive.folder, self.folder):
            if each.is_dir() and not any(each.iterdir()):
                each.rmdir()


def _new_folder() -> Path:
    """Named after the moment, so that folders sort by time; two in one second stay two."""
    return RUNS / f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S}-{os.getpid()}"


def _make_known(folder: Path) -> None:
    """The newest run has a place of its own; runs of long ago make room."""
    coming = NEWEST.with_name(f"{NEWEST.name}-{os.getpid()}")
    coming.symlink_to(folder.relative_to(NEWEST.parent))
    coming.replace(NEWEST)
    for old in sorted(RUNS.iterdir())[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
