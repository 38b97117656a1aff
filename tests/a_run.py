"""Runs behave as a person does, and keeps what it said and what it left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]


class Run(NamedTuple):
    """What came of one run."""

    status: int
    said: str
    verdicts: list[dict[str, Any]]
    run: Path
    left_over: list[str]

    @property
    def words(self) -> list[str]:
        return [each["word"] for each in self.verdicts]


class Runs:
    """Runs whose files all lie in one folder, the temporary ones too."""

    def __init__(self, folder: Path, project: Path = ROOT) -> None:
        self.folder = folder
        self.project = project
        self.temporary = folder / "tmp"
        self.temporary.mkdir(exist_ok=True)
        self._begun = len(list(folder.glob("run-*")))

    @property
    def kept(self) -> Path:
        """Where the run that was begun last is kept, or the first one will be."""
        return self.folder / f"run-{self._begun or 1}"

    @property
    def record(self) -> Path:
        return self.kept / "run.ndjson"

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """A run in a process group of its own, as a shell starts it."""
        self._begun += 1
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "behave"),
                *("-D", f"run={self.kept}"),
                *arguments,
            ],
            cwd=self.project,
            env={**os.environ, "TMPDIR": str(self.temporary), "PYTHONUNBUFFERED": "1"},
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,
        )

    def see_through(self, process: subprocess.Popen[str]) -> Run:
        try:
            said = process.communicate(timeout=180)[0]
        finally:
            process.kill()
        kept = self.record.read_text("utf-8") if self.record.is_file() else ""
        lines = [json.loads(line) for line in kept.splitlines()]
        return Run(
            process.returncode,
            said,
            [line for line in lines if line["line"] == "judged"],
            self.kept,
            [each.name for each in self.temporary.iterdir()],
        )

    def run(self, *arguments: str) -> Run:
        return self.see_through(self.begin(*arguments))


def small_project(folder: Path) -> Path:
    """A project with our hooks and steps, and room for features and steps of its own."""
    for inner in ("features", "steps"):
        (folder / inner).mkdir(parents=True)
    for each in (ROOT / "steps").glob("*.py"):
        (folder / "steps" / each.name).symlink_to(each)
    for name in ("environment.py", "behave.ini", "support", "features/promises.toml"):
        (folder / name).symlink_to(ROOT / name)
    return folder
