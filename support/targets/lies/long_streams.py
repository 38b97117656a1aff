"""Lies about streams that become too long: where they are ended, how, and who pays what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp

from support.reference import answers
from support.reference.answers import Answers, ChatStream
from support.reference.app import RoutedRequests
from support.reference.kinds.stream_limit import StreamLimit
from support.reference.reasons import Reason
from support.reference.refusals import KINDS
from support.reference.stream_limits import DONE, StreamMeter
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.visits import Visit
    from support.targets.lies import Piece


EVENTS = "text/event-stream"


def _limit_off_by(tokens: int, when_reached: str) -> None:
    """Meters streams by a limit that is not the one of the policy."""

    def honest_or_not(limit: StreamLimit) -> StreamLimit:
        if limit.when_reached != when_reached:
            return limit
        return StreamLimit(limit.max_completion_tokens + tokens, when_reached)

    instead(
        answers,
        "StreamMeter",
        lambda honest: lambda limit, *more, **keys: honest(honest_or_not(limit), *more, **keys),
    )


@lie(breaks="UC-17", noticed_by="more was said after the last word that fits")
def one_token_too_many() -> None:
    """Lets a stream have one token more than it may."""
    _limit_off_by(1, "finish")


@lie(breaks="UC-17", noticed_by="events came that were not the")
def exactly_is_too_long() -> None:
    """Ends a stream that becomes exactly as long as it may."""
    _limit_off_by(-1, "finish")


@lie(breaks="UC-17", noticed_by="[DONE] came 0 times")
def exactly_is_an_error() -> None:
    """Makes an error of a stream that becomes exactly as long as it may."""
    _limit_off_by(-1, "error")


def _ending(change: Piece) -> None:
    instead(
        StreamMeter,
        "ending",
        lambda honest: lambda self: change(honest(self), self._limit),
    )


@lie(breaks="UC-17", noticed_by="[DONE] came 0 times")
def breaks_off_without_a_word() -> None:
    """Stops in the middle of a stream, as if there were nothing to say about that."""
    _ending(lambda _bytes, _limit: b"")


@lie(breaks="UC-17", noticed_by="were to end by length, and what came was [(0, 'stop')]")
def calls_a_cut_the_end() -> None:
    """Says that the model had nothing more to say."""
    _ending(lambda ending, _limit: ending.replace(b'"length"', b'"stop"'))


@lie(breaks="UC-17", noticed_by="[DONE] came 2 times")
def ends_twice() -> None:
    """Says twice that a stream is over."""
    _ending(lambda ending, limit: ending + DONE if limit.when_reached == "finish" else ending)


@lie(breaks="UC-17", noticed_by="and what came was []")
def only_says_done() -> None:
    """Ends a stream without saying why."""
    _ending(lambda ending, limit: DONE if limit.when_reached == "finish" else ending)


@lie(breaks="UC-17", noticed_by="at its end, and")
def has_a_name_of_its_own() -> None:
    """Ends a stream in a chunk that belongs to another chat."""
    _ending(lambda ending, _limit: ending.replace(b'"id": "chatcmpl-', b'"id": "cut-'))


@lie(breaks="UC-17", noticed_by="behind the words came 2 events", seen_in="LiteLLM 1.109.1")
def an_error_and_done() -> None:
    """Says behind an error that all went well."""
    _ending(lambda ending, limit: ending + DONE if limit.when_reached == "error" else ending)


@lie(breaks="UC-17", noticed_by="this was no error")
def an_error_that_nobody_reads() -> None:
    """Sends an error without the key by which libraries know one."""
    _ending(lambda ending, _limit: ending.replace(b'{"error": ', b'{"type": "error", "said": '))


@lie(breaks="UC-17", noticed_by="the error was")
def blames_the_model() -> None:
    """Says that the model broke off where it was told to stop."""
    KINDS[Reason.STREAM_TOO_LONG] = KINDS[Reason.UPSTREAM_UNREACHABLE]


@lie(breaks="UC-17", noticed_by="streams were listened to")
def goes_on_listening() -> None:
    """Ends the caller's stream and leaves the model speaking, at the usual price."""
    left_open: list[aiohttp.ClientResponse] = []

    def leave(honest: Piece) -> Piece:
        def lying(self: aiohttp.ClientResponse) -> Any:  # noqa: ANN401 - as aiohttp has it
            return left_open.append(self) if self.content_type == EVENTS else honest(self)

        return lying

    for way in ("close", "release"):
        instead(aiohttp.ClientResponse, way, leave)


