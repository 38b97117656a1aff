"""Gateways side by side: a disagreement is the headline, and what is unfair about it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.errors import BadInputError
from support.reports.pages import Item, Page
from support.reports.runs import read
from support.reports.sides import compared
from tests.reports.a_record import FILE, began, ended, feature, judged, promise, record, scenario
from tests.reports.test_report_command import wicket

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from support.reports.runs import Run
    from support.reports.verdicts import Word

PROMISES = tuple(map(promise, ("AA-01", "AA-02", "AA-03", "AA-04")))
SUITE = {FILE: ("AA-01", "AA-02", "AA-03")}
READ = feature(*(scenario(n, f"AA-0{n}") for n in (1, 2, 3)))


def run(folder: Path, *words: Word, **about: object) -> Run:
    verdicts: list[BaseModel] = [judged(n, word) for n, word in enumerate(words, 1)]
    well = set(words) <= {"passed", "not claimed"}
    said = {"promises": PROMISES, "suite": SUITE, **about}
    return read(record(folder, began(**said), READ, *verdicts, ended(well=well)))


def titles(page: Page) -> list[str]:
    return [each.title for each in page.sections]


def test_a_contradiction_comes_first(tmp_path: Path) -> None:
    """Then other differences, then the rest by area; what nobody could prove stands last."""
    one = run(tmp_path / "a", "passed", "passed", "passed")
    other = run(tmp_path / "b", "passed", "not claimed", "failed")
    page = compared([one, other])
    assert (
        page.title == "They differ on 2 of 4 promises, 1 of them kept by one and broken by another"
    )
    assert titles(page) == [
        *("The gateways", "Kept by one and broken by another: 1 promise", "Why"),
        *("They differ otherwise: 1 promise", "Why"),
        *("The same for all, Edge policies: 1 promise", "Unproven for all: 1 promise"),
    ]
    assert "('AA-03', 'kept (1 of 1)', 'broken (0 of 1)', " in str(page.sections[1])
    assert "('AA-02', 'kept (1 of 1)', 'not claimed', " in str(page.sections[3])


def test_agreement_is_said(tmp_path: Path) -> None:
    """Where nothing differs, that is the headline."""
    words: tuple[Word, ...] = ("passed", "failed", "passed")
    page = compared([run(tmp_path / "a", *words), run(tmp_path / "b", *words)])
    assert page.title == "They stand alike on all 4 promises"


def test_a_reason_is_told_once_with_those_it_holds_for(tmp_path: Path) -> None:
    """Two that lack the same say it together; a gateway need not say its name again."""
    one = run(tmp_path / "a", "passed", "passed", "passed")
    others = [run(tmp_path / name, "passed", "passed", "failed") for name in "bc"]
    lacks = "a gateway does not claim clock: it has none"
    words = (judged(1), judged(2), judged(3, "not claimed", message=lacks), ended())
    about = {"promises": PROMISES, "suite": SUITE}
    unable = read(record(tmp_path / "d", began(**about), READ, *words))
    page = compared([unable, one, *others])
    why = next(each for each in page.sections if each.title == "Why")
    (item,) = (each for each in why.parts if isinstance(each, Item))
    assert item.inner[1] == f"A: not claimed: clock: it has none ({FILE}:3)"
    assert f"C and D: failed: Expected: 200\\n     but: status was 429 ({FILE}:3)" in str(page)


def test_what_is_unfair_is_said(tmp_path: Path) -> None:
    """Part of a run, another edition, other questions, a fault."""
    one = run(tmp_path / "a", "passed", "passed", "passed")
    changed = READ.model_copy(update={"source": "1" * 64})
    about = {"promises": PROMISES[:3], "promises_edition": "2+abc", "suite": {}}
    other = read(record(tmp_path / "b", began(**about), changed, judged(1)))
    told = " ".join(compared([one, other]).told)
    assert "Partial: B, because the run did not come to its end and 2 " in told
    assert "wrong with the run of B: the record does not say what the whole suite is" in told
    assert "A and B are of different editions" in told
    assert "not asked the same: 1 feature file changed" in told
    assert "'AA-04', 'unproven (0 of 0)'" not in str(compared([one, other]))
    assert "not promised" in str(compared([one, other]))


def test_what_is_partial_is_said_once(tmp_path: Path) -> None:
    """For all gateways together, and each reason once."""
    one, other = (run(tmp_path / name, "passed", "passed") for name in "ab")
    killed = read(record(tmp_path / "c", began(promises=PROMISES, suite=SUITE), READ))
    told = " ".join(compared([one, killed, other]).told)
    assert told.count("artial") == 1
    left = "of the 3 scenarios that were read were not run"
    ended_early = f"the run did not come to its end and 3 {left}"
    assert f"Partial: A and C, because 1 {left}; B, because {ended_early}." in told


def test_one_run_is_no_comparison(tmp_path: Path) -> None:
    """It says what to do."""
    with pytest.raises(BadInputError, match="2 to 26 runs can be compared, not 1"):
        compared([run(tmp_path / "a", "passed")])


def test_the_command(tmp_path: Path) -> None:
    """Shards of one gateway are named with commas between."""
    one = run(tmp_path / "a", "passed", "passed", "passed")
    assert one.judged
    shards = [record(tmp_path / name, began(run=name), READ, judged(1), ended()) for name in "bc"]
    both = wicket("compare", tmp_path / "b", ",".join(map(str, shards)))
    assert (both.returncode, both.stderr) == (0, "")
    assert both.stdout.startswith("They stand alike on all 2 promises")
    page = wicket("compare", *shards, "--to", "html").stdout
    assert page.startswith("<!doctype html>")
