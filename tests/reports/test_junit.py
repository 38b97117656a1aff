"""JUnit XML as Jenkins and GitLab read it.

There is no one schema. What stands here is what the schema of Jenkins' xUnit plugin (junit-10.xsd)
takes, and besides it three things that Jenkins' JUnit plugin, GitLab and others read and that
validators of that schema refuse: `file`, `line` and `properties` of a case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from support.reports.kinds.junit import files
from support.reports.runs import read
from tests.reports.a_record import began, ended, feature, judged, record, scenario
from tests.reports.an_eventful_run import eventful

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.runs import Run

_SUITE = {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "file"}
_SAID = {"type", "message"}
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": _SUITE,
    "testcase": {"name", "time", "classname", "file", "line"},
    "properties": set[str](),
    "property": {"name", "value"},
    "failure": _SAID,
    "error": _SAID,
    "skipped": _SAID,
}
REQUIRED = {
    "testsuite": {"name", "tests", "failures", "errors"},
    "testcase": {"name", "classname", "time"},
    "property": {"name", "value"},
}
INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "testcase": {"properties", "failure", "error", "skipped"},
    "properties": {"property"},
}
SECONDS = re.compile(r"\d+\.\d{3}")


def junit(run: Run) -> ET.Element:
    ((name, content),) = files(run)
    assert name == "junit.xml"
    return ET.fromstring(content)  # noqa: S314 - written just now


def keeps_the_schema(whole: ET.Element) -> None:
    assert whole.tag == "testsuites"
    for each in whole.iter():
        assert set(each.keys()) <= ATTRIBUTES[each.tag]
        assert set(each.keys()) >= REQUIRED.get(each.tag, set())
        assert {child.tag for child in each} <= INSIDE.get(each.tag, set())
        assert SECONDS.fullmatch(each.get("time", "0.000"))
        assert (each.tag in {"failure", "error"}) or not (each.text or "").strip()
        children = [child.tag for child in each]
        assert "properties" not in children[1:]
    for suite in whole:
        counted = {tag: len(suite.findall(f"testcase/{tag}")) for tag in ("failure", "error")}
        assert suite.get("failures") == str(counted["failure"])
        assert suite.get("errors") == str(counted["error"])
        assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
        assert suite.get("tests") == str(len(suite.findall("testcase")))


def case(whole: ET.Element, line: int) -> ET.Element:
    found = whole.find(f".//testcase[@line='{line}']")
    assert found is not None
    return found


def outcome(of: ET.Element) -> tuple[str, str, str]:
    last = of[-1]
    return last.tag, last.get("type", ""), last.get("message", "")


def test_it_keeps_the_schema(tmp_path: Path) -> None:
    """Whatever has happened, and whatever names are made of."""
    whole = junit(eventful(tmp_path / "run"))
    keeps_the_schema(whole)
    assert (whole.get("tests"), whole.get("failures"), whole.get("errors")) == ("10", "1", "4")


def test_each_word_has_its_element(tmp_path: Path) -> None:
    """Only what passed has none; what was not run is skipped, and says so."""
    whole = junit(eventful(tmp_path / "run"))
    assert [each.tag for each in case(whole, 3)] == ["properties"]
    said = ("failure", "PromiseBroken", "Expected: <200> but: 429\\x00")
    assert outcome(case(whole, 5)) == said
    assert outcome(case(whole, 7)) == ("error", "NothingProved", "nobody was there")
    assert outcome(case(whole, 9)) == ("skipped", "NotClaimed", "not claimed: it has no clock")
    assert outcome(case(whole, 11)) == ("skipped", "NotRun", "not run: never reached")
    assert outcome(case(whole, 13)) == ("skipped", "NotRun", "not run: left out by wish")


def test_a_failure_tells_all(tmp_path: Path) -> None:
    """The step, what was expected and seen, and what crossed the wire; escapes are shown."""
    text = case(junit(eventful(tmp_path / "run")), 5)[-1].text or ""
    step, _, rest = text.partition("\n\n")
    assert step == "Then the request is answered"
    assert rest == "Expected: <200>\n     but: 429\\x00\n\nSince the When:\n  </pre>\\x1b"


def test_rules_and_properties_are_kept(tmp_path: Path) -> None:
    """Jenkins' package ends at the last dot, so a name's own dots are none."""
    found = case(junit(eventful(tmp_path / "run")), 3)
    package, _, name = found.get("classname", "").rpartition(".")
    assert package == "features.loops"
    assert name == "A feature > Nobody reads robots\N{ONE DOT LEADER}txt twice"
    assert found.get("file") == "features/loops/a.feature"
    assert [(each.get("name"), each.get("value")) for each in found[0]] == [
        ("promise", "AA-01"),
        ("area", "Edge policies"),
        ("feature", "A feature"),
        ("rule", "Nobody reads robots.txt twice"),
        ("tag", "P1"),
        ("needs", "clock"),
    ]


def test_a_name_that_returns_has_its_line(tmp_path: Path) -> None:
    """GitLab drops a case whose class and name it has seen."""
    twice = (scenario(3, name="Again"), scenario(5, name="Again"))
    run = read(record(tmp_path / "run", began(), feature(*twice), judged(3), judged(5), ended()))
    names = [each.get("name") for each in junit(run).iter("testcase")]
    assert names == ["Again", "Again (line 5)"]


def test_a_killed_run_is_no_success(tmp_path: Path) -> None:
    """Though no scenario of it failed: what is wrong with the run is an error."""
    run = read(record(tmp_path / "run", began(), feature(scenario(3), scenario(5)), judged(3)))
    whole = junit(run)
    keeps_the_schema(whole)
    assert (whole.get("failures"), whole.get("errors")) == ("0", "2")
    assert whole[-1].get("name") == "The run itself"
    again = read(record(tmp_path / "b", began(), feature(scenario(3)), judged(3), ended()))
    assert (junit(again).get("errors"), len(junit(again))) == ("0", 1)
