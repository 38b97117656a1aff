"""Partitions are made by the link or by the control plane, and end without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.clock import TrueTime
from support.drivers.neighbours import Neighbours
from support.drivers.partitions import PARTITIONS, Partitions
from support.errors import SetupBrokenError
from support.evidence.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator


class NobodyCalls:
    """Stands for a gateway that leaves its control plane alone, and for the time that passes."""

    gateway = None

    def __init__(self) -> None:
        self.passed: list[float] = []

    def settles(self) -> None: ...

    def passes(self, seconds: float) -> None:
        self.passed.append(seconds)

    def passes_to_next_timer(self) -> None:
        self.passed.append(10)


@pytest.fixture
def neighbours() -> Iterator[Neighbours]:
    true = TrueTime()
    neighbours = Neighbours(Ledger(true), true, "edge")
    yield neighbours
    neighbours.close()


def partitions(neighbours: Neighbours, gateway: Any) -> Partitions:  # noqa: ANN401 - a stand-in
    return Partitions(gateway, neighbours, gateway, Ledger(TrueTime()))


@pytest.mark.parametrize("why", PARTITIONS)
def test_each_kind_begins_and_ends(neighbours: Neighbours, why: str) -> None:
    """Either the link or the control plane is in trouble, and afterwards neither is."""
    gateway = NobodyCalls()
    partition = partitions(neighbours, gateway)
    partition.last(60, why)
    link, plane = neighbours.control_link, neighbours.control_plane
    assert (link.mode == "pass") != (plane.trouble is None)
    partition.end_for(30)
    assert (link.mode, plane.trouble) == ("pass", None)
    assert gateway.passed == [60, 30]


def test_a_gateway_that_does_not_call_breaks_the_given(neighbours: Neighbours) -> None:
    """Tries that are spoken of must be seen; nobody walks for ever."""
    with pytest.raises(SetupBrokenError, match="did not call its control plane"):
        partitions(neighbours, NobodyCalls()).last_for_tries(1, "it answers with errors")


def test_only_reports_lose_their_receipts(neighbours: Neighbours) -> None:
    """Everything else is answered as before."""
    partitions(neighbours, NobodyCalls()).lose_receipts()
    plane = neighbours.control_plane
    assert (plane.trouble, plane.only_with) == ("lost answers", "events")
