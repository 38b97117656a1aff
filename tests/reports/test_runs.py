"""Records read again: every verdict that was reached, silence as silence, shards in any order."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from support.errors import BadInputError
from support.reports.record import Fault
from support.reports.runs import read, verdicts
from tests.reports.a_record import (
    FILE,
    NOTHING,
    began,
    ended,
    feature,
    judged,
    promise,
    record,
    scenario,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """A scenario without a verdict was not run, whatever the reason."""
    lines = (began(), feature(scenario(3), scenario(9)), judged(3), Fault(text="odd"), ended())
    run = read(record(tmp_path / "run", *lines))
    assert [(each.place, each.word) for each in run.told] == [
        (f"{FILE}:3", "passed"),
        (f"{FILE}:9", "not run"),
    ]
    assert (run.faults, run.was_killed) == (("odd",), False)
    assert [each.word for each in verdicts(tmp_path / "run")] == ["passed"]


def test_a_run_that_was_killed_keeps_its_verdicts(tmp_path: Path) -> None:
    """A line that was cut off is none; all before it count."""
    folder = record(tmp_path / "run", began(), feature(scenario(3), scenario(9)), judged(3))
    with (folder / "run.ndjson").open("ab") as file:
        file.write(b'{"line":"judged","scenario":"featu')
    run = read(folder)
    assert run.was_killed
    assert [each.word for each in run.told] == ["passed", "not run"]


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    """With the line and what is wrong with it; also a folder without any run."""
    folder = record(tmp_path / "run", began(), feature(scenario(3)))
    with (folder / "run.ndjson").open("ab") as file:
        file.write(b'{"line":"judged","word":"kept"}\n')
    with pytest.raises(BadInputError, match=r"run.ndjson, line 3: judged.scenario: Field required"):
        read(folder)
    with pytest.raises(BadInputError, match="there is no run in"):
        read(tmp_path)
    with pytest.raises(BadInputError, match="does not begin with what was tested"):
        read(record(tmp_path / "other", judged(3)))


def test_what_an_older_suite_has_not_kept_is_told(tmp_path: Path) -> None:
    """Not every record holds every document; what it holds is named."""
    run = read(record(tmp_path / "run", began(documents={"glossary": NOTHING})))
    with pytest.raises(BadInputError, match=r"kept no steps \(glossary\)"):
        run.document("steps")


def test_shards_add_up_in_any_order(tmp_path: Path) -> None:
    """Where two have judged the same scenario, the worse word counts; left out by one is run."""
    left_out = scenario(9).model_copy(update={"asked_for": False})
    shards = [
        record(tmp_path / "a", began(run="a"), feature(scenario(3), left_out), judged(3), ended()),
        record(
            tmp_path / "b",
            *(began(run="b"), feature(scenario(3), scenario(9))),
            *(judged(3, "failed"), judged(9), ended()),
        ),
        record(tmp_path / "c", began(run="c"), feature(scenario(3), left_out), judged(3, "error")),
    ]
    whole = [read(*order) for order in itertools.permutations(shards)]
    for each in whole:
        assert [told.word for told in each.told] == ["failed", "passed"]
        assert [told.scenario.asked_for for told in each.told] == [True, True]
        assert each.was_killed
        assert each == whole[0]


def test_what_does_not_belong_together_is_not_added_up(tmp_path: Path) -> None:
    """Another gateway, other promises, a feature that has changed."""
    one = record(tmp_path / "a", began(run="a"), feature(scenario(3)))
    other = began().tested.model_copy(update={"version": "2"})
    gateway = record(tmp_path / "b", began(run="b", tested=other))
    with pytest.raises(BadInputError, match="they tell of different gateways"):
        read(one, gateway)
    promises = record(tmp_path / "c", began(run="c", promises=(promise("BB-01"),)))
    with pytest.raises(BadInputError, match="different catalogues of promises"):
        read(one, promises)
    changed = record(tmp_path / "d", began(run="d"), feature(scenario(3), source="1" * 64))
    assert NOTHING != "1" * 64
    with pytest.raises(BadInputError, match=r"a.feature is not the same in both"):
        read(one, changed)
