"""SARIF 2.1.0 as code scanning takes it.

No package brings the schema, so what it and GitHub ask for is spelled out here. (What is written
was checked against the schema of OASIS by hand.)
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from support.reports.kinds.sarif import files
from support.reports.runs import read
from tests.reports.a_record import FILE, began, ended, feature, judged, record, scenario
from tests.reports.an_eventful_run import RULE, eventful

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.record import Scenario
    from support.reports.runs import Run

UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def sarif(run: Run) -> dict[str, Any]:
    ((name, content),) = files(run)
    assert name.endswith(".sarif")
    log = json.loads(content)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    made: dict[str, Any] = only
    return made


def test_it_has_what_the_schema_asks_for(tmp_path: Path) -> None:
    """A driver with rules that results point at; places from the root, lines from 1."""
    made = sarif(eventful(tmp_path / "run"))
    assert set(made) <= {
        *("tool", "automationDetails", "invocations", "columnKind", "results", "properties")
    }
    driver = made["tool"]["driver"]
    assert driver["name"] == "Wicketkeeper"
    rules = driver["rules"]
    assert len({each["id"] for each in rules}) == len(rules)
    for rule in rules[:-1]:
        assert rule["help"]["text"].startswith("It matters.")
        assert rule["shortDescription"]["text"] == f"The sentence of {rule['id']}."
        assert len(rule["properties"]["tags"]) <= 20
    for result in made["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (place,) = result["locations"]
        physical = place["physicalLocation"]
        assert physical["artifactLocation"] == {"uri": FILE, "uriBaseId": "%SRCROOT%"}
        assert physical["region"]["startLine"] >= 1
        assert set(result["partialFingerprints"]) == {"primaryLocationLineHash"}
    (invocation,) = made["invocations"]
    assert UTC.fullmatch(invocation["startTimeUtc"])
    assert UTC.fullmatch(invocation["endTimeUtc"])


def test_levels(tmp_path: Path) -> None:
    """What failed is an error under each of its promises, an error a warning, no more."""
    made = sarif(eventful(tmp_path / "run"))
    assert [(each["ruleId"], each["level"]) for each in made["results"]] == [
        ("AA-01", "error"),
        ("AA-02", "error"),
        ("AA-02", "warning"),
    ]


def test_a_run_that_was_killed_did_not_succeed(tmp_path: Path) -> None:
    """What is wrong with a run as a whole has no place, and is told all the same."""
    (invocation,) = sarif(eventful(tmp_path / "run"))["invocations"]
    assert invocation["executionSuccessful"] is False
    said = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert "a run was killed: its record breaks off before the end" in said
    good = read(record(tmp_path / "b", began(), feature(scenario(3)), judged(3), ended()))
    assert sarif(good)["invocations"][0]["executionSuccessful"] is True


def fingerprints(folder: Path, *scenarios: Scenario) -> list[str]:
    broken = [judged(each.at_line, "failed") for each in scenarios]
    lines = (began(), feature(*scenarios, rules=(RULE,)), *broken, ended())
    results = sarif(read(record(folder, *lines)))["results"]
    return [each["partialFingerprints"]["primaryLocationLineHash"] for each in results]


def test_fingerprints_outlive_other_lines(tmp_path: Path) -> None:
    """A scenario that moves stays the same; another name is another; the same name twice is two."""
    (before,) = fingerprints(tmp_path / "a", scenario(3, name="Same"))
    assert fingerprints(tmp_path / "b", scenario(33, name="Same")) == [before]
    assert fingerprints(tmp_path / "c", scenario(3, name="Other")) != [before]
    assert fingerprints(tmp_path / "d", scenario(3, name="Same", rule=2)) != [before]
    twice = fingerprints(tmp_path / "e", scenario(3, name="Same"), scenario(5, name="Same"))
    assert twice == [before, before.replace(":1", ":2")]


def test_a_scenario_without_a_promise_has_a_rule(tmp_path: Path) -> None:
    """GitHub refuses a result that points at none."""
    lines = (began(), feature(scenario(3, "loops")), judged(3, "failed"), ended())
    assert [each["ruleId"] for each in sarif(read(record(tmp_path / "a", *lines)))["results"]] == [
        "no-promise"
    ]
