"""The same features, unchanged, against gateways that are started or found in other ways."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support.errors import BadInputError
from support.evidence.ledger import Happening
from support.reports.runs import read
from support.targets import faketime
from support.targets.description import HERE
from support.targets.free_ports import a_free_port
from support.targets.looking import answers_well
from support.targets.process import found
from support.wire.patience import watch_for
from tests.a_run import ROOT, Runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT_WORK = "features/operations/at_work.feature"
COMING_BACK = "features/crawlers/coming_back.feature"
RUNAWAYS = "features/request_limits/runaway_clients.feature"
READINESS = "features/operations/readiness.feature"
PROCESS = (HERE / "process.toml").read_text("utf-8")


@pytest.fixture
def by_hand(tmp_path: Path) -> Iterator[str]:
    """A gateway that somebody has started and goes on using."""
    port = a_free_port()
    bundle = tmp_path / "bundle.json"
    bundle.write_text(
        json.dumps(
            {
                "version": 7,
                "issued_at": "2026-09-23T12:00:00Z",
                "callers": [],
                "routes": [],
                "policies": [],
            }
        )
    )
    store = tmp_path / "store"
    store.mkdir()
    settings = tmp_path / "settings.json"
    listen = f"127.0.0.1:{port}"
    settings.write_text(
        json.dumps({"listen": listen, "store": str(store), "bundle_file": str(bundle)})
    )
    command = [sys.executable, "-m", "support.reference", str(settings)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as gateway:
        assert watch_for(lambda: answers_well(f"http://{listen}", "/readyz", 5.0), 60)
        yield f"http://{listen}"
        gateway.terminate()


def test_a_process_is_judged(tmp_path: Path) -> None:
    """What the process can do is proved, what it cannot is not claimed, and nothing stays."""
    run = Runs(tmp_path).run("-D", "target=process", AT_WORK, READINESS)
    assert run.status == 0, run.said
    assert run.words[0] == "passed"
    assert set(run.words[1:]) == {"not claimed"}
    assert "does not claim control_plane: " in run.verdicts[1]["message"]
    assert "is told of no control plane" in run.verdicts[1]["message"]
    assert run.said.count(f"      {run.verdicts[1]['message']}\n") == 1
    assert run.left_over == []


@pytest.mark.skipif(faketime.why_not() is not None, reason=str(faketime.why_not()))
def test_a_process_is_killed_and_its_clock_moved(tmp_path: Path) -> None:
    """By its hooks alone: a clock that is told the time, a crash, and the same address again."""
    file = tmp_path / "mine.toml"
    kill = 'clock = "faketime"\nkill = ["/bin/kill", "-KILL", "{pid}"]'
    file.write_text(PROCESS.replace('clock = "faketime"', kill))
    run = Runs(tmp_path).run(
        *("-D", f"target={file}", "--no-skipped", "--name", "A part of a second counts"),
        *("--name", "The gateway is killed after a crawler", COMING_BACK),
    )
    assert run.words == ["passed", "passed"], run.said
    assert run.left_over == []


def _no_nginx() -> str | None:
    try:
        found("nginx")
    except BadInputError as fault:
        return str(fault)
    return None


@pytest.mark.skipif(_no_nginx() is not None, reason=str(_no_nginx()))
def test_a_gateway_of_others_is_judged(tmp_path: Path) -> None:
    """It is started in a folder of its own, is given its policy, and leaves nothing behind."""
    run = Runs(tmp_path).run(
        *("-D", "target=nginx", "--no-skipped", "--name", "Somebody asks a gateway"),
        *("--name", "A program sends one request too many", AT_WORK, RUNAWAYS),
    )
    assert run.words[0] == "passed", run.said
    assert set(run.words) <= {"passed", "not claimed"}
    assert run.left_over == []


def test_what_a_process_says_is_evidence(tmp_path: Path) -> None:
    """The output of a gateway that was started by a command line is kept with the scenario."""
    run = Runs(tmp_path).run("-D", "target=process", AT_WORK)
    kept = read(run.run)
    (scenario,) = kept.seen
    said = [each.text for each in kept.history(scenario) if isinstance(each, Happening)]
    assert any("listening on" in each for each in said)


def test_a_remote_gateway_is_judged(tmp_path: Path, by_hand: str) -> None:
    """A gateway that somebody started by hand is judged by what needs nothing of it."""
    run = Runs(tmp_path).run("-D", f"gateway={by_hand}", AT_WORK, READINESS)
    assert run.status == 0, run.said
    assert run.words[0] == "passed"
    assert set(run.words[1:]) == {"not claimed"}


def test_a_command_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A gateway that cannot be started is an error with its last words, and no verdict on it."""
    file = tmp_path / "mine.toml"
    file.write_text(PROCESS.replace('"{python}", "-m"', '"no-such-gateway", "-m"'))
    run = Runs(tmp_path).run("-D", f"target={file}", AT_WORK)
    assert run.status == 1
    assert run.words == ["error"]
    assert "ended with exit status 127 before it answered" in run.verdicts[0]["message"]
    assert "no-such-gateway" in run.verdicts[0]["message"]
    assert run.left_over == []
