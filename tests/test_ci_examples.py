"""The examples for CI: they can be read, name what there is, and do what they say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from support.reports.commands.report import KINDS
from support.settings import read
from tests.a_run import ROOT, small_project

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = sorted((ROOT / "docs/ci").glob("*.yml"))
FEATURE = "features/operations/readiness.feature"


def known(name: str) -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load((ROOT / "docs/ci" / name).read_text("utf-8"))
    return made


def commands_of(part: object) -> list[str]:
    """Every line of a shell, wherever it stands."""
    if isinstance(part, list):
        return [line for each in part for line in commands_of(each)]
    if not isinstance(part, dict):
        return []
    here = [part.get("run", ""), *part.get("script", [])]
    lines = [line for each in here if isinstance(each, str) for line in each.splitlines()]
    return lines + [line for each in part.values() for line in commands_of(each)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_what_is_called_is_there(example: Path) -> None:
    """Each script, each kind of report, each setting."""
    commands = commands_of(known(example.name))
    assert len(commands) >= 4
    for line in commands:
        words = line.split()
        assert os.access(ROOT / words[0], os.X_OK), line
        if words[0] == "scripts/wicket":
            assert words[1] in {"report", "gate"}
            assert words[2] == "build/shards/*"
            assert words[1] == "gate" or words[words.index("--to") + 1] in KINDS
        else:
            said = re.sub(r"\$\{\{[^}]*\}\}|\$CI_NODE_\w+", "1", line)
            given = re.findall(r"-D (\w+)=(\S+)", said)
            assert {"shard", "run"} == {name for name, _ in given}
            assert read(dict(given)).shard


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_the_gate_decides_when_all_is_made(example: Path) -> None:
    """It stands behind every report of its job, and no shard decides before it."""
    made = known(example.name)
    jobs = made.get("jobs", made)
    *before, last = commands_of(jobs["report"])
    assert last.startswith("scripts/wicket gate build/shards/*")
    assert all(each.startswith("scripts/wicket report ") for each in before)
    assert jobs["shard"].get("continue-on-error") or jobs["shard"].get("allow_failure")


def test_what_is_written_is_taken_up() -> None:
    """Files that one step names are made by another."""
    gitlab, github = known("gitlab-ci.yml"), known("github-actions.yml")
    assert gitlab["report"]["artifacts"]["reports"]["junit"] == "build/reports/junit/junit.xml"
    steps = github["jobs"]["report"]["steps"]
    named = [each["with"]["sarif_file"] for each in steps if "sarif" in each.get("uses", "")]
    assert named == ["build/reports/sarif/wicketkeeper.sarif"]
    shard = github["jobs"]["shard"]
    of = len(shard["strategy"]["matrix"]["shard"])
    assert f"shard=${{{{ matrix.shard }}}}/{of} " in commands_of(shard)[0]
    assert shard["name"].endswith(f"of {of}")


def project(folder: Path) -> Path:
    """A clone in which the scripts are ours, but take the environment that stands already."""
    made = small_project(folder)
    feature = made / FEATURE
    feature.parent.mkdir()
    feature.write_bytes((ROOT / FEATURE).read_bytes())
    (made / "scripts").mkdir()
    for name, called in (("accept", "-m behave"), ("wicket", ROOT / "scripts/wicket.py")):
        script = made / "scripts" / name
        script.write_text(f'#!/bin/sh\nexec {sys.executable} {called} "$@"\n')
        script.chmod(0o755)
    return made


def shell(folder: Path, lines: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """As GitHub runs the lines of a step."""
    (folder / "step.sh").write_text(lines)
    return subprocess.run(
        ["/bin/bash", "-e", "step.sh"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        text=True,
    )


def test_two_shards_are_merged(tmp_path: Path) -> None:
    """The commands of both jobs, on two real shards: every report is made, and all is well."""
    clone, jobs = project(tmp_path / "clone"), known("github-actions.yml")["jobs"]
    (line,) = commands_of(jobs["shard"])
    for number in ("1", "2"):
        here = line.replace("${{ matrix.shard }}", number).replace("/4 ", "/2 ")
        ran = shell(clone, f"{here} {FEATURE}")
        assert ran.returncode == 0, ran.stdout + ran.stderr
    summary = tmp_path / "summary.md"
    merged = shell(clone, "\n".join(commands_of(jobs["report"])), GITHUB_STEP_SUMMARY=str(summary))
    assert merged.returncode == 0, merged.stderr
    assert summary.read_text("utf-8").startswith("## Wicketkeeper reference gateway 1: ")
    reports = clone / "build/reports"
    junit = ET.parse(reports / "junit/junit.xml").getroot()  # noqa: S314 - written just now
    cases = list(junit.iter("testcase"))
    assert len([each for each in cases if each.get("file") == FEATURE]) >= 5
    assert not list(junit.iter("skipped"))
    assert not list(junit.iter("failure"))
    (run,) = json.loads((reports / "sarif/wicketkeeper.sarif").read_text("utf-8"))["runs"]
    assert run["results"] == []
    assert (reports / "conformance/conformance.json").exists()


def test_a_lost_shard_is_not_overlooked(tmp_path: Path) -> None:
    """The reports are made from what there is, and each of them says what is missing."""
    clone, jobs = project(tmp_path / "clone"), known("github-actions.yml")["jobs"]
    (line,) = commands_of(jobs["shard"])
    shell(clone, line.replace("${{ matrix.shard }}", "1").replace("/4 ", "/2 "))
    summary = tmp_path / "summary.md"
    merged = shell(clone, "\n".join(commands_of(jobs["report"])), GITHUB_STEP_SUMMARY=str(summary))
    assert merged.returncode == 1, merged.stderr
    assert "wrong with the run itself: of 2 shards these are missing: 2" in merged.stdout
    assert "::error title=The run itself::of 2 shards these are missing: 2" in merged.stdout
    assert "this run is no success" in summary.read_text("utf-8")
    junit = ET.parse(clone / "build/reports/junit/junit.xml").getroot()  # noqa: S314 - likewise
    assert junit.find(".//error") is not None
    assert list(junit.iter("skipped"))
