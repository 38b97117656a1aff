"""Lies about what follows from a loop: what is told, who is warned, who is slowed by how much."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import answers, refusals
from support.reference.answers import Answers
from support.reference.app import RoutedRequests
from support.reference.reasons import Reason
from support.reference.visits import Visit
from support.targets.lies import instead, lie
from support.targets.lies.loops import noticed, under
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from support.reference.loops import LoopNoticed
    from support.reference.policies import LoopDetection
    from support.reference.reasons import Refused

    Message = MutableMapping[str, Any]

FAIRVISOR = "fairvisor/edge delays by a tenth of a second for each repetition that there ever was"


def _delayed(delay: Callable[[LoopNoticed, LoopDetection], float]) -> None:
    noticed(lambda found, policy: replace(found, delay=delay(found, policy)))


@lie(breaks="UC-13", noticed_by="it was 2.5 seconds late, not 2")
def delays_add_up() -> None:
    """Slows whoever is to be slowed for two reasons once for each of them."""

    def keep_back(self: Visit, seconds: float) -> None:
        self.delay += seconds

    instead(Visit, "keep_back", lambda _honest: keep_back)


@lie(breaks="UC-13", noticed_by="it was 0.5 seconds late, not 2")
def the_last_delay_holds() -> None:
    """Slows for the reason that it has found last, and forgets the longer one before."""

    def keep_back(self: Visit, seconds: float) -> None:
        self.delay = seconds

    instead(Visit, "keep_back", lambda _honest: keep_back)


@lie(breaks="UC-13", noticed_by="X-Gateway-Warning was cost_budget", seen_in="headers in a map")
def one_warning_is_enough() -> None:
    """Warns of the last reason alone where there are two."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def forward(self: RoutedRequests, visit: Visit, *rest: Any) -> None:  # noqa: ANN401
            visit.warnings = list(dict(visit.warnings).items())
            await honest(self, visit, *rest)

        return forward

    instead(RoutedRequests, "_forward", make)


