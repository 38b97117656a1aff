"""How a run ends: what is a failure, what is an error, and that no doubt ends with status 0."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from support.targets.description import load
from tests.a_run import Runs, small_project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.a_run import Run

STEPS = '''
from behave import given, then, when
from hamcrest import assert_that, equal_to


@given("nothing in particular")
@when("nothing happens")
@then("nothing has happened")
def nothing(context):
    """Nothing."""


@given("something taken for granted")
@then("something is taken for granted")
def granted(context):
    assert 1 == 2, "one is not two"


@given("a judgement")
@then("it is judged")
def judged(context):
    assert_that("what was seen", equal_to("what was promised"))


@then("the judge stumbles")
def stumbles(context):
    raise KeyError("lost")


@then("a world is lost")
def lost(context):
    def close():
        raise KeyError("lost")
    context.world.neighbours.close = close


@then("a file is never closed")
def kept_open(context):
    context.suite.kept_open = open(__file__)


@when("somebody says that it is enough")
def interrupted(context):
    raise KeyboardInterrupt


@then("somebody says so before the next one begins")
def enough(context):
    import os, signal
    begins = context.suite.open_world
    def interrupted():
        os.kill(os.getpid(), signal.SIGINT)
        return begins()
    context.suite.open_world = interrupted


@then("an event is reported under two keys")
def reported_twice(context):
    from support.wire.exchange import Request
    for key in ("one", "two"):
        keys = (("Idempotency-Key", key),)
        report = Request("POST", "/v1/edges/e/events", keys, b'{"events": [{"id": "7"}]}')
        context.world.ledger.begin("gateway to control plane", "the gateway", report)
'''
FEATURE = """@operations @EP-01
Feature: Endings
  Rule: It ends
    Example: An ending
      Given {given}
      When nothing happens
      Then {then}
"""
GOOD = FEATURE.format(given="nothing in particular", then="nothing has happened")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = small_project(tmp_path / "project")
    (folder / "steps" / "endings.py").write_text(STEPS, encoding="utf-8")
    return folder


def run(project: Path, feature: str, *arguments: str) -> Run:
    (project / "features" / "mine.feature").write_text(feature, encoding="utf-8")
    return Runs(project.parent, project).run(*arguments, "features/mine.feature")


def test_a_judgement_in_a_then_is_a_failure(project: Path) -> None:
    """Only here is a promise broken."""
    ended = run(project, GOOD.replace("nothing has happened", "it is judged"))
    assert (ended.status, ended.words) == (1, ["failed"])
    assert "Expected: 'what was promised'" in ended.said
    assert "Since the When:" in ended.said
    assert "broken       EP-01  Live and ready mean what they say." in ended.said
    assert "1 scenario failed" in ended.said or "0 scenarios passed, 1 failed" in ended.said


ELSEWHERE = [
    ("a judgement", "nothing has happened", "not as the judge takes for granted"),
    ("something taken for granted", "nothing has happened", "one is not two"),
    ("nothing in particular", "something is taken for granted", "(steps/endings.py:16)"),
    ("nothing in particular", "the judge stumbles", "an unforeseen fault on the judge's side"),
    ("nothing in particular", "nobody has said this", "there is no sentence for 'then'"),
]


def test_everything_else_is_an_error(project: Path) -> None:
    """A judgement elsewhere, an assertion, a stumble, an unknown sentence: nothing was proved."""
    head, mark, _ = FEATURE.partition("    Example")
    examples = [
        FEATURE.format(given=given, then=then).partition("    Example")[2].replace("An", f"{n}.", 1)
        for n, (given, then, _) in enumerate(ELSEWHERE)
    ]
    ended = run(project, head + "".join(mark + each for each in examples))
    assert (ended.status, ended.words) == (1, ["error"] * len(ELSEWHERE)), ended.said
    for verdict, (_, _, told) in zip(ended.verdicts, ELSEWHERE, strict=True):
        assert told in verdict["message"]
        assert verdict["message"].startswith("Nothing was proved about the gateway: ")
    assert "Traceback" not in ended.said
    assert "inconclusive EP-01" in ended.said


def test_verbose_tells_where(project: Path) -> None:
    """Whoever mends the suite can have the traceback."""
    feature = GOOD.replace("nothing has happened", "the judge stumbles")
    assert "Traceback" in run(project, feature, "--verbose").said


def test_a_world_that_does_not_close_is_an_error(project: Path) -> None:
    """A promise that seemed kept is not, when something was left behind."""
    ended = run(project, GOOD.replace("nothing has happened", "a world is lost"))
    assert (ended.status, ended.words) == (1, ["error"])


def test_a_scenario_that_leaves_something_behind_is_told(project: Path) -> None:
    """Its verdict stands, and the run is no success; the first scenario sets the measure."""
    tidy = GOOD.replace("An ending", "Tidy")
    untidy = FEATURE.format(given="nothing in particular", then="a file is never closed")
    ended = run(project, tidy + untidy.partition("  Rule: It ends\n")[2])
    assert (ended.status, ended.words) == (1, ["passed", "passed"])
    assert "mine.feature:8 has left something behind: 1 open file more than before" in ended.said


def test_a_history_that_contradicts_itself_is_a_failure(project: Path) -> None:
    """Also where every Then was content; and the end of the run says how many were looked at."""
    ended = run(
        project, GOOD.replace("nothing has happened", "an event is reported under two keys")
    )
    assert (ended.status, ended.words) == (1, ["failed"])
    assert "exactly once: the event 7 was reported 2 times" in ended.verdicts[0]["message"]
    assert "broken       EP-01" in ended.said
    assert "whole histories: 1; judged by quota 0" in ended.said


def test_the_end_tells_how_long_it_took(project: Path) -> None:
    """Behave counts no example that stands under a Rule, and all of ours do."""
    took = re.search(r"Took 0min (\d+\.\d+)s", run(project, GOOD).said)
    assert took
    assert float(took[1]) > 0


def test_a_good_run_ends_well(project: Path) -> None:
    """With a verdict that passed and no other, the status is 0; so with a dry run."""
    assert run(project, GOOD).status == 0
    dry = run(project, GOOD, "--dry-run")
    assert dry.status == 0


ROWS = """
      Examples:
        | what            | then                                       |
        | nothing happens | nothing has happened                       |
        | {what}          | {then}                                     |
        | nothing happens | nothing has happened                       |
        | nothing happens | nothing has happened                       |
