"""What a person gets wrong: one clear message, nothing left behind, no verdict lost."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest

from support.targets.description import HERE
from support.targets.free_ports import a_free_port
from support.wire.patience import watch_for
from tests.a_run import Run, Runs, small_project

if TYPE_CHECKING:
    from pathlib import Path

AT_WORK = "features/operations/at_work.feature"
GOOD = """@operations @EP-01
Feature: Good
  Rule: It works
    Example: At work
      When the operator looks after the gateway
      Then the gateway is alive
"""


def refused(run: Run) -> str:
    """What was said of a run that was not begun: one message and nothing else."""
    assert run.status == 1, run.said
    assert run.verdicts == []
    assert run.left_over == []
    first, _, rest = run.said.partition("\n")
    assert first.startswith("USING RUNNER")
    assert "Traceback" not in rest
    assert "HOOK-ERROR" not in rest
    assert "0 features passed" not in rest
    return rest


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project")


def judged(project: Path, feature: str, *arguments: str) -> Run:
    (project / "features" / "mine.feature").write_text(feature, encoding="utf-8")
    return Runs(project.parent, project).run(*arguments, "features/mine.feature")


def test_an_unknown_setting(tmp_path: Path) -> None:
    """A setting that nobody knows is told with those that there are."""
    said = refused(Runs(tmp_path).run("-D", "colour=red", AT_WORK))
    assert said.startswith("there is no setting called colour; these can be given:")
    assert "-D target=..." in said


def test_a_setting_without_a_value(tmp_path: Path) -> None:
    """Whoever means a gateway whose address got lost does not see another one judged."""
    said = refused(Runs(tmp_path).run("-D", "gateway=", AT_WORK))
    assert said == "nothing stands behind -D gateway=; give it a value, or leave it out\n"


def test_an_unknown_lie(tmp_path: Path) -> None:
    """Of a thousand lies those are told that may have been meant."""
    said = refused(Runs(tmp_path).run("-D", "lie=loops.ignores_the_body", AT_WORK))
    assert "did you mean loop_sameness.ignores_the_body? scripts/lies --list" in said
    said = refused(Runs(tmp_path).run("-D", "lie=loop_sameness.ignores_body", AT_WORK))
    assert "did you mean loop_sameness.ignores_the_body" in said
    assert said.count(" or ") <= 2


def test_a_plan_of_lies_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there is told by its name, as everything else."""
    said = refused(Runs(tmp_path).run("-D", f"lies={tmp_path}/none.json", AT_WORK))
    assert "none.json does not say which scenario meets which lie" in said


def test_a_target_that_asks_for_something(tmp_path: Path) -> None:
    """What has to be brought along is asked for by its setting, with what it means."""
    file = tmp_path / "mine.toml"
    asks = (HERE / "fairvisor.toml").read_text("utf-8").replace('program = "nginx"\n', "")
    file.write_text(asks.replace("program={program}", "program=nginx"))
    said = refused(Runs(tmp_path).run("-D", f"target={file}", AT_WORK))
    assert "this target needs -D fairvisor.home=...: the folder of a clone" in said


def test_an_unknown_target(tmp_path: Path) -> None:
    """A target that is not there is told with those that ship."""
    said = refused(Runs(tmp_path).run("-D", "target=embeded", AT_WORK))
    assert "there is no target 'embeded'" in said
    assert "Choose one of embedded, fairvisor, fairvisor_decision, nginx, process, remote" in said


def test_a_target_file_with_a_wrong_key(tmp_path: Path) -> None:
    """The key is told with its line."""
    file = tmp_path / "mine.toml"
    file.write_text("colour = 'red'\n" + (HERE / "process.toml").read_text("utf-8"))
    said = refused(Runs(tmp_path).run("-D", f"target={file}", AT_WORK))
    assert said.startswith("mine.toml, line 1: 'colour' is not a key that a target file has")


def test_a_gateway_that_is_not_there(tmp_path: Path) -> None:
    """Nobody listening is told before anything is judged."""
    said = refused(Runs(tmp_path).run("-D", f"gateway=http://127.0.0.1:{a_free_port()}", AT_WORK))
    assert "cannot be reached: Connection refused. Start the gateway, or mend the address." in said
    assert said.count("\n") == 1


