"""Gateways that do not finish what was begun when they are told to stop, or never end."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

from support.reference import answers, front_door
from support.reference.app import RoutedRequests
from support.reference.control_plane import ControlPlane
from support.reference.front_door import FrontDoor
from support.reference.gateway import Gateway
from support.reference.outbox import Batch, Outbox
from support.reference.reasons import Reason, Refused
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

OP_04 = "OP-04"
_NEVER = 10.0**9  # seconds


@lie(breaks=OP_04, noticed_by="the answer did not end well", seen_in="containers without a grace")
def drops_everything() -> None:
    """Hangs up on everybody as soon as it is told to stop."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def close(self: FrontDoor, *rest: Any) -> None:  # noqa: ANN401 - clock and departure
            for connection in list(self._state.connections):
                connection.transport.abort()
            await honest(self, *rest)

        return close

    instead(FrontDoor, "close", make)


@lie(breaks=OP_04, noticed_by="did not end well (timed out)", seen_in="proxies that buffer")
def keeps_the_last_words_together() -> None:
    """Passes a stream on in one piece, when it is whole, from the moment of being told to stop."""
    stops: list[bool] = []

    def noting(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def close(self: FrontDoor, *rest: Any) -> None:  # noqa: ANN401 - clock and departure
            stops.append(True)
            await honest(self, *rest)

        return close

    def keeping(honest: Callable[..., bytes]) -> Callable[..., bytes]:
        kept: list[bytes] = []

        def feed(self: answers.ChatStream, data: bytes) -> bytes:
            kept.append(honest(self, data))
            if stops and not self.done:
                return b""
            passed_on = b"".join(kept)
            kept.clear()
            return passed_on

        return feed

    instead(FrontDoor, "close", noting)
    instead(answers.ChatStream, "feed", keeping)


@lie(breaks=OP_04, noticed_by="there was no answer")
def finishes_only_what_is_on_the_wire() -> None:
    """Hears streams to their end, and hangs up on whoever has no word of an answer yet."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def close(self: FrontDoor, *rest: Any) -> None:  # noqa: ANN401 - clock and departure
            for connection in list(self._state.connections):
                cycle = getattr(connection, "cycle", None)
                if cycle is not None and not cycle.response_started:
                    connection.transport.abort()
            await honest(self, *rest)

        return close

    instead(FrontDoor, "close", make)


@lie(breaks=OP_04, noticed_by="did not end well (cut)", seen_in="a second Ctrl-C that kills")
def the_second_word_kills() -> None:
    """Leaves on the spot when it is told to stop for the second time."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def close(self: FrontDoor, *rest: Any) -> None:  # noqa: ANN401 - clock and departure
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, os._exit, 1)
            await honest(self, *rest)

        return close

    instead(FrontDoor, "close", make)


@lie(breaks=OP_04, noticed_by="it left with exit status 143", seen_in="shells and their children")
def leaves_as_if_it_had_been_killed() -> None:
    """Finishes everything, and says by its exit status that it was killed."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def close(self: Gateway) -> None:
            await honest(self)
            os._exit(143)

        return close

    instead(Gateway, "close", make)


@lie(breaks=OP_04, noticed_by="it left with exit status 1")
def leaves_in_anger_when_somebody_was_not_done() -> None:
    """Ends with a failure when it had to leave a caller behind."""
    instead(RoutedRequests, "_take_leave", _and_then_fails)


def _and_then_fails(honest: Callable[..., Any]) -> Callable[..., Any]:
    async def take_leave(self: RoutedRequests, *rest: Any) -> None:  # noqa: ANN401 - visit and send
        instead(Gateway, "close", lambda _close: _fail)
        await honest(self, *rest)

    return take_leave


async def _fail(_gateway: Gateway) -> None:
    os._exit(1)


@lie(breaks=OP_04, noticed_by="the connection was not refused")
def goes_on_letting_people_in() -> None:
    """Serves whoever comes until it has finished what was begun, which is never."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def close(self: FrontDoor, *rest: Any) -> None:  # noqa: ANN401 - clock and departure
            await self._is_empty()
            await honest(self, *rest)

        return close

    instead(FrontDoor, "close", make)


