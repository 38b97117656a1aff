"""Gateways that look after budgets in a partition, and forget about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference.control_plane import ControlPlane
from support.reference.decisions import Decisions
from support.reference.outbox import Outbox
from support.targets.lies import instead, lie
from support.targets.lies.continuity import seen_from_inside

if TYPE_CHECKING:
    from collections.abc import Callable


def _unasked_when_cut_off(question: str) -> None:
    cut_off = seen_from_inside()

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def ask(self: Decisions, *rest: Any) -> None:  # noqa: ANN401 - a visit and its bundle
            if not cut_off():
                honest(self, *rest)

        return ask

    instead(Decisions, question, make)


@lie(breaks="UC-19", noticed_by="status was 200")
def crawlers_are_free_when_cut_off() -> None:
    """Counts no pages of crawlers while the control plane is out of reach."""
    _unasked_when_cut_off("_ask_crawler")


@lie(breaks="UC-13", noticed_by="status was 200")
def loops_are_free_when_cut_off() -> None:
    """Notices no loops while the control plane is out of reach."""
    _unasked_when_cut_off("_ask_loop")


@lie(breaks="UC-10", noticed_by="event 1 came without")
def no_comparison_is_no_difference() -> None:
    """Takes its clock for right as soon as nobody can compare it."""

    def make(honest: Callable[..., float]) -> Callable[..., float]:
        def failed(self: ControlPlane, failure: Any) -> float:  # noqa: ANN401 - the gateway's own
            self._skew.measure(0.0, 0.0)
            return honest(self, failure)

        return failed

    instead(ControlPlane, "_failed", make)


@lie(breaks="UC-10", noticed_by="event 1 came without")
def remarks_are_made_when_telling() -> None:
    """Says how wrong its clock is when it reports, and not how wrong it was when it happened."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def batch(self: Outbox) -> Any:  # noqa: ANN401 - a batch or none
            for event in self._events.values():
                for mark in ("clock_skew_seconds", "clock_skew_direction"):
                    event.pop(mark, None)
                event.update(self._skew.marks())
            return honest(self)

        return batch

    instead(Outbox, "batch", make)
