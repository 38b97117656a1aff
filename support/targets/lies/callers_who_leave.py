"""Lies about callers who hang up before they have heard anything: what it costs, who counts it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from support.reference import app
from support.reference.app import RoutedRequests
from support.reference.decisions import Decisions
from support.reference.metrics import Metrics
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from support.reference.visits import Visit
    from support.targets.lies import Piece


def _giving_back(change: Piece) -> None:
    """Have something else done for a visit that leaves while it is kept back."""

    def give_back(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit) -> None:
            if visit.delay and not visit.sent:
                change(self, visit)
            honest(self, visit)

        return lying

    instead(Decisions, "give_back", give_back)


@lie(breaks="UC-16", noticed_by="status was 429")
def losing_patience_costs_tokens() -> None:
    """Charges a caller who leaves while kept back for what was set aside."""
    _giving_back(lambda decisions, visit: decisions.settle(visit, None))


@lie(breaks="UC-11", noticed_by="status was 429")
def losing_patience_costs_money() -> None:
    """Charges a caller who leaves while kept back for what nobody has begun to do."""
    _giving_back(lambda _decisions, visit: visit.charges.clear())


def _settling_who_leaves(change: Piece) -> None:
    """Have something else done for a visit that leaves while the model works on its answer."""

    def settle(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit, used: int | None) -> None:
            if used is None and visit.sent and not visit.begun and not visit.settled:
                change(self, visit)
            honest(self, visit, used)

        return lying

    instead(Decisions, "settle", settle)


@lie(breaks="UC-16", noticed_by="status was 200")
def questions_without_an_answer_are_free() -> None:
    """Gives everything back to callers who leave before the first word of the answer."""
    _settling_who_leaves(lambda decisions, visit: decisions.settle(visit, 0))


@lie(breaks="UC-16", noticed_by="status was 429")
def who_leaves_pays_twice() -> None:
    """Charges callers who leave before the first word for a second answer: they will come again."""

    def twice(decisions: Decisions, visit: Visit) -> None:
        if visit.reservation is not None:
            decisions.settle(visit, 2 * visit.reservation.tokens)

    _settling_who_leaves(twice)


@lie(breaks="UC-11", noticed_by="status was 200")
def questions_without_an_answer_cost_no_money() -> None:
    """Gives the price back to callers who leave before the first word of the answer."""
    _settling_who_leaves(lambda decisions, visit: decisions.give_back(visit))


@lie(breaks="UC-16", noticed_by="answers ended as ['open']")
def hears_the_model_out() -> None:
    """Lets the model work to its end for a caller who left before there was an answer."""

    @asynccontextmanager
    async def deaf(*_who_waits: object) -> AsyncIterator[None]:
        yield

    instead(app, "while_caller_waits", lambda _honest: deaf)


@lie(breaks="EP-02", noticed_by='outcome="caller_left"} was absent')
def counts_nobody_who_left_early() -> None:
    """Counts those who leave only where they have begun to hear an answer."""

    def count(honest: Piece) -> Piece:
        def lying(self: RoutedRequests, visit: Visit, outcome: str) -> None:
            if outcome != "caller_left" or visit.begun:
                honest(self, visit, outcome)

        return lying

    instead(RoutedRequests, "_count", count)


@lie(breaks="EP-02", noticed_by='outcome="caller_left"} was absent')
def calls_nobody_kept_back_a_leaver() -> None:
    """Counts those who leave while kept back as answered: they were let through, after all."""

    def count(honest: Piece) -> Piece:
        def lying(self: RoutedRequests, visit: Visit, outcome: str) -> None:
            honest(self, visit, outcome if visit.sent or not visit.delay else "answered")

        return lying

    instead(RoutedRequests, "_count", count)


@lie(breaks="EP-02", noticed_by="tokens")
def forgets_tokens_of_who_left() -> None:
    """Charges those who leave while the model works, and leaves their tokens out of the figures."""

    def settle(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit, used: int | None) -> None:
            counts = self._metrics
            if used is None and not visit.begun:
                self._metrics = Metrics()  # figures that nobody looks at
            honest(self, visit, used)
            self._metrics = counts

        return lying

    instead(Decisions, "settle", settle)