@lie(breaks="UC-17", noticed_by="the answer did not end well")
def ends_when_the_model_does() -> None:
    """Hears the model out before it lets the caller go."""

    def feed(honest: Piece) -> Piece:
        def lying(self: ChatStream, data: bytes) -> bytes:
            passed_on: bytes = honest(self, data)
            self.too_long = False
            return passed_on

        return lying

    instead(ChatStream, "feed", feed)


@lie(breaks="UC-17", noticed_by="the answer did not end well")
def keeps_everything_back() -> None:
    """Reads a stream to its end before it passes anything on, to see whether it is too long."""

    def feed(honest: Piece) -> Piece:
        def lying(self: ChatStream, data: bytes) -> bytes:
            kept = getattr(self, "kept", b"") + honest(self, data)
            self.kept = b"" if self.done else kept  # type: ignore[attr-defined]
            return kept if self.done else b""

        return lying

    instead(ChatStream, "feed", feed)


@lie(breaks="UC-17", noticed_by="0 of 16 words came as they were spoken")
def writes_it_down_anew() -> None:
    """Takes every chunk apart and puts it together again, in its own way."""

    def feed(honest: Piece) -> Piece:
        def lying(self: ChatStream, data: bytes) -> bytes:
            return bytes(honest(self, data)).replace(b'": ', b'":')

        return lying

    instead(ChatStream, "feed", feed)


@lie(breaks="UC-17", noticed_by="RateLimit tokens-per-day;r was 0")
def charges_what_was_set_aside() -> None:
    """Charges a stream that was ended as if it had become as long as was asked for."""

    def feed(honest: Piece) -> Piece:
        def lying(self: ChatStream, data: bytes) -> bytes:
            passed_on: bytes = honest(self, data)
            self.total_tokens = None if self.too_long else self.total_tokens
            return passed_on

        return lying

    instead(ChatStream, "feed", feed)


@lie(breaks="UC-17", noticed_by="the usage reported was [16]")
def forgets_the_prompt() -> None:
    """Reports, and charges, the words alone."""
    instead(StreamMeter, "total_tokens", lambda _honest: property(lambda self: self._completion))


def _reports(*, always: bool) -> None:
    """Report what was used always or never, whatever was asked for."""
    instead(
        answers,
        "StreamMeter",
        lambda honest: lambda *more, **_wish: honest(*more, tells_usage=always),
    )


@lie(breaks="UC-17", noticed_by="the usage reported was [20]")
def reports_to_everybody() -> None:
    """Tells what was used, also to callers who have not asked."""
    _reports(always=True)


@lie(breaks="UC-17", noticed_by="the usage reported was none")
def reports_to_no_one() -> None:
    """Leaves the report out where it has ended a stream itself."""
    _reports(always=False)


@lie(breaks="UC-17", noticed_by="and the caller got")
def shortens_whole_answers() -> None:
    """Shortens answers that are no streams, too."""

    def hand(honest: Piece) -> Piece:
        async def lying(self: Answers, visit: Visit, *more: Any) -> bytes:  # noqa: ANN401
            body: bytes = await honest(self, visit, *more)
            answer = json.loads(body)
            answer["choices"][0]["message"]["content"] = "The"
            shortened = json.dumps(answer, ensure_ascii=False).encode()
            return shortened.ljust(len(body))

        return lying

    instead(Answers, "_hand_whole", hand)


@lie(breaks="UC-17", noticed_by="events, not one error")
def covers_up_for_the_model() -> None:
    """Ends a stream that broke off as if it had become too long."""
    polite = b'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]}\n\n' + DONE
    instead(answers, "error_event", lambda _honest: lambda *_: polite)


@lie(breaks="UC-17", noticed_by='outcome="stream_too_long"} 1\' was absent')
def counts_it_as_answered() -> None:
    """Counts a stream that it has ended among the answers."""
    instead(RoutedRequests, "_count", _under_another_name)


def _under_another_name(honest: Piece) -> Piece:
    def lying(self: RoutedRequests, visit: Visit, outcome: str) -> None:
        honest(self, visit, outcome.replace(Reason.STREAM_TOO_LONG.value, "answered"))

    return lying