def test_two_gateways_at_once(tmp_path: Path) -> None:
    """An address of one gateway and the name of another do not go together."""
    said = refused(Runs(tmp_path).run("-D", "gateway=http://h", "-D", "target=process", AT_WORK))
    assert "leave out one of -D gateway and -D target" in said


def test_a_port_in_use(tmp_path: Path) -> None:
    """A fixed port that somebody has is told before anything is judged."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        file = tmp_path / "mine.toml"
        text = (HERE / "process.toml").read_text("utf-8")
        file.write_text(text.replace("[hooks]\n", f"[hooks]\nport = {port}\n"))
        said = refused(Runs(tmp_path).run("-D", f"target={file}", AT_WORK))
    assert f"port {port} is in use; end what listens there, or take the line port" in said


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that is no folder is told before anything is judged."""
    runs = Runs(tmp_path)
    runs.kept.write_text("I am a file")
    said = refused(runs.run(AT_WORK))
    assert f"the run cannot be kept in {runs.kept}: File exists." in said
    assert "choose another folder with -D run=FOLDER" in said


def test_a_folder_for_evidence_that_cannot_be_written(tmp_path: Path) -> None:
    """A place for evidence that is taken is told before anything is judged."""
    runs = Runs(tmp_path)
    runs.kept.mkdir()
    (runs.kept / "pieces").write_text("I am a file")
    said = refused(runs.run(AT_WORK))
    assert f"the evidence cannot be kept in {runs.kept / 'pieces'}: File exists." in said


def test_a_run_is_not_overwritten(tmp_path: Path) -> None:
    """A folder that holds a run already is refused, and the run in it stands."""
    runs = Runs(tmp_path)
    assert runs.run(AT_WORK).status == 0
    kept, before = runs.kept, runs.record.read_bytes()
    said = refused(runs.run("-D", f"run={kept}", AT_WORK))
    assert f"there is a run in {kept} already; choose another folder" in said
    assert (kept / "run.ndjson").read_bytes() == before


def test_a_misspelt_reason(project: Path) -> None:
    """A reason that nobody knows is no sentence; the nearest ones are told."""
    wrong = GOOD.replace(
        "the gateway is alive", "the request is refused because the minute budget is spend"
    )
    run = judged(project, GOOD.replace("At work", "First") + wrong[wrong.index("    Example") :])
    assert run.status == 1
    assert run.words == ["passed", "error"]
    assert "did you mean 'the request is refused because the minute budget is spent'" in run.said
    assert "did you mean" in run.verdicts[1]["message"]
    assert run.left_over == []


def test_a_table_without_a_column(project: Path) -> None:
    """A table is told which columns it should have and which it has."""
    table = "\n        | part |\n        | x    |"
    sentence = "Then the answer carries"
    asked = "Given Acme may use 12,000 tokens per minute\n      When Acme asks for up to 600 tokens"
    feature = GOOD.replace("When the operator looks after the gateway", asked)
    feature = feature.replace("Then the gateway is alive", sentence + table)
    run = judged(project, feature)
    assert run.words == ["error"], run.said
    assert "needs a table with the columns | part | value |" in run.verdicts[0]["message"]
    assert "| part |" in run.verdicts[0]["message"].rpartition("and there is")[2]
    assert "Traceback" not in run.said


def test_a_full_disk_costs_no_verdict(tmp_path: Path) -> None:
    """Evidence that cannot be written any more leaves its verdict, one message, and a failure."""
    runs = Runs(tmp_path)
    process = runs.begin("features/operations")
    assert watch_for(lambda: runs.record.exists() and '"judged"' in runs.record.read_text(), 60)
    (runs.kept / "pieces").rename(runs.kept / "gone")
    run = runs.see_through(process)
    assert run.status == 1
    assert set(run.words) == {"passed"}
    assert run.said.count("not all evidence could be kept") == 1
    assert "The verdicts stand above." in run.said
    assert "Traceback" not in run.said


def test_a_full_disk_for_verdicts(tmp_path: Path) -> None:
    """Verdicts that cannot be written are told all the same, with one message and a failure."""
    runs = Runs(tmp_path)
    runs.kept.mkdir()
    runs.record.symlink_to("/dev/full")
    run = runs.run("features/operations/readiness.feature")
    assert run.status == 1
    assert run.said.count("not all verdicts could be kept in") == 1
    assert re.search(r"^\d+ passed, 0 failed, 0 in error", run.said, re.MULTILINE)
