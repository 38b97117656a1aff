"""The lines that end something: a scenario's verdict, and the run."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from support.reports.beginning import now
from support.reports.record import Ended, Judged

if TYPE_CHECKING:
    from support.reports.record import Walked
    from support.reports.verdicts import Verdict


class Place(NamedTuple):
    """Where in its world a scenario was judged."""

    address: str | None  # of the gateway
    judged_from: int | None  # the number of the entry with which the When begins


NOWHERE = Place(None, None)


def judged(verdict: Verdict, since: float, at: Place, steps: tuple[Walked, ...]) -> Judged:
    after = round(time.monotonic() - since, 6)
    return Judged(**asdict(verdict), **at._asdict(), after=after, steps=steps)


def ended(since: float, *, well: bool, histories: str) -> Ended:
    seconds = round(time.monotonic() - since, 6)
    return Ended(at=now(), seconds=seconds, well=well, histories=histories)
