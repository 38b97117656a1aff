"""Lies about how a stream is measured: what counts, for whom, and in which pieces it comes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from support.reference import answers, event_stream, stream_limits
from support.reference.answers import ChatStream
from support.reference.event_stream import EventSplitter
from support.reference.stream_limits import StreamMeter
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.visits import Visit
    from support.targets.lies import Piece


@lie(breaks="UC-17", noticed_by="of 16 words came as they were spoken")
def counts_bytes() -> None:
    """Counts the bytes of a word for its characters."""
    instead(stream_limits, "_tokens", lambda honest: lambda text: honest(text.encode("utf-8")))


@lie(breaks="UC-17", noticed_by="more was said after the last word that fits")
def counts_words() -> None:
    """Takes every piece of a stream for one token."""
    instead(stream_limits, "_tokens", lambda _honest: lambda text: 1 if text else 0)


@lie(breaks="UC-17", noticed_by="more was said after the last word that fits")
def rounds_down() -> None:
    """Counts only the tokens that a piece fills."""
    instead(stream_limits, "_tokens", lambda _honest: lambda text: len(text) // 4)


@lie(breaks="UC-17", noticed_by="words came as they were spoken")
def trusts_its_own_guess() -> None:
    """Guesses how long a stream is, also where the model says it."""
    instead(stream_limits, "tokens_told", lambda _honest: lambda *_: None)


@lie(breaks="UC-17", noticed_by="more was said after the last word that fits")
def never_guesses() -> None:
    """Ends only streams of models that count aloud."""
    instead(stream_limits, "_tokens", lambda _honest: lambda _text: 0)


@lie(breaks="UC-17", noticed_by="more was said after the last word that fits")
def tools_are_free() -> None:
    """Counts words and no calls of tools."""
    instead(event_stream, "CALLING", lambda _honest: ())


@lie(breaks="UC-17", noticed_by="events came that were not the")
def loses_calls_of_tools() -> None:
    """Passes nothing on in which there are no words."""

    def feed(honest: Piece) -> Piece:
        def lying(self: ChatStream, data: bytes) -> bytes:
            return b"" if b'"arguments": "' in data else bytes(honest(self, data))

        return lying

    instead(ChatStream, "feed", feed)


@lie(breaks="UC-17", noticed_by="more was said after the last word that fits")
def measures_each_answer_alone() -> None:
    """Lets each answer of a stream become as long as the stream may."""

    def admits(honest: Piece) -> Piece:
        def lying(self: StreamMeter, event: bytes) -> bool:
            first = event_stream.chunk_of(event).get("choices", [{}])[:1]
            return bool(first and first[0].get("index")) or bool(honest(self, event))

        return lying

    instead(StreamMeter, "admits", admits)


@lie(breaks="UC-17", noticed_by="the answers [0, 1] were to end by length")
def ends_the_first_answer_only() -> None:
    """Knows one answer in a stream."""

    def ending(honest: Piece) -> Piece:
        def lying(self: StreamMeter) -> bytes:
            self._speaking = {0: True}
            return bytes(honest(self))

        return lying

    instead(StreamMeter, "ending", ending)


@lie(breaks="UC-17", noticed_by="the answers [1] were to end by length")
def ends_an_answer_again() -> None:
    """Ends all answers of a stream, also one that has ended by itself."""

    def ending(honest: Piece) -> Piece:
        def lying(self: StreamMeter) -> bytes:
            self._speaking |= {0: True}
            return bytes(honest(self))

        return lying

    instead(StreamMeter, "ending", ending)


@lie(breaks="UC-17", noticed_by="events came that were not the")
def measures_everybody_alike() -> None:
    """Ends the streams of all organisations by the rule of one."""

    def meter_of(honest: Piece) -> Piece:
        def lying(visit: Visit) -> Any:  # noqa: ANN401 - a meter or none
            budgets = visit.bundle.budgets.values() if visit.bundle else ()
            visit.budget = next((each for each in budgets if each.streams), visit.budget)
            return honest(visit)

        return lying

    instead(answers, "meter_of", meter_of)


@lie(breaks="UC-17", noticed_by="more was said after the last word that fits")
def fills_up_the_rest() -> None:
    """Passes as much of a word on as still fits."""

    def ending(honest: Piece) -> Piece:
        def lying(self: StreamMeter) -> bytes:
            chunk = self._names | {"choices": [{"index": 0, "delta": {"content": "grüß"}}]}
            part = b"data: " + json.dumps(chunk).encode() + b"\n\n"
            return part + bytes(honest(self))

        return lying

    instead(StreamMeter, "ending", ending)


@lie(breaks="UC-17", noticed_by="the answer did not end well")
def knows_one_end_of_lines() -> None:
    """Knows the end of an event only by two line feeds."""
    instead(event_stream, "BLANK_LINE", lambda _honest: re.compile(rb"\n\n"))


@lie(breaks="UC-17", noticed_by="split as")
def reads_each_piece_as_text() -> None:
    """Makes text of every piece by itself, and loses the characters between two."""

    def feed(honest: Piece) -> Piece:
        def lying(self: EventSplitter, data: bytes) -> list[bytes]:
            events: list[bytes] = honest(self, data.decode("utf-8", "replace").encode())
            return events

        return lying

    instead(EventSplitter, "feed", feed)


@lie(breaks="UC-17", noticed_by="split as")
def takes_pieces_for_events() -> None:
    """Reads what comes at once as one event, and measures that."""
    instead(EventSplitter, "feed", lambda _honest: lambda _self, data: [data])


@lie(breaks="UC-17", noticed_by="split as")
def reads_one_line_of_an_event() -> None:
    """Reads the first line of what an event says, and not the others."""
    instead(event_stream, "data_of", lambda honest: lambda event: honest(event).split(b"\n")[0])


@lie(breaks="UC-17", noticed_by="split as")
def takes_a_comment_for_the_end() -> None:
    """Looks for the end anywhere in an event."""
    honest_done = event_stream.DONE
    instead(
        answers,
        "read_event",
        lambda honest: lambda event: honest_done if b"[DONE]" in event else honest(event),
    )


@lie(breaks="UC-17", noticed_by="split as")
def drops_half_of_what_is_left() -> None:
    """Forgets the beginning of an event when the rest of it comes by itself."""

    def feed(honest: Piece) -> Piece:
        def lying(self: EventSplitter, data: bytes) -> list[bytes]:
            events: list[bytes] = honest(self, data)
            self._held = self._held[:64]
            return events

        return lying

    instead(EventSplitter, "feed", feed)


@lie(breaks="UC-17", noticed_by="more was said after the last word that fits")
def thoughts_are_free() -> None:
    """Counts what the model says, and not what it thinks or declines."""
    event_stream.SPEAKING = ("content",)  # type: ignore[assignment]


@lie(
    breaks="UC-17",
    noticed_by="more was said after the last word that fits",
    seen_in="this suite's own reference gateway",
)
def functions_are_free() -> None:
    """Counts calls of tools, and no calls of functions as programs made them before."""

    def make(honest: Piece) -> Piece:
        def text_in(choice: dict[str, Any]) -> str:
            delta = choice.get("delta")
            old = isinstance(delta, dict) and "function_call" in delta
            return "" if old else str(honest(choice))

        return text_in

    instead(stream_limits, "text_in", make)
