"""Lies about streams that are only watched: what is done to them, counted and charged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference import answers
from support.reference.answers import ChatStream
from support.reference.decisions import Decisions
from support.reference.kinds.stream_limit import StreamLimit
from support.reference.reasons import Reason
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.stream_limits import StreamMeter
    from support.reference.visits import Visit
    from support.targets.lies import Piece


@lie(breaks="UC-17", noticed_by="the usage reported was [20]")
def ends_what_it_watches() -> None:
    """Ends streams also where it is only to watch them."""

    def meter_of(honest: Piece) -> Piece:
        def lying(visit: Visit) -> StreamMeter | None:
            meter: StreamMeter | None = honest(visit)
            if meter is not None:
                meter.only_watches = False
            return meter

        return lying

    instead(answers, "meter_of", meter_of)


@lie(breaks="UC-17", noticed_by="there were 0 of them")
def watches_nothing() -> None:
    """Does not measure streams that it is not to end."""
    instead(Decisions, "would_end", lambda _honest: lambda *_: None)


@lie(breaks="UC-17", noticed_by="there were 4 of them")
def counts_every_word_too_many() -> None:
    """Counts every word that would not have been passed on."""

    def would_end(_honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit) -> None:
            if visit.watched_budget is not None:
                name = visit.watched_budget.name
                self._shadow.would_refuse(visit, name, Reason.STREAM_TOO_LONG)

        return lying

    def feed(honest: Piece) -> Piece:
        def lying(self: ChatStream, data: bytes) -> bytes:
            meter, self.would_be_too_long = self._meter, False
            passed_on: bytes = honest(self, data)
            self._meter = meter
            return passed_on

        return lying

    instead(Decisions, "would_end", would_end)
    instead(ChatStream, "feed", feed)


@lie(breaks="UC-17", noticed_by="there were 1 of them")
def watches_too_closely() -> None:
    """Counts a stream of exactly the longest length among those that would be ended."""

    def closer(limit: StreamLimit) -> StreamLimit:
        return StreamLimit(limit.max_completion_tokens - 1, limit.when_reached)

    instead(
        answers,
        "StreamMeter",
        lambda honest: lambda limit, *more, **keys: honest(closer(limit), *more, **keys),
    )


@lie(breaks="UC-17", noticed_by='gateway_tokens_total{caller="Acme"} was 20')
def charges_as_if_it_had_ended() -> None:
    """Charges a stream that it watches up to where it would have ended it."""

    def settle(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit, used: int | None) -> None:
            honest(self, visit, used if used is None or visit.reservation else min(used, 20))

        return lying

    instead(Decisions, "settle", settle)
