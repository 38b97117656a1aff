"""Gateways whose answers cannot be told apart by their ids."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import TYPE_CHECKING

from support.reference import visits
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable


def _drawn(draw: Callable[[int], str]) -> None:
    instead(visits, "secrets", lambda _: SimpleNamespace(token_hex=draw))


@lie(breaks="UC-16", noticed_by="ids: req_0 stands on", seen_in="an id made when a process starts")
def one_for_all() -> None:
    """Gives all its answers the same id."""
    _drawn(lambda _length: "0")


@lie(breaks="UC-09", noticed_by="ids: req_1 stands on")
def counted_anew_after_a_start() -> None:
    """Counts its answers, and begins at one when it is started again."""
    numbers = itertools.count(1)
    _drawn(lambda _length: str(next(numbers)))


@lie(breaks="RL-04", noticed_by="ids: req_")
def counted_by_each_process() -> None:
    """Counts its answers in each of its processes alone."""
    counted_anew_after_a_start.tell()
