"""Gateways that count other tokens than the model reports, or tell somebody that they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference import app
from support.reference.decisions import Decisions
from support.reference.shadow import Shadow
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.visits import Visit

UC_18 = "UC-18"


def _settles(change: Callable[[Visit, int | None], int | None]) -> None:
    """Charge something else than what was used."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def settle(self: Decisions, visit: Visit, used: int | None) -> None:
            honest(self, visit, change(visit, used))

        return settle

    instead(Decisions, "settle", make)


def _set_aside(visit: Visit) -> int:
    return visit.watched_reservation.tokens if visit.watched_reservation else 0


@lie(breaks=UC_18, noticed_by='gateway_tokens_total{caller="Acme"} was 1000, not 300')
def counts_what_was_set_aside() -> None:
    """Counts what an answer might have taken, and not what it took."""
    _settles(lambda visit, used: _set_aside(visit) or used)


@lie(breaks=UC_18, noticed_by='gateway_tokens_total{caller="Acme"} was 1000, not 3500')
def counts_only_what_would_fit() -> None:
    """Does not count what it would have refused, and so nobody learns what is really used."""
    _settles(lambda visit, used: used if visit.watched_reservation else 0)


@lie(breaks=UC_18, noticed_by='gateway_tokens_total{caller="Acme"} was 1000, not 700')
def invents_what_was_not_reported() -> None:
    """Counts what was set aside where the model says nothing."""
    _settles(lambda visit, used: _set_aside(visit) if used is None else used)


@lie(breaks=UC_18, noticed_by='gateway_tokens_total{caller="Acme"} was absent')
def does_not_ask_for_reports_of_streams() -> None:
    """Counts streams only where callers want a report themselves."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def outgoing_of(visit: Visit) -> Any:  # noqa: ANN401 - the honest one's
            watched, visit.watched = visit.watched, False
            try:
                return honest(visit)
            finally:
                visit.watched = watched

        return outgoing_of

    instead(app, "outgoing_of", make)


@lie(breaks=UC_18, noticed_by="RateLimit was")
def tells_callers_what_is_left() -> None:
    """Tells callers of a budget that only the operator is to know of."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def watch(self: Shadow, visit: Visit, policy: str, question: Any) -> None:  # noqa: ANN401
            honest(self, visit, policy, question)
            if visit.watched and visit.bundle is not None:
                visit.budget = visit.bundle.budgets.get(visit.caller or "")

        return watch

    instead(Shadow, "watch", make)
