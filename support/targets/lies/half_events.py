"""Gateways that pass on what has come of an event when its stream breaks off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference import answers
from support.reference.answers import Answers
from support.reference.event_stream import EventSplitter
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.visits import Visit
    from support.targets.lies import Piece


def _half_goes_before_the_error(and_then: bytes) -> None:
    """Send what was held back, and something behind it, before it is told why no more comes."""
    splitters: list[EventSplitter] = []

    def remember(honest: Piece) -> Piece:
        def begin(self: EventSplitter) -> None:
            honest(self)
            splitters.append(self)

        return begin

    def tell(honest: Piece) -> Piece:
        return lambda *said: splitters[-1]._held + and_then + honest(*said)  # noqa: SLF001

    instead(EventSplitter, "__init__", remember)
    instead(answers, "error_event", tell)


@lie(breaks="UC-17", noticed_by="behind the words came 2 events", seen_in="parsers that flush")
def the_end_of_a_stream_ends_an_event() -> None:
    """Takes an event for whole because nothing more comes, and makes it look like one."""
    _half_goes_before_the_error(b"\n\n")


@lie(breaks="UC-17", noticed_by="this was no error", seen_in="proxies that pass on what comes")
def bytes_are_bytes() -> None:
    """Passes on whatever has come, so that its error stands in the middle of an event."""
    _half_goes_before_the_error(b"")


@lie(breaks="UC-17", noticed_by="behind the words came 0 events", seen_in="relays of chunks")
def nothing_more_is_the_end() -> None:
    """Ends a stream like a whole one when its model hangs up in good order before it is over."""

    def make(honest: Piece) -> Piece:
        async def hand(self: Answers, visit: Visit, response: Any, send: Any) -> bytes:  # noqa: ANN401
            last: bytes = await honest(self, visit, response, send)
            return b"" if response.content.exception() is None else last

        return hand

    instead(Answers, "_hand_events", make)