"""
INTERRUPTED = [
    ("somebody says that it is enough", "nothing has happened", 1, "was interrupted here."),
    ("nothing happens", "somebody says so before the next one begins", 2, "before this sentence."),
]


@pytest.mark.parametrize(("what", "then", "passed", "told"), INTERRUPTED)
def test_what_ctrl_c_leaves_undone_has_no_verdict(
    project: Path, what: str, then: str, passed: int, told: str
) -> None:
    """One scenario is interrupted; those that come after it were never reached."""
    row = GOOD.replace("Example:", "Scenario Outline:").replace("nothing happens", "<what>")
    rows = ROWS.format(what=what, then=then)
    ended = run(project, row.replace("nothing has happened", "<then>") + rows)
    assert (ended.status, ended.words) == (1, ["passed"] * passed + ["error"]), ended.said
    assert ended.verdicts[-1]["message"].endswith(told)


def test_a_dry_run_fails_nobody(project: Path) -> None:
    """No row of an outline was run, and so neither it nor what is around it passed or failed."""
    row = GOOD.replace("Example:", "Scenario Outline:").replace("nothing happens", "<what>")
    table = "\n      Examples:\n        | what            |\n        | nothing happens |\n"
    ended = run(project, row + table + GOOD[GOOD.index("    Example") :], "--dry-run")
    assert "0 features passed, 0 failed, 0 skipped, 1 untested" in ended.said
    assert "0 rules passed, 0 failed, 0 skipped, 1 untested" in ended.said


def test_a_dry_run_finds_unknown_sentences(project: Path) -> None:
    """What nobody has said is a failure before anything is run."""
    assert (
        run(project, GOOD.replace("nothing has happened", "nobody said"), "--dry-run").status == 1
    )


def test_a_part_by_its_name_need_not_prove_every_claim(project: Path) -> None:
    """Whoever asks for some files has not asked for everything."""
    (project / "features" / "mine.feature").write_text(GOOD, encoding="utf-8")
    assert Runs(project.parent, project).run().status == 1
    assert Runs(project.parent, project).run("--include", "mine").status == 0


def test_tags_that_select_nothing_prove_nothing(project: Path) -> None:
    """A run without a scenario is no success."""
    ended = run(project, GOOD, "--tags=@P2")
    assert (ended.status, ended.words) == (1, [])
    assert "! no promise was proved: no scenario fits what was asked for; mend the" in ended.said


def test_stop_ends_after_the_first_failure(project: Path) -> None:
    """With --stop the rest is not run; what was reached is kept."""
    first = GOOD.replace("nothing has happened", "it is judged")
    second = GOOD[GOOD.index("    Example") :].replace("An ending", "Another")
    ended = run(project, first + second, "--stop")
    assert (ended.status, ended.words) == (1, ["failed"])


def test_junit_tells_the_same(project: Path) -> None:
    """A failure is a failure, an error an error, each with its words; the status stays."""
    reports = project.parent / "junit"
    junit = ("--junit", "--junit-directory", str(reports))
    failed = run(project, GOOD.replace("nothing has happened", "it is judged"), *junit)
    (report,) = reports.glob("*.xml")
    case = ET.parse(report).find(".//failure")  # noqa: S314 - written just now
    assert failed.status == 1
    assert case is not None
    assert case.get("type") == "PromiseBroken"
    assert "Since the When:" in (case.text or "")
    erred = run(project, GOOD.replace("nothing has happened", "the judge stumbles"), *junit)
    case = ET.parse(report).find(".//error")  # noqa: S314 - written just now
    assert erred.status == 1
    assert case is not None
    assert case.get("type") == "NothingProved"


def test_a_stage_has_steps_and_hooks_of_its_own(project: Path) -> None:
    """With --stage=nightly behave takes nightly_steps and its environment."""
    (project / "nightly_steps").mkdir()
    for each in (project / "steps").glob("*.py"):
        (project / "nightly_steps" / each.name).symlink_to(each)
    (project / "nightly_environment.py").write_text(
        "from environment import *  # noqa: F403\nprint('the nights are long')\n"
    )
    ended = run(project, GOOD, "--stage=nightly")
    assert (ended.status, ended.words) == (0, ["passed"]), ended.said
    assert "the nights are long" in ended.said


def test_what_is_claimed_but_silent_is_told(project: Path) -> None:
    """A run of everything says which claims no scenario has spoken to."""
    (project / "features" / "mine.feature").write_text(GOOD, encoding="utf-8")
    ended = Runs(project.parent, project).run()
    assert ended.status == 1
    for ability in load("embedded").claims:
        assert f"! {ability} is claimed, but no scenario that needs it has run" in ended.said
