"""The clock of a process under libfaketime: what its file says."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from support.clock import NOON
from support.errors import HarnessBrokenError
from support.targets.faketime import FaketimeClock

if TYPE_CHECKING:
    from pathlib import Path


class Touched:
    """Whoever reads the clock, asked whether it is alive."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def said(folder: Path) -> str:
    return (folder / "faketime").read_text("ascii")


def test_it_stands_still_until_it_is_moved(tmp_path: Path) -> None:
    """A still clock is a moment, to the millionth of a second."""
    clock = FaketimeClock(tmp_path, NOON, lambda: None, runs=False)
    assert said(tmp_path) == "2026-09-23 12:00:00.000000\n"
    assert clock.wall() == NOON


def test_a_move_goes_a_hair_further(tmp_path: Path) -> None:
    """What is due at that very moment is due, also for programs that want it to be over."""
    touched = Touched()
    FaketimeClock(tmp_path, NOON, touched, runs=False).advance(30)
    assert said(tmp_path) == "2026-09-23 12:00:30.000001\n"
    assert touched.times == 1


def test_it_can_run(tmp_path: Path) -> None:
    """A running clock is a distance from the machine's own."""
    clock = FaketimeClock(tmp_path, time.time() + 100, lambda: None, runs=True)
    clock.advance(3600)
    assert float(said(tmp_path)) == pytest.approx(3700, abs=1)
    assert clock.wall() == pytest.approx(time.time() + 3700, abs=1)


def test_it_runs_on_for_a_polite_end(tmp_path: Path) -> None:
    """From the moment that it shows; started again, it shows what it is told."""
    clock = FaketimeClock(tmp_path, NOON, lambda: None, runs=False)
    clock.runs_on()
    assert float(said(tmp_path)) == pytest.approx(NOON - time.time(), abs=1)
    clock.show(NOON + 1)
    assert said(tmp_path) == "2026-09-23 12:00:01.000000\n"


def test_it_cannot_be_corrected(tmp_path: Path) -> None:
    """All clocks of a process move at once; whoever wants another thing is told which tag."""
    clock = FaketimeClock(tmp_path, NOON, lambda: None, runs=False)
    with pytest.raises(HarnessBrokenError, match=r"@needs\.clock_corrections"):
        clock.set_wall(NOON)
