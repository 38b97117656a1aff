"""Known failures: what fits is told apart, and whatever does not fit is told and not forgiven."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import jsonschema
import pytest
from jsonschema import FormatChecker

from support.errors import BadInputError
from support.reports.baseline import held_against, load, written
from support.reports.record import Fault
from support.reports.runs import read
from tests.a_run import ROOT
from tests.reports.a_record import FILE, began, ended, feature, judged, record, scenario
from tests.reports.test_report_command import wicket

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from support.reports.runs import Run

TODAY = date(2026, 9, 23)
OTHER = "features/other.feature"


def a_run(folder: Path, *lines: BaseModel, left_out: tuple[int, ...] = ()) -> Run:
    scenarios = [scenario(line, asked_for=line not in left_out) for line in (3, 9)]
    first = began(suite={FILE: ("AA-01",), OTHER: ("AA-01",)})
    return read(record(folder / "run", first, feature(*scenarios), *lines))


def known(folder: Path, *titles: str, file: str = FILE, **other: str) -> Path:
    """A baseline with an entry for each title."""
    said = {"word": '"failed"', "reason": '"it does"', "issue": '"https://issues/1"', **other}
    keys = "".join(f"{key} = {value}\n" for key, value in said.items() if value)
    entries = (f'[[known]]\nfeature = "{file}"\nscenario = "{t}"\n{keys}' for t in titles)
    path = folder / "known.toml"
    path.write_text("\n".join(entries), "utf-8")
    return path


def remarks(run: Run, file: Path) -> list[str]:
    return held_against(run, load(file), TODAY).remarks


def test_what_is_known_is_told_apart(tmp_path: Path) -> None:
    """A failure that is in the file, with the word that stands there, is no remark."""
    run = a_run(tmp_path, judged(3, "failed"), judged(9), ended(well=False))
    assert held_against(run, load(known(tmp_path, "Example 3")), TODAY) == ([], 1, 0)


def test_a_known_failure_that_passes_is_told(tmp_path: Path) -> None:
    """And one with another word, and one that was never reached."""
    run = a_run(tmp_path, judged(3), judged(9, "error"), ended(well=False))
    file = known(tmp_path, "Example 3", "Example 9")
    passes, other = remarks(run, file)
    assert passes.startswith("known to be failing, but passes: ")
    assert other.startswith("known to be failing, but is in error: ")
    killed = a_run(tmp_path / "killed", judged(3, "failed"))
    assert remarks(killed, file)[-1] == (
        f"known to be failing, but is not run: {FILE} / Example 9; never reached"
    )


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    """A scenario or its file that is no longer there; not one that was left out of this run."""
    run = a_run(tmp_path, judged(3), ended(), left_out=(9,))
    assert remarks(run, known(tmp_path, "Example 8"))[0].startswith("no longer there: ")
    gone = known(tmp_path, "Example 3", file="features/gone.feature")
    assert remarks(run, gone)[0].startswith("no longer there: features/gone.feature / Example 3")
    assert held_against(run, load(known(tmp_path, "Example 9")), TODAY) == ([], 0, 1)
    unread = known(tmp_path, "Something", file=OTHER)
    assert held_against(run, load(unread), TODAY) == ([], 0, 1)


def test_an_entry_expires(tmp_path: Path) -> None:
    """On the day after its date, whether it fits or not."""
    run = a_run(tmp_path, judged(3, "failed"), judged(9), ended(well=False))
    assert remarks(run, known(tmp_path, "Example 3", until="2026-09-23")) == []
    (expired,) = remarks(run, known(tmp_path, "Example 3", until="2026-09-22"))
    assert expired.startswith(f"expired on 2026-09-22: {FILE} / Example 3")


def test_what_is_not_known_is_told(tmp_path: Path) -> None:
    """Failures, errors, what was asked for and never came, and what is wrong with the run."""
    run = a_run(tmp_path, judged(3, "failed"), Fault(text="a thread too many"))
    assert [each.partition(":")[0] for each in remarks(run, known(tmp_path))] == [
        *["wrong with the run itself"] * 4,
        "failing",
    ]


def test_what_is_written_fits(tmp_path: Path) -> None:
    """Also where names and reasons are full of what TOML would take for its own."""
    odd = 'a "quote", a \\ and \x7f, é 😀\n[[known]]'
    names = (scenario(3, name=odd), scenario(9, name=odd), scenario(12))
    faults = (judged(3, "failed", message=odd), judged(9, "error"), judged(12))
    lines = (began(), feature(*names), *faults, ended(well=False))
    run = read(record(tmp_path / "run", *lines))
    file = tmp_path / "known.toml"
    file.write_text(written(run, TODAY), "utf-8")
    assert held_against(run, load(file), TODAY) == ([], 2, 0)
    assert [each.number for each in load(file).known] == [1, 2]
    assert {each.until for each in load(file).known} == {date(2026, 12, 22)}
    assert keeps_the_schema(file)


def keeps_the_schema(file: Path) -> bool:
    """As an editor sees it that knows the published schema."""
    said = json.loads(json.dumps(tomllib.loads(file.read_text("utf-8")), default=str))
    schema = json.loads((ROOT / "docs/baseline.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema, format_checker=FormatChecker()).is_valid(said)


WRONG = {
    "no excuse is for ever": {"issue": ""},
    "entry 1, word": {"word": '"passed"'},
    "entry 1, reason": {"reason": '" "'},
    "entry 1, issue": {"issue": '"later"'},
    "entry 1, excuse": {"excuse": '"none"'},
    "entry 1, until": {"until": '"soon"'},
    "cannot be read as TOML": {"word": "failed"},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_refused(what: str, tmp_path: Path) -> None:
    """With the entry and the key, before anything is compared."""
    file = known(tmp_path, "Example 3", **WRONG[what])
    with pytest.raises(BadInputError, match=what):
        load(file)
    assert "TOML" in what or not keeps_the_schema(file)
    with pytest.raises(BadInputError, match=f"knows the same scenario twice.*{re.escape(FILE)}"):
        load(known(tmp_path, "Example 3", "Example 3"))


def test_the_command(tmp_path: Path) -> None:
    """Makes a file that fits; never over one that is there."""
    lines = (began(), feature(scenario(3), scenario(9)), judged(3, "failed"), judged(9))
    run = record(tmp_path / "run", *lines, ended(well=False))
    file = tmp_path / "known.toml"
    assert wicket("baseline", run, "--into", file).returncode == 0
    again = wicket("baseline", run, "--into", file)
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert wicket("gate", run, "--known", file).returncode == 0
