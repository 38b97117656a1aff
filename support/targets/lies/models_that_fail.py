"""Lies about what a model's failure means: for the question, for its price, for a loop."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.reference import answers
from support.reference.answers import Answers
from support.reference.decisions import Decisions
from support.reference.reasons import Reason, Refused
from support.reference.visits import outgoing_of
from support.targets.lies import instead, lie
from support.targets.lies.passing_on import calls_a_failure_its_own, once_more

if TYPE_CHECKING:
    from collections.abc import Callable

    import aiohttp
    from starlette.types import Send

    from support.reference.bundles import Bundle
    from support.reference.reasons import Headers
    from support.reference.visits import Visit
    from support.targets.lies import Piece


@lie(
    breaks="UC-16", noticed_by="the model was called 2 times", seen_in="LiteLLM, unless told not to"
)
def asks_a_failing_model_again() -> None:
    """Asks a model that has failed once more, and tells nobody."""
    once_more("model")


@lie(breaks="UC-16", noticed_by="the model was asked 2 times for Acme's request")
def asks_again_for_the_other_half() -> None:
    """Asks a model once more that has broken off, which charges for both halves."""

    def make(honest: Piece) -> Piece:
        async def hand_whole(
            self: Answers, visit: Visit, response: aiohttp.ClientResponse, send: Send
        ) -> bytes:
            try:
                return bytes(await honest(self, visit, response, send))
            except Refused as refused:
                if refused.reason is not Reason.UPSTREAM_UNREACHABLE:
                    raise
            async with await self._proxy.open(outgoing_of(visit)) as another:
                return bytes(await honest(self, visit, another, send))

        return hand_whole

    instead(Answers, "_hand_whole", make)


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 40000")
def only_breakdowns_are_free() -> None:
    """Charges for what a model refuses: it has answered, after all."""
    answers.FAILED = 500


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 40000")
def wrong_questions_cost_as_much() -> None:
    """Charges for a question that the model could not take: whoever asked it is to blame."""
    answers.FAILED = 401


@lie(breaks="UC-16", noticed_by="status was 502, not 500")
def breaks_down_with_the_model_that_fails() -> None:
    """Says in its own words that a model has failed, and keeps the model's to itself."""
    calls_a_failure_its_own("model")


@lie(breaks="UC-16", noticed_by="retry-after was absent, not 20")
def only_it_may_say_when() -> None:
    """Keeps to itself when a model wants to be asked again: it is the one who limits here."""

    def make(honest: Piece) -> Piece:
        def handed_back(raw: Headers, *, limits: bool) -> Headers:
            lines: Headers = honest(raw, limits=limits)
            return [line for line in lines if line[0].lower() != b"retry-after"]

        return handed_back

    instead(answers, "handed_back", make)


@lie(breaks="UC-13", noticed_by="status was 500")
def who_gets_errors_is_not_stuck() -> None:
    """Forgets a repetition that the model has failed, so that errors are asked for without end."""

    def make(honest: Piece) -> Piece:
        def give_back(self: Decisions, visit: Visit) -> None:
            now = self._clock.steady()
            tracks = self._loops._tracks.values() if visit.sent else ()  # noqa: SLF001 - a lie may
            for track in tracks:
                if track.counted and track.counted[-1] == now:
                    track.counted.pop()
            honest(self, visit)

        return give_back

    instead(Decisions, "give_back", make)


@lie(breaks="UC-13", noticed_by="status was 200")
def who_only_looks_is_not_stuck() -> None:
    """Looks for loops only where something is asked of a model."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if visit.method == "POST":
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_loop", make)


@lie(breaks="UC-16", noticed_by="status was 500, not 503")
def all_errors_are_one() -> None:
    """Tells by one number whatever goes wrong with the model, be it broken or busy."""

    def make(honest: Piece) -> Piece:
        async def start(
            self: Answers, visit: Visit, status: int, headers: Headers, send: Send
        ) -> None:
            of_the_model = visit.sent and status // 100 == 5
            await honest(self, visit, 500 if of_the_model else status, headers, send)

        return start

    instead(Answers, "_start", make)


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 40000")
def half_a_stream_costs_the_whole() -> None:
    """Charges what was set aside for a stream that breaks off, whatever it has said by then."""

    class OnlyWhole(answers.ChatStream):
        _reported: int | None = None

        def feed(self, data: bytes) -> bytes:
            passed_on = super().feed(data)
            self._reported = self.total_tokens or self._reported
            self.total_tokens = self._reported if self.done else None
            return passed_on

    answers.ChatStream = OnlyWhole  # type: ignore[misc]


def _counts(usage: Callable[[object], int | None]) -> None:
    """Make a number of tokens of what an answer says, whatever it is."""

    def make(honest: Piece) -> Piece:
        def total_in(body: bytes, encoding: str = "") -> int | None:
            try:
                told = json.loads(body)["usage"]["total_tokens"]
            except (ValueError, KeyError, TypeError):
                found: int | None = honest(body, encoding)
                return found
            return usage(told)

        return total_in

    instead(answers, "_total_tokens_in", make)


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 100000")
def less_than_nothing_is_a_gift() -> None:
    """Gives back what a model says, also where it is more than was set aside."""
    _counts(lambda told: told if isinstance(told, int) else None)


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 100000", seen_in="`Number(used) || 0`")
def words_are_nothing() -> None:
    """Takes what it cannot add up for nothing."""
    _counts(lambda told: max(0, told) if isinstance(told, int) else 0)
