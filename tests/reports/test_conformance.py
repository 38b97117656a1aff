"""The conformance report: no input makes an unproven promise read as kept, and it says why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import event, given, settings

from support.reports.baseline import Baseline, held_against
from support.reports.conformance import command, conformance
from support.reports.kinds.conformance import files
from support.reports.record import Fault, Judged
from support.reports.runs import read
from support.reports.standings import standings
from tests.reports.a_record import FILE, began, ended, feature, judged, record, scenario
from tests.reports.a_suite import Suite, suites

if TYPE_CHECKING:
    from pydantic import BaseModel

DOCS = Path(__file__).parents[2] / "docs"
TODAY = date(2026, 9, 23)


def reported(*folders: Path) -> dict[str, Any]:
    """The report, the same in both of its forms and by the schema that is published."""
    made = dict(files(read(*folders)))
    said: dict[str, Any] = json.loads(made["conformance.json"])
    assert yaml.safe_load(made["conformance.yaml"]) == said
    jsonschema.validate(said, json.loads((DOCS / "conformance.schema.json").read_text("utf-8")))
    return said


def of(folder: Path, *lines: BaseModel, **about: object) -> dict[str, Any]:
    return reported(record(folder / "run", began(**about), *lines))


@settings(max_examples=200, deadline=None)
@given(suites())
def test_nothing_reads_as_kept_that_was_not_proved(suite: Suite) -> None:
    """Whatever was skipped, undefined, left out, killed, faulty, missing or never there.

    Nor is a run a success in which it was, however many parts it has been put together from.
    """
    with TemporaryDirectory() as folder:
        run = read(*suite.write(Path(folder)))
    said = conformance(run)
    assert (not held_against(run, Baseline(), TODAY).remarks) == suite.is_success
    for each in said.promises:
        event(each.standing)
        assert (each.standing == "kept") == suite.may_be_kept(each.id)
        assert (
            each.standing == "kept" or each.because or said.harness_faults or said.partial_because
        )


WORDS = {
    "kept": (judged(3), judged(9)),
    "broken": (judged(3, "failed"), judged(9, "error")),
    "inconclusive": (judged(3), judged(9, "error")),
    "unproven": (),
    "not claimed": (judged(3, "not claimed"), judged(9, "not claimed")),
    "harness fault": (judged(3), judged(9), Fault(text="a thread too many")),
}


@pytest.mark.parametrize("word", WORDS)
def test_each_word_has_its_rule(word: str, tmp_path: Path) -> None:
    """As docs/conformance.md has them; and each of them stands there."""
    lines = WORDS[word]
    well = all(each.word == "passed" for each in lines if isinstance(each, Judged))
    last = ended(well=well and len(lines) == 2)
    said = of(tmp_path, feature(scenario(3), scenario(9)), *lines, last)
    assert said["promises"][0]["standing"] == word
    assert said["promises"][1]["standing"] == "unproven"
    assert said["promises"][1]["because"][0]["why"] == "no scenario proves it yet"
    assert f"\n| {word} |" in (DOCS / "conformance.md").read_text("utf-8")


def test_what_is_kept_in_part_says_so(tmp_path: Path) -> None:
    """With the reason for the rest, once, and where it applies."""
    one, other = judged(3), judged(9, "not claimed", message="it has no clock")
    said = of(tmp_path, feature(scenario(3), scenario(9)), one, other, ended())
    kept = said["promises"][0]
    assert (kept["standing"], kept["in_part"]) == ("kept", True)
    assert kept["because"] == [
        {"word": "not claimed", "why": "it has no clock", "where": [f"{FILE}:9"]}
    ]


def test_a_partial_run_says_what_is_missing(tmp_path: Path) -> None:
    """Killed, left out by wish, files that were not read: each is told, nothing is kept."""
    left = scenario(9, asked_for=False)
    suite = {FILE: ("AA-01",), "features/other.feature": ("AA-01",)}
    said = of(tmp_path, feature(scenario(3), left), judged(3), suite=suite, everything=False)
    assert said["extent"] == "partial"
    assert said["partial_because"] == [
        "the run did not come to its end",
        "1 of 2 feature files were not read",
        "1 of the 2 scenarios that were read were not run",
    ]
    assert said["promises"][0]["standing"] == "inconclusive"
    whys = [each["why"] for each in said["promises"][0]["because"]]
    assert whys == ["left out by wish", "the file was not read"]


def test_a_run_that_read_nothing_is_partial(tmp_path: Path) -> None:
    """Also where there was nothing to read."""
    assert of(tmp_path, ended(), suite={})["partial_because"] == ["not one feature was read"]


def test_a_record_that_does_not_know_the_suite_proves_nothing(tmp_path: Path) -> None:
    """Nobody could tell what is missing; a verdict without its scenario is as strange."""
    said = of(tmp_path, feature(scenario(3)), judged(3), judged(4), ended(), suite={})
    assert [each["standing"] for each in said["promises"]] == ["harness fault", "unproven"]
    assert "does not say what the whole suite is" in said["harness_faults"][0]
    assert f"{FILE}:4 was judged, but" in said["harness_faults"][1]


def test_the_worse_of_two_verdicts_counts(tmp_path: Path) -> None:
    """In one record as in several; what comes later mends nothing."""
    said = of(tmp_path, feature(scenario(3)), judged(3, "failed"), judged(3), ended(well=False))
    assert said["promises"][0]["standing"] == "broken"


def test_a_run_that_did_not_end_well_is_asked_why(tmp_path: Path) -> None:
    """Where a full disk took the reason, nothing is kept."""
    said = of(tmp_path, feature(scenario(3)), judged(3), ended(well=False))
    assert said["promises"][0]["standing"] == "harness fault"


def test_records_are_named_by_what_they_hold(tmp_path: Path) -> None:
    """One byte more is another record; in whatever order they come, the report is the same."""
    one = record(tmp_path / "a", began(run="a"), feature(scenario(3)), judged(3), ended())
    two = record(tmp_path / "b", began(run="b"), feature(scenario(3)), ended())
    said = reported(one, two)
    assert reported(two, one) == said
    assert [each["run"] for each in said["records"]] == ["a", "b"]
    with (one / "run.ndjson").open("ab") as file:
        file.write(b'{"line":"ju')
    assert reported(one, two)["records"][0]["sha256"] != said["records"][0]["sha256"]
    assert next(iter(standings(read(one)))).word == "kept"


def test_how_to_run_it_again() -> None:
    """As it was asked for, into a folder of its own; a word that the shell would take is quoted."""
    asked = ("-D", "run=kept/here", "-D", "target=process", "--name", "a b", "-Drun=x")
    assert command(asked) == "scripts/accept -D target=process --name 'a b'"
    assert command(("--stop", "-D", "run=kept/here")) == "scripts/accept --stop"