@lie(breaks=OP_04, noticed_by="events came that were not")
def is_in_a_hurry() -> None:
    """Gives everybody ten seconds to finish instead of twenty."""
    instead(front_door, "FINISH_SECONDS", lambda _honest: 10.0)


@lie(breaks=OP_04, noticed_by="did not end well (timed out)")
def has_all_the_time_in_the_world() -> None:
    """Stays for as long as anything is under way, and is killed in the end."""
    instead(front_door, "FINISH_SECONDS", lambda _honest: _NEVER)


@lie(breaks=OP_04, noticed_by="[DONE] came 1 times")
def pretends_that_it_was_done() -> None:
    """Ends a stream that it has to leave as if there were no more to say."""
    instead(answers, "error_event", lambda _honest: lambda *_why: b"data: [DONE]\n\n")


@lie(breaks=OP_04, noticed_by="the answer did not end well (cut)")
def leaves_without_a_word() -> None:
    """Hangs up in the middle of a stream that it has to leave."""

    async def break_off(*_rest: Any) -> None:  # noqa: ANN401 - an answer's own
        return None

    instead(answers.Answers, "break_off", lambda _honest: break_off)


def _refusing_as(reason: Reason, retry_after: int | None) -> None:
    """Refuse those who cannot be answered any more in another way."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def refuse(self: RoutedRequests, visit: Any, refused: Refused, send: Any) -> None:  # noqa: ANN401
            leaves = refused.reason is Reason.STOPPING
            await honest(self, visit, Refused(reason, retry_after) if leaves else refused, send)

        return refuse

    instead(RoutedRequests, "_refuse", make)


@lie(breaks=OP_04, noticed_by="status was 502")
def blames_the_model() -> None:
    """Says that the model was not there, when it was the gateway that could not stay."""
    _refusing_as(Reason.UPSTREAM_UNREACHABLE, 1)


@lie(breaks=OP_04, noticed_by="Retry-After was absent")
def does_not_say_that_somebody_else_answers() -> None:
    """Refuses whoever it cannot answer any more, and does not say that asking again helps."""
    _refusing_as(Reason.STOPPING, None)


@lie(breaks=OP_04, noticed_by="the last event was")
def breaks_off_in_words_of_its_own() -> None:
    """Says in a stream why it ends, but not as an error that libraries understand."""
    said = b'data: {"stopping": true}\n\n'
    instead(answers, "error_event", lambda _honest: lambda *_why: said)


@lie(breaks=OP_04, noticed_by="0 refusals were reported")
def takes_its_secrets_along() -> None:
    """Leaves without reporting what it has not reported yet."""

    async def last_words(_self: ControlPlane) -> None:
        return None

    instead(ControlPlane, "_last_words", lambda _honest: last_words)


@lie(breaks=OP_04, noticed_by="never reported")
def clears_its_desk() -> None:
    """Throws away, when it leaves, what it could not report."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def last_words(self: ControlPlane) -> None:
            await honest(self)
            for name in self._store.names("outbox/"):
                self._store.forget(name)

        return last_words

    instead(ControlPlane, "_last_words", make)


@lie(breaks=OP_04, noticed_by="came 2 times")
def a_new_process_uses_new_keys() -> None:
    """Reports under a key of its own what the process before it may have reported."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def init(self: Outbox, *rest: Any) -> None:  # noqa: ANN401 - the gateway's own parts
            honest(self, *rest)
            if self._batch is not None:
                self._batch = Batch(f"{self._batch.key}-again", self._batch.events)

        return init

    instead(Outbox, "__init__", make)


@lie(breaks=OP_04, noticed_by="it is still there")
def must_be_heard() -> None:
    """Does not leave before the control plane has taken its last report."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def last_words(self: ControlPlane) -> None:
            while self._outbox.waiting:
                await honest(self)
                await self._clock.pause(1.0)

        return last_words

    instead(ControlPlane, "_last_words", make)
