"""Leaving: how long what was begun may still take, and who is told when that time is over."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FINISH_SECONDS = 20.0  # for requests that are under way when the gateway is told to stop
GOODBYE_SECONDS = 1.0  # for telling those that are not done by then


class Departure:
    """Knows whom the gateway leaves behind when it can stay no longer."""

    def __init__(self) -> None:
        """Stay, for now."""
        self._due = False
        self._told: list[Callable[[], None]] = []

    @contextmanager
    def tells(self, leave: Callable[[], None]) -> Iterator[None]:
        """Have `leave` called when the gateway has to go while the body is under way."""
        self._told.append(leave)
        if self._due:
            leave()
        try:
            yield
        finally:
            self._told.remove(leave)

    def falls_due(self) -> None:
        """Tell everybody: the gateway goes now."""
        self._due = True
        for leave in list(self._told):
            leave()
