"""A run in parts: disjoint, together the whole, and no part can pass for it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from support import settings
from support.errors import BadInputError
from support.reports.gaps import wrong_with
from support.reports.runs import read
from support.reports.standings import standings
from support.settings import Shard
from tests.a_run import ROOT, Runs, small_project
from tests.reports.a_record import began, ended, feature, judged, record, scenario

if TYPE_CHECKING:
    from pathlib import Path

FEATURE = "features/operations/readiness.feature"


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "1/1000"])
def test_what_is_no_shard(text: str) -> None:
    """One message with what it should be."""
    with pytest.raises(BadInputError, match="must be a part of a whole, from 1/2 to 2/2"):
        settings.read({"shard": text})


def test_shards_are_disjoint_and_complete() -> None:
    """Each place belongs to one, the same for ever; and none is much larger than another."""
    places = [f"features/loops/a.feature:{line}" for line in range(3000)]
    for of in (1, 2, 5, 7):
        shards = [Shard(number, of) for number in range(1, of + 1)]
        holding = [[each.number for each in shards if each.holds(place)] for place in places]
        assert all(len(each) == 1 for each in holding)
        sizes = [holding.count([each.number]) for each in shards]
        assert max(sizes) - min(sizes) < 3000 / of / 4
    assert [each for each in places[:20] if Shard(2, 5).holds(each)] == [
        f"features/loops/a.feature:{line}" for line in (4, 7, 8, 10, 13, 15)
    ]


def test_two_shards_are_one_run(tmp_path: Path) -> None:
    """What one leaves out was not asked of it; together they are the run without shards."""
    runs = Runs(tmp_path)
    halves = [runs.run("-D", f"shard={number}/2", FEATURE) for number in (1, 2)]
    whole = runs.run(FEATURE)
    assert [each.status for each in halves] == [0, 0]
    assert halves[0].words
    assert halves[1].words
    assert "SKIP" not in halves[0].said
    first, both, alone = read(halves[0].run), read(*(each.run for each in halves)), read(whole.run)
    assert {each.scenario.asked_for for each in first.told} == {True, False}
    assert [each.judged is not None for each in first.told] == [
        each.scenario.asked_for for each in first.told
    ]
    assert wrong_with(first) == ("of 2 shards these are missing: 2",)
    assert wrong_with(both) == ()
    assert [(each.place, each.word, each.scenario.asked_for) for each in both.told] == [
        (each.place, each.word, each.scenario.asked_for) for each in alone.told
    ]


def test_a_shard_in_which_nothing_passed(tmp_path: Path) -> None:
    """It fails, for nobody shall take it for a run; but it speaks against no other shard."""
    project = small_project(tmp_path / "project")
    head, rule, rest = (ROOT / FEATURE).read_text("utf-8").partition("    @READY-1")
    one = head + rule + rest.partition("    @READY-2")[0]
    (project / "features/one.feature").write_text(one, "utf-8")
    runs = Runs(tmp_path, project)
    both = [runs.run("-D", f"shard={n}/2", "features/one.feature") for n in (1, 2)]
    assert sorted(each.status for each in both) == [0, 1]
    (empty,) = (each for each in both if each.status)
    assert "! no promise was proved: not one scenario passed" in empty.said
    whole = read(*(each.run for each in both))
    assert wrong_with(whole) == ()
    assert {each.word for each in standings(whole)} == {"kept", "unproven"}


def shard(folder: Path, number: int, of: int, *lines: Any, **other: object) -> Path:  # noqa: ANN401 - lines of a record
    first = began(run=f"{number}/{of}", shard=(number, of), **other)
    return record(folder / f"{number}-of-{of}", first, *lines)


def test_shards_of_different_runs(tmp_path: Path) -> None:
    """A third and a fifth are no whole, and neither is a shard and a run without any."""
    lines = (feature(scenario(3)), judged(3), ended())
    third, fifth = shard(tmp_path, 1, 3, *lines), shard(tmp_path, 2, 5, *lines)
    whole = record(tmp_path / "whole", began(), *lines)
    for others in ((fifth,), (whole,)):
        with pytest.raises(BadInputError, match="they tell of different numbers of shards"):
            read(third, *others)


def test_claims_are_asked_of_all_shards_together(tmp_path: Path) -> None:
    """An ability that no shard has spoken to goes unproved, if everything was asked for."""
    tested = began().tested.model_copy(update={"claims": ("clock", "loops", "passes")})
    features = feature(scenario(3), scenario(5))
    one = shard(tmp_path, 1, 2, features, judged(3, needs=("loops",)), ended(), tested=tested)
    spoken = judged(5, "not claimed", needs=("clock",))
    two = shard(tmp_path, 2, 2, features, spoken, ended(), tested=tested)
    assert wrong_with(read(two, one)) == (
        "passes is claimed, but no scenario that needs it has run",
    )
    part = shard(tmp_path / "p", 2, 2, features, spoken, ended(), tested=tested, everything=False)
    assert wrong_with(read(one, part)) == ()


def test_a_killed_shard_is_told(tmp_path: Path) -> None:
    """The report is made, and says on its way and in itself what is missing."""
    left = scenario(5, asked_for=False)
    one = shard(tmp_path, 1, 2, feature(scenario(3), left), judged(3), ended())
    two = shard(tmp_path, 2, 2, feature(scenario(3, asked_for=False), scenario(5)))
    command = [sys.executable, str(ROOT / "scripts/wicket.py"), "report", str(one), str(two)]
    made = subprocess.run(
        [*command, "--to", "annotations", "--print"], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0
    told = [
        "a run was killed: its record breaks off before the end",
        "asked for, and without a verdict: features/loops/a.feature:5",
    ]
    assert made.stderr.splitlines() == [f"! {each}" for each in told]
    assert made.stdout.splitlines() == [f"::error title=The run itself::{each}" for each in told]
    assert json.loads((one / "run.ndjson").read_text("utf-8").splitlines()[0])["shard"] == [1, 2]
