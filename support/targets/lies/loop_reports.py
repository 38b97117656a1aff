"""Lies about what others hear of loops: the control plane, and whoever looks at the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference.decisions import Decisions
from support.reference.metrics import Metrics
from support.reference.outbox import Outbox
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.visits import Visit


def _noted(change: Callable[[Callable[..., None], dict[str, Any]], None]) -> None:
    """Do something else when a loop is to be reported; everything else is reported honestly."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def note(self: Outbox, kind: str, **fields: Any) -> None:  # noqa: ANN401
            if kind != "loop":
                honest(self, kind, **fields)
                return
            change(lambda **told: honest(self, "loop", **told), fields)

        return note

    instead(Outbox, "note", make)


def _counted(action: Callable[[str], str]) -> None:
    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def count(self: Metrics, name: str, by: float = 1, **labels: str) -> None:
            if name == "gateway_loops_total":
                labels = {"action": action(labels["action"])}
            honest(self, name, by, **labels)

        return count

    instead(Metrics, "count", make)


@lie(breaks="UC-13", noticed_by="was not reported")
def reports_no_loop() -> None:
    """Keeps to itself that somebody is stuck."""
    _noted(lambda _report, _fields: None)


@lie(breaks="UC-13", noticed_by="was reported besides")
def reports_every_loop_twice() -> None:
    """Reports a repetition when it is noticed and again when something was done."""

    def twice(report: Callable[..., None], fields: dict[str, Any]) -> None:
        report(**fields)
        report(**fields)

    _noted(twice)


@lie(breaks="UC-13", noticed_by="was not reported")
def reports_the_first_only() -> None:
    """Reports that somebody is stuck, and not for how long it goes on."""
    told: list[str] = []

    def first(report: Callable[..., None], fields: dict[str, Any]) -> None:
        if fields["caller"] not in told:
            told.append(fields["caller"])
            report(**fields)

    _noted(first)


@lie(breaks="UC-13", noticed_by="Globex's time 3 (warned) was not reported")
def reports_it_of_the_first_caller() -> None:
    """Blames whoever was stuck first for everybody's loops."""
    first: list[str] = []

    def blame(report: Callable[..., None], fields: dict[str, Any]) -> None:
        first.append(fields["caller"])
        report(**fields | {"caller": first[0]})

    _noted(blame)


@lie(breaks="UC-13", noticed_by="was reported besides")
def reports_everybody() -> None:
    """Reports a loop for every request that it looks at."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Any) -> None:  # noqa: ANN401
            self._outbox.note("loop", caller=visit.caller, count=1, action="refuse")
            honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_loop", make)


@lie(breaks="UC-13", noticed_by="was absent")
def shows_everything_as_refused() -> None:
    """Counts warned and slowed repetitions as refused ones."""
    _counted(lambda _action: "refuse")


@lie(breaks="UC-13", noticed_by="was absent")
def shows_no_refusals() -> None:
    """Counts refused repetitions as warned ones."""
    _counted(lambda action: "warn" if action == "refuse" else action)
