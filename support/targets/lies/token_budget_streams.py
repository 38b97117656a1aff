"""Lies about streams: what they set aside, what goes back, and what of them is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference import answers, proxy
from support.reference.answers import Answers, ChatStream
from support.reference.decisions import Decisions
from support.reference.event_stream import NOTHING
from support.reference.refusals import refusal_answer
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from starlette.types import Message, Send

    from support.reference.reasons import Refused
    from support.reference.visits import Visit
    from support.targets.lies import Piece


@lie(breaks="UC-16", noticed_by="not even the head of the answer had come")
def keeps_the_head_back() -> None:
    """Sends the head of a stream together with its first event."""

    def hand(honest: Piece) -> Piece:
        async def lying(self: Answers, visit: Visit, response: object, send: Send) -> bytes:
            kept: list[Message] = []

            async def together(message: Message) -> None:
                kept.append(message)
                if message["type"] == "http.response.body":
                    for each in kept:
                        await send(each)
                    kept.clear()

            last: bytes = await honest(self, visit, response, together)
            return last

        return lying

    instead(Answers, "_hand_events", hand)


@lie(breaks="UC-16", noticed_by="tokens-per-minute;r was 12000")
def tells_what_was_left_before() -> None:
    """Tells with a stream what was left before anything was set aside for it."""

    def hand(honest: Piece) -> Piece:
        async def lying(self: Answers, visit: Visit, *more: object) -> bytes:
            reservation = visit.reservation
            budgets = self._decisions._budgets  # noqa: SLF001
            account = budgets._accounts[visit.caller or ""]  # noqa: SLF001
            tokens = reservation.tokens if reservation else 0
            account.minute_used -= tokens
            told = self._decisions.windows(visit)
            account.minute_used += tokens
            self._decisions.windows = lambda _visit: told  # type: ignore[method-assign, assignment]
            try:
                last: bytes = await honest(self, visit, *more)
            finally:
                del self._decisions.windows
            return last

        return lying

    instead(Answers, "_hand_events", hand)


@lie(breaks="UC-16", noticed_by="status was 200")
def streams_set_nothing_aside() -> None:
    """Lets a stream begin without setting anything aside, and charges it at its end."""

    def hand(honest: Piece) -> Piece:
        async def lying(self: Answers, visit: Visit, *more: object) -> bytes:
            reservation = visit.reservation
            if reservation is not None:
                account = self._decisions._budgets._accounts[reservation.caller]  # noqa: SLF001
                account.minute_used -= reservation.tokens
            last: bytes = await honest(self, visit, *more)
            if reservation is not None:
                account.minute_used += reservation.tokens
            return last

        return lying

    instead(Answers, "_hand_events", hand)


def _settling_streams(change: Piece) -> None:
    def settle(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit, used: int | None) -> None:
            streams = visit.chat is not None and visit.chat.streams
            honest(self, visit, change(used) if streams else used)

        return lying

    instead(Decisions, "settle", settle)


@lie(breaks="UC-16", noticed_by="status was 429")
def streams_get_nothing_back() -> None:
    """Charges for a stream what was set aside, whatever its report says."""
    _settling_streams(lambda used: None if used else used)


@lie(breaks="UC-16", noticed_by="status was 200")
def streams_are_cheap() -> None:
    """Charges a stream for half of what its report says."""
    _settling_streams(lambda used: used and used // 2)


@lie(breaks="UC-16", noticed_by="status was 200")
def hanging_up_is_free() -> None:
    """Gives everything back to callers who hang up in the middle."""
    _settling_streams(lambda used: used or 0)


@lie(breaks="UC-16", noticed_by="the usage reported was [5000]")
def reports_unasked() -> None:
    """Passes the report on that it has asked the model for, to callers who have not."""
    instead(
        answers,
        "ChatStream",
        lambda honest: lambda hide_usage, **more: honest(hide_usage=hide_usage and False, **more),
    )


@lie(breaks="UC-16", noticed_by="the usage reported was none")
def reports_to_nobody() -> None:
    """Takes the report of usage out of every stream, also for callers who ask for it."""
    instead(
        answers,
        "ChatStream",
        lambda honest: lambda hide_usage, **more: honest(hide_usage=hide_usage or True, **more),
    )


@lie(breaks="UC-16", noticed_by="that were not the")
def an_event_is_lost() -> None:
    """Loses the third event of every stream."""

    def feed(honest: Piece) -> Piece:
        def lying(self: ChatStream, data: bytes) -> bytes:
            events = bytes(honest(self, data)).split(b"\n\n")
            return b"\n\n".join(each for each in events if b"gate " not in each)

        return lying

    instead(ChatStream, "feed", feed)


@lie(breaks="UC-16", noticed_by="[DONE] came 2 times")
def done_is_done_twice() -> None:
    """Ends every stream twice."""

    def feed(honest: Piece) -> Piece:
        def lying(self: ChatStream, data: bytes) -> bytes:
            end = b"data: [DONE]\n\n"
            return bytes(honest(self, data)).replace(end, end + end)

        return lying

    instead(ChatStream, "feed", feed)


@lie(breaks="UC-16", noticed_by="status was 200; X-Gateway-Reason")
def refuses_in_a_stream() -> None:
    """Refuses a stream with a stream: 200, and the error as its first event."""

    def refuse(honest: Piece) -> Piece:
        async def lying(self: Answers, visit: Visit, refused: Refused, send: Send) -> None:
            if visit.chat is None or not visit.chat.streams:
                await honest(self, visit, refused, send)
                return
            _, _, body = refusal_answer(refused)
            await self._start(visit, 200, [(b"Content-Type", b"text/event-stream")], send)
            await send({"type": "http.response.body", "body": b"data: " + body + b"\n\n"})

        return lying

    instead(Answers, "refuse", refuse)


@lie(breaks="UC-16", noticed_by="and the last event was")
def does_not_see_the_end() -> None:
    """Does not know the end of a stream when it comes, and says that it broke off."""
    instead(answers, "read_event", lambda _honest: lambda _event: NOTHING)


@lie(breaks="UC-16", noticed_by="it said 'authorization: Bearer")
def hands_the_key_on() -> None:
    """Shows the caller's key to the model."""
    instead(proxy, "NOT_FORWARDED", lambda honest: honest - {b"authorization"})
