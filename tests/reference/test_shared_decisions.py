"""Several processes decide as one would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support.reference.gateway import Gateway
from support.reference.reasons import Reason, Refused
from support.reference.settings import Settings
from support.reference.shared_decisions import decisions_of
from support.reference.visits import Visit
from tests.reference.a_bundle import NOON, document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.reference.decisions import Decisions

ROUTES = [{"path": "/", "upstream": "site", "access": "anyone"}]
LIMIT = {
    "name": "requests",
    "kind": "request_limit",
    "per": "everybody",
    "requests": 2,
    "seconds": 20,
}


class Processes:
    """Two processes of one gateway, as far as deciding goes."""

    def __init__(self, folder: Path) -> None:
        """Start both under a limit of two requests."""
        settings = Settings(store=folder, settable_clock=NOON, workers=2)
        self.gateways = [Gateway(settings, worker) for worker in (1, 2)]
        self.decide: list[Decisions] = [decisions_of(each) for each in self.gateways]
        self.take(7, LIMIT)

    def take(self, version: int, limit: dict[str, Any]) -> None:
        """Have the first process take up a bundle with this limit."""
        taken = document(version=version, routes=ROUTES, policies=[limit])
        assert self.gateways[0].desk.take(taken)["result"] == "applied"

    def ask(self, process: int) -> Visit:
        """Have one of them decide about a request."""
        visit = Visit(self.gateways[process].in_force, "GET", "/", "/", "", "1.1", [], "127.0.0.1")
        self.decide[process].before_body(visit)
        return visit

    def pass_by(self, seconds: float) -> None:
        """Move both clocks."""
        for each in self.gateways:
            each.clock.advance(seconds)  # type: ignore[attr-defined]


@pytest.fixture(name="processes")
def _processes(tmp_path: Path) -> Iterator[Processes]:
    processes = Processes(tmp_path)
    yield processes
    for each in processes.gateways:
        each.store.close()


def test_they_count_as_one(processes: Processes) -> None:
    """Two requests pass, whoever is asked, and the third is told when the next one is back."""
    processes.ask(1)
    processes.pass_by(4)
    visit = processes.ask(0)
    assert processes.decide[1].windows(visit)[0].left == 0
    with pytest.raises(Refused) as refused:
        processes.ask(1)
    assert (refused.value.reason, refused.value.retry_after) == (Reason.RATE_EXCEEDED, 6)
    processes.pass_by(6)
    processes.ask(1)


def test_a_correction_of_the_wall_clock_gives_nothing_back(processes: Processes) -> None:
    """Processes of one life share the steady clock, and need no other."""
    processes.ask(0)
    processes.ask(1)
    for each in processes.gateways:
        each.clock.set_wall(NOON + 3600)  # type: ignore[attr-defined]
    for process in (0, 1):
        with pytest.raises(Refused):
            processes.ask(process)


def test_a_new_bundle_is_everybodys_at_once_and_refills_from_its_moment(
    processes: Processes,
) -> None:
    """At the old rate up to it, at the new one after it, also where nobody has asked since."""
    processes.ask(1)
    processes.ask(1)
    processes.pass_by(5)
    processes.take(8, {**LIMIT, "seconds": 4})
    processes.pass_by(1)
    bundle = processes.gateways[1].in_force
    assert bundle is not None
    assert bundle.version == 8
    processes.ask(1)
    with pytest.raises(Refused):
        processes.ask(0)
