"""Lies about how often a stream counts: as a request, and in tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.answers import Answers, ChatStream
from support.reference.decisions import Decisions
from support.reference.reasons import Refused
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.visits import Visit
    from support.targets.lies import Piece


def _take_one_more(self: Answers, visit: Visit) -> None:
    decisions = self._decisions
    decisions._requests.take(visit.counted, decisions._now())  # noqa: SLF001


@lie(breaks="RL-06", noticed_by="r was 3")
def begins_with_a_second_request() -> None:
    """Counts a stream once more when the model begins to speak."""

    def hand(honest: Piece) -> Piece:
        async def lying(self: Answers, visit: Visit, *more: object) -> bytes:
            _take_one_more(self, visit)
            last: bytes = await honest(self, visit, *more)
            return last

        return lying

    instead(Answers, "_hand_events", hand)


@lie(breaks="RL-06", noticed_by="r was 2")
def ends_with_a_second_request() -> None:
    """Counts a stream at its beginning and at its end."""

    def hand(honest: Piece) -> Piece:
        async def lying(self: Answers, visit: Visit, *more: object) -> bytes:
            last: bytes = await honest(self, visit, *more)
            _take_one_more(self, visit)
            return last

        return lying

    instead(Answers, "_hand_events", hand)


@lie(breaks="RL-06", noticed_by="status was 429")
def every_piece_is_a_request() -> None:
    """Counts every piece of a stream as a request."""

    def hand(honest: Piece) -> Piece:
        async def lying(self: Answers, visit: Visit, response: object, send: Piece) -> bytes:
            async def counted(message: object) -> None:
                _take_one_more(self, visit)
                await send(message)

            last: bytes = await honest(self, visit, response, counted)
            return last

        return lying

    instead(Answers, "_hand_events", hand)


@lie(breaks="RL-06", noticed_by="status was 200")
def streams_are_let_by() -> None:
    """Lets streams pass that come too fast."""
    too_fast: dict[str, Refused] = {}

    def ask(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            try:
                honest(self, visit, bundle)
            except Refused as refused:
                too_fast[visit.id] = refused

        return lying

    def after_body(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit) -> None:
            if visit.id in too_fast and b'"stream": true' not in visit.body:
                raise too_fast[visit.id]
            honest(self, visit)

        return lying

    instead(Decisions, "_ask_request_limits", ask)
    instead(Decisions, "after_body", after_body)


@lie(breaks="RL-06", noticed_by="RateLimit tokens-per-day;r was")
def adds_up_all_reports() -> None:
    """Adds up the reports of a stream, each of which tells of all that came before it."""

    def feed(honest: Piece) -> Piece:
        def lying(self: ChatStream, data: bytes) -> bytes:
            before, self.total_tokens = self.total_tokens, None
            passed_on: bytes = honest(self, data)
            reports = [each for each in (before, self.total_tokens) if each is not None]
            self.total_tokens = sum(reports) if reports else None
            return passed_on

        return lying

    instead(ChatStream, "feed", feed)


@lie(breaks="RL-06", noticed_by="RateLimit tokens-per-day;r was")
def streams_cost_double() -> None:
    """Charges a stream twice what a whole answer costs."""

    def settle(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit, used: int | None) -> None:
            streams = visit.chat is not None and visit.chat.streams
            honest(self, visit, 2 * used if used and streams else used)

        return lying

    instead(Decisions, "settle", settle)