@lie(breaks="UC-13", noticed_by="Retry-After was absent")
def no_retry_after() -> None:
    """Refuses without a word about when to come back."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def answer(refused: Refused) -> Any:  # noqa: ANN401
            if refused.reason is Reason.LOOP_DETECTED:
                refused.retry_after = None
            return honest(refused)

        return answer

    instead(answers, "refusal_answer", make)


@lie(breaks="UC-13", noticed_by="x-should-retry was false")
def says_never_to_retry() -> None:
    """Says when to come back, and that coming back is of no use."""
    kind = refusals.KINDS[Reason.LOOP_DETECTED]
    refusals.KINDS[Reason.LOOP_DETECTED] = replace(kind, never=True)


@lie(breaks="UC-13", noticed_by="X-Gateway-Reason was tpm_exceeded")
def calls_it_a_rate_limit() -> None:
    """Gives a spent budget as the reason, so that nobody looks for a loop."""
    on_sending(lambda data: data.replace(b": loop_detected\r\n", b": tpm_exceeded\r\n"))


@lie(breaks="UC-13", noticed_by="error.code was 'rate_limit_exceeded'")
def codes_it_as_a_rate_limit() -> None:
    """Says the right reason beside the answer, and the wrong one in it."""
    kind = refusals.KINDS[Reason.LOOP_DETECTED]
    refusals.KINDS[Reason.LOOP_DETECTED] = replace(kind, code="rate_limit_exceeded")


@lie(breaks="UC-13", noticed_by="X-Gateway-Loop-Count was absent")
def tells_no_count() -> None:
    """Keeps to itself how often it was."""
    on_sending(lambda data: data.replace(b"x-gateway-loop-count: ", b"x-gateway-loops: "))


@lie(breaks="UC-13", noticed_by="(sent twice)")
def says_everything_twice() -> None:
    """Tells the count in two lines."""
    on_sending(
        lambda data: data.replace(
            b"x-gateway-loop-count: ", b"x-gateway-loop-count: 1\r\nx-gateway-loop-count: "
        )
    )


@lie(breaks="UC-13", noticed_by="status was 429")
def warning_refuses() -> None:
    """Refuses where it is to warn."""
    under(
        lambda policy: replace(
            policy, action="refuse" if policy.action == "warn" else policy.action
        )
    )


@lie(breaks="UC-13", noticed_by="X-Gateway-Warning was absent")
def warns_nobody() -> None:
    """Counts, reports, and says nothing to whoever it concerns."""
    on_sending(lambda data: data.replace(b"x-gateway-warning: ", b"x-debug: "))


@lie(breaks="UC-13", noticed_by="X-Gateway-Warning was absent")
def warns_only_once() -> None:
    """Warns when the loop is complete, and not of anything after that."""
    noticed(lambda found, policy: found if found.count == policy.threshold else None)


@lie(breaks="UC-13", noticed_by="the body was")
def warns_in_the_answer() -> None:
    """Puts the warning into the answer as well, where programs do not expect it."""
    note = b', "warning": "loop_detected"}'

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def hand(self: Answers, visit: Visit, response: Any, send: Any) -> bytes:  # noqa: ANN401
            async def longer(message: Message) -> None:
                if visit.warnings and message["type"] == "http.response.start":
                    length = int(dict(message["headers"])[b"Content-Length"]) + len(note) - 1
                    others = [each for each in message["headers"] if each[0] != b"Content-Length"]
                    message["headers"] = [*others, (b"Content-Length", b"%d" % length)]
                await send(message)

            body: bytes = await honest(self, visit, response, longer)
            return body[:-1] + note if visit.warnings else body

        return hand

    instead(Answers, "_hand_whole", make)


@lie(breaks="UC-13", noticed_by="it was 0 seconds late, not 2")
def slows_nobody() -> None:
    """Says that it slows, and does not."""
    _delayed(lambda _found, _policy: 0.0)


@lie(breaks="UC-13", noticed_by="it was 2 seconds late, not 4")
def slows_evenly() -> None:
    """Delays every repetition by the same time."""
    _delayed(lambda _found, policy: policy.delay_seconds)


@lie(breaks="UC-13", noticed_by="it was 7 seconds late, not 6")
def delays_double() -> None:
    """Slows each repetition by twice as much as the one before."""
    _delayed(
        lambda found, policy: min(
            policy.delay_seconds * 2.0 ** (found.count - policy.threshold),
            policy.longest_delay_seconds,
        )
    )


@lie(breaks="UC-13", noticed_by="it was 8 seconds late, not 7")
def slows_without_bound() -> None:
    """Goes on beyond the longest delay of the policy."""
    _delayed(lambda found, policy: policy.delay_seconds * (found.count - policy.threshold + 1))


@lie(breaks="UC-13", noticed_by="seconds late, not 2", seen_in=FAIRVISOR)
def slows_by_all_repetitions() -> None:
    """Counts the repetitions that were allowed into the delay."""
    _delayed(
        lambda found, policy: min(found.count * policy.delay_seconds, policy.longest_delay_seconds)
    )


@lie(breaks="UC-13", noticed_by="it was 0 seconds late, not 7")
def stops_slowing() -> None:
    """Takes whoever goes on for long enough for harmless."""
    _delayed(lambda found, policy: found.delay if found.count < policy.threshold + 3 else 0.0)


@lie(breaks="UC-13", noticed_by="it was called after 0 seconds, not 2")
def asks_first_and_slows_then() -> None:
    """Lets the model work at once, and keeps back the answer alone."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def forward(self: RoutedRequests, visit: Visit, receive: Any, send: Any) -> None:  # noqa: ANN401
            delay, visit.delay = visit.delay, 0.0

            async def later(message: Message) -> None:
                if message["type"] == "http.response.start" and delay:
                    await self._gateway.clock.hold_back(delay)
                await send(message)

            await honest(self, visit, receive, later)

        return forward

    instead(RoutedRequests, "_forward", make)


@lie(breaks="UC-13", noticed_by="it was 2 seconds late, not 0")
def slows_everybody() -> None:
    """Keeps everybody back as long as it keeps somebody back."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def forward(self: RoutedRequests, visit: Visit, *rest: Any) -> None:  # noqa: ANN401
            if self._gateway.clock.held_back:
                visit.delay = visit.delay or 2.0
            await honest(self, visit, *rest)

        return forward

    instead(RoutedRequests, "_forward", make)
