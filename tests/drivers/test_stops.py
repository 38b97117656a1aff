"""A gateway that was told to stop may be gone at any moment; one that stays has to answer."""

from __future__ import annotations

from typing import Any, cast

import pytest

from support.clock import TrueTime
from support.drivers.stops import Stops
from support.errors import HarnessBrokenError
from support.evidence.ledger import LEFT, Ledger

AT_ONCE = 0.05  # seconds of patience


class Deaf:
    """A gateway whose clock cannot be moved, whether it has ended or not."""

    url = "http://127.0.0.1:9"

    def __init__(self, status: int | None) -> None:
        self.status = status

    def exit_status(self) -> int | None:
        return self.status

    def start(self) -> Deaf:
        return self

    def passes_unasked(self, seconds: float) -> None:
        msg = f"it does not hear that {seconds:g} seconds pass"
        raise HarnessBrokenError(msg)

    def calls_in_vain(self) -> int:
        return 1

    model = None


def told_to_stop(gateway: Deaf, ledger: Ledger) -> Stops:
    deaf = cast("Any", gateway)  # it is all that these stops come to
    return Stops(deaf, deaf, deaf, deaf, ledger, AT_ONCE)


def test_time_passes_also_for_a_gateway_that_has_left() -> None:
    """Nobody asks it how it is, and that it has ended is written down."""
    ledger = Ledger(TrueTime())
    told_to_stop(Deaf(0), ledger).calls_in_vain_for(10)
    assert ledger.notes(LEFT) == ["exit status 0"]


def test_a_gateway_that_stays_and_does_not_hear_is_no_proof_of_anything() -> None:
    """Its silence is told as the fault that it is."""
    ledger = Ledger(TrueTime())
    with pytest.raises(HarnessBrokenError, match="does not hear that 10 seconds pass"):
        told_to_stop(Deaf(None), ledger).calls_in_vain_for(10)
    assert not ledger.notes(LEFT)
