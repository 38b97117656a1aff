"""GitHub's workflow commands: one line each, escaped as its runner reads them back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from support.reports.kinds.annotations import files
from support.reports.runs import read
from tests.reports.a_record import began, ended, feature, judged, record, scenario
from tests.reports.an_eventful_run import eventful

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.runs import Run


class Command(NamedTuple):
    level: str
    properties: dict[str, str]
    message: str


def commands(run: Run) -> list[Command]:
    """Read back as the runner does: lines, then commas and colons, then what was escaped."""
    ((_, content),) = files(run)
    return [_read(line) for line in content.decode().splitlines()]


def _read(line: str) -> Command:
    found = re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line)
    assert found
    pairs = (each.partition("=") for each in found[2].split(","))
    return Command(found[1], {name: _back(value) for name, _, value in pairs}, _back(found[3]))


def _back(text: str) -> str:
    for code, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, meant)
    return text


def test_what_is_not_kept_is_annotated(tmp_path: Path) -> None:
    """The run itself first, then what is broken, then where nothing was proved; no more."""
    said = commands(eventful(tmp_path / "run"))
    assert [(each.level, each.properties.get("line")) for each in said] == [
        *[("error", None)] * 3,
        ("error", "5"),
        ("warning", "7"),
    ]
    assert said[0].properties["title"] == "The run itself"
    assert said[0].message == "something was left behind"
    assert said[3].properties["file"] == "features/loops/a.feature"
    assert said[3].message == "Then the request is answered\nExpected: <200>\n     but: 429\\x00"


def test_awkward_names_come_through(tmp_path: Path) -> None:
    """Per cent, colon, comma and the ends of lines are what they were; escapes are shown."""
    title = commands(eventful(tmp_path / "run"))[3].properties["title"]
    assert title.startswith("broken: AA-01 <b>50%</b> | a: b, `c` *d* \\x1b[31m\\r\nred ")


def test_github_shows_ten(tmp_path: Path) -> None:
    """The tenth tells how many there are besides; ten are ten."""
    for number, shown in ((10, 10), (11, 10), (40, 10)):
        scenarios = [scenario(line) for line in range(3, 4 + number)]
        broken = [judged(each.at_line, "failed") for each in scenarios[1:]]
        lines = (began(), feature(*scenarios), judged(3), *broken, ended())
        said = commands(read(record(tmp_path / str(number), *lines)))
        assert len(said) == shown
        more = f"and {number - 9} more, " if number > 10 else "Then"
        assert said[-1].message.startswith(more)


def test_a_good_run_says_nothing(tmp_path: Path) -> None:
    """No annotation, and no line."""
    run = read(record(tmp_path / "run", began(), feature(scenario(3)), judged(3), ended()))
    assert list(files(run)) == [("annotations.txt", b"")]
