"""`wicket gate`: the status that all records deserve as one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.record import Fault
from tests.reports.a_record import FILE, began, ended, feature, judged, record, scenario
from tests.reports.test_report_command import wicket

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

LEFT = {"asked_for": False}


def shard(folder: Path, number: int, *lines: BaseModel, **about: object) -> Path:
    return record(folder / str(number), began(run=str(number), shard=(number, 2), **about), *lines)


def one(folder: Path, word: str = "passed") -> Path:
    """The first of two, which is asked for the first of two scenarios."""
    verdict = judged(3, word)  # type: ignore[arg-type]
    lines = (feature(scenario(3), scenario(9, **LEFT)), verdict, ended(well=word == "passed"))
    return shard(folder, 1, *lines)


def other(folder: Path, *lines: BaseModel) -> Path:
    return shard(folder, 2, feature(scenario(3, **LEFT), scenario(9)), *lines)


def decided(*words: str | Path) -> tuple[int, list[str]]:
    done = wicket("gate", *words)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_shards_are_a_success_together(tmp_path: Path) -> None:
    """Also where nothing passed in one of them: the gateway claims nothing that it asks for."""
    shards = one(tmp_path), other(tmp_path, judged(9, "not claimed"), ended())
    assert decided(*shards) == (0, ["1 scenario passed, 0 remarks"])


def test_what_speaks_against_it(tmp_path: Path) -> None:
    """A failure, an error, a lost shard, a killed one, a fault, a claim that nobody proved."""
    good = one(tmp_path)
    status, told = decided(good)
    assert (status, told[0]) == (1, "wrong with the run itself: of 2 shards these are missing: 2")
    killed = other(tmp_path / "killed", judged(9))
    status, told = decided(killed, good)
    assert status == 1
    assert told[0].endswith("a run was killed: its record breaks off before the end")
    faulty = other(tmp_path / "faulty", judged(9), Fault(text="a thread too many"), ended())
    status, told = decided(good, faulty)
    assert (status, told[0]) == (1, "wrong with the run itself: a thread too many")
    bad = other(tmp_path / "bad", judged(9, "error"), ended(well=False))
    status, told = decided(one(tmp_path / "broken", "failed"), bad)
    assert (status, [each.partition(" (")[0] for each in told]) == (
        1,
        [
            "wrong with the run itself: no promise was proved: not one scenario passed",
            f"failing: {FILE} / Example 3",
            f"in error: {FILE} / Example 9",
            "0 scenarios passed, 3 remarks",
        ],
    )


def test_what_was_left_out_counts_where_all_is_wanted(tmp_path: Path) -> None:
    """Parts by folders or tags add up to everything, or somebody has forgotten one."""
    lines = (feature(scenario(3), scenario(9, **LEFT)), judged(3), ended())
    suite = {FILE: ("AA-01",), "features/other.feature": ("AA-01",)}
    run = record(tmp_path / "run", began(everything=False, suite=suite), *lines)
    assert decided(run)[0] == 0
    assert decided(run, "--whole") == (
        1,
        [
            "1 of 2 feature files were not read",
            "1 of the 2 scenarios that were read were not run",
            "1 scenario passed, 2 remarks",
        ],
    )


def test_known_failures_are_told_apart(tmp_path: Path) -> None:
    """Over all shards; and a file that no longer fits is no excuse."""
    shards = one(tmp_path, "failed"), other(tmp_path, judged(9), ended())
    known = tmp_path / "known.toml"
    assert wicket("baseline", *shards, "--into", known).returncode == 0
    told = "1 scenario passed, 0 remarks; 1 known failure, 0 more not looked at"
    assert decided(*shards, "--known", known) == (0, [told])
    late, (expired, _) = decided(*shards, "--known", known, "--on", "2999-01-01")
    assert (late, expired.partition(" on ")[0]) == (1, "expired")
    mended = one(tmp_path / "mended"), other(tmp_path / "mended", judged(9), ended())
    status, (passes, _) = decided(*mended, "--known", known)
    assert (status, passes.partition(":")[0]) == (1, "known to be failing, but passes")
    assert wicket("gate", *shards, "--known", tmp_path / "none.toml").returncode == 2
