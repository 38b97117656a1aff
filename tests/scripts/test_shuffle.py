"""Order does not matter, and a comparison that compared nothing is no success."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from tests.reports.a_record import judged, record
from tests.scripts.by_path import script

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from support.reports.verdicts import Word

shuffle: Any = script("shuffle")

IN_ORDER: dict[str, Word] = {f"features/a.feature:{line}": "passed" for line in range(9)}


def kept(folder: Path, verdicts: dict[str, Word]) -> Path:
    reached = [judged(0, word, scenario=place) for place, word in verdicts.items()]
    return record(folder / "run", *reached)


def test_differences_are_told_by_place() -> None:
    """What ended otherwise, and what was not run at all; what is the same is not told."""
    found = shuffle.differences(
        {"a:1": "passed", "b:2": "passed", "c:3": "error"}, {"a:1": "failed"}
    )
    assert found == [
        "a:1: passed in order, failed when shuffled",
        "b:2: passed in order, not run when shuffled",
        "c:3: error in order, not run when shuffled",
    ]
    assert shuffle.differences(IN_ORDER, dict(reversed(IN_ORDER.items()))) == []


def test_a_seed_is_an_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same seed gives the same order, another seed another one, and every place is in it."""
    orders: list[list[str]] = []

    def verdicts(places: list[str]) -> dict[str, Word]:
        orders.append(places)
        return IN_ORDER

    monkeypatch.setattr(shuffle, "verdicts", verdicts)
    command = ["shuffle", "--in-order", str(kept(tmp_path, IN_ORDER)), "--seed", "7"]
    for more in (["--runs", "2"], []):
        monkeypatch.setattr(sys, "argv", command + more)
        assert shuffle.main() == 0
    assert orders[0] == orders[2] != orders[1]
    assert all(sorted(order) == sorted(IN_ORDER) for order in orders)
    assert "seed 7: 0 of 9 verdicts differ" in capsys.readouterr().out


def test_nothing_to_compare_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a scenario that passed there is no order that could matter."""
    file = kept(tmp_path, {"features/a.feature:1": "error"})
    monkeypatch.setattr(sys, "argv", ["shuffle", "--in-order", str(file)])
    assert shuffle.main() == 1


def test_one_difference_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One verdict that depends on the order is enough."""
    monkeypatch.setattr(sys, "argv", ["shuffle", "--in-order", str(kept(tmp_path, IN_ORDER))])
    monkeypatch.setattr(shuffle, "verdicts", lambda places: IN_ORDER | {places[0]: "failed"})
    assert shuffle.main() == 1
