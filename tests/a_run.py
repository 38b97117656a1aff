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
    evidence: Path
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
        self.verdicts = folder / "verdicts.jsonl"
        self.evidence = folder / "evidence"

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """A run in a process group of its own, as a shell starts it."""
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "behave"),
                *("-D", f"verdicts={self.verdicts}", "-D", f"evidence={self.evidence}"),
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
        kept = self.verdicts.read_text("utf-8") if self.verdicts.exists() else ""
        return Run(
            process.returncode,
            said,
            [json.loads(line) for line in kept.splitlines()],
            self.evidence,
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
