"""Allure 2 results: a file for each scenario, the same from the same records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.reports.kinds.allure import files
from support.reports.runs import read
from tests.reports.a_record import began, ended, feature, judged, record, scenario
from tests.reports.an_eventful_run import eventful

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.runs import Run


def results(run: Run) -> dict[str, dict[str, Any]]:
    """By line; what is wrong with the run by its name."""
    made = dict(files(run))
    found = [json.loads(text) for name, text in made.items() if name.endswith("-result.json")]
    for each in found:
        assert f"{each['uuid']}-result.json" in made
        assert {"uuid", "name", "status", "stage", "start", "stop"} <= set(each)
        assert each["status"] in {"passed", "failed", "broken", "skipped", "unknown"}
        assert each["start"] <= each["stop"]
        assert all(attached["source"] in made for attached in each.get("attachments", []))
    placed = [each for each in found if each["fullName"].startswith("features/")]
    others = [each for each in found if each not in placed]
    by_line = {each["fullName"].rpartition(":")[2]: each for each in placed}
    return by_line | {each["name"]: each for each in others}


def labels(of: dict[str, Any], name: str) -> list[str]:
    return [each["value"] for each in of["labels"] if each["name"] == name]


def test_each_word_has_its_status(tmp_path: Path) -> None:
    """What was asked for and never came is unknown; what is wrong with the run is broken."""
    found = results(eventful(tmp_path / "run"))
    assert {name: each["status"] for name, each in found.items()} == {
        "3": "passed",
        "5": "failed",
        "7": "broken",
        "9": "skipped",
        "11": "unknown",
        "13": "skipped",
        "15": "passed",
        "something was left behind": "broken",
        "a run was killed: its record breaks off before the end": "broken",
        "asked for, and without a verdict: features/loops/a.feature:11": "broken",
    }
    assert found["9"]["statusDetails"] == {
        "message": "Then the request is answered\nit has no clock",
        "trace": "",
    }


def test_labels(tmp_path: Path) -> None:
    """Area, feature, rule, tags, the severity of the priority, and the owner."""
    found = results(eventful(tmp_path / "run"))["3"]
    assert labels(found, "epic") == ["Edge policies"]
    assert labels(found, "feature") == ["A feature"]
    assert labels(found, "story") == ["Nobody reads robots.txt twice"]
    suites = [labels(found, each) for each in ("parentSuite", "suite", "subSuite")]
    assert suites == [["features/loops"], ["A feature"], ["Nobody reads robots.txt twice"]]
    assert labels(found, "tag") == ["AA-01", "P1", "needs.clock"]
    assert labels(found, "severity") == ["blocker"]
    assert labels(found, "owner") == ["Somebody"]


def test_steps_and_what_was_seen(tmp_path: Path) -> None:
    """Steps have their status and stand one after the other; what was seen is there to read."""
    run = eventful(tmp_path / "run")
    found = results(run)["5"]
    assert [(each["name"], each["status"]) for each in found["steps"]] == [
        ("When Acme asks", "passed"),
        ("Then the request is answered", "failed"),
    ]
    assert found["steps"][0]["stop"] == found["steps"][1]["start"]
    made = dict(files(run))
    text, exchanges = (made[each["source"]] for each in found["attachments"])
    assert b"POST /v1/chat" in text
    (exchange,) = json.loads(exchanges)
    assert exchange["request"]["body"] == "hello <b>"


def test_the_same_records_give_the_same_files(tmp_path: Path) -> None:
    """Names and contents; another run has other names and the same histories."""
    run = eventful(tmp_path / "a")
    assert list(files(run)) == list(files(run))
    lines = (feature(scenario(3)), judged(3), ended())
    one = results(read(record(tmp_path / "b", began(run="b"), *lines)))["3"]
    other = results(read(record(tmp_path / "c", began(run="c"), *lines)))["3"]
    assert one["uuid"] != other["uuid"]
    assert one["historyId"] == other["historyId"]


def test_no_two_share_a_history(tmp_path: Path) -> None:
    """Allure would show one of them alone."""
    twice = (scenario(3, name="Again"), scenario(5, name="Again"))
    lines = (began(), feature(*twice), judged(3, "failed"), judged(5), ended())
    found = results(read(record(tmp_path / "run", *lines)))
    assert found["3"]["historyId"] != found["5"]["historyId"]
