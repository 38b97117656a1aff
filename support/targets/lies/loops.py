"""Lies about loops: who repeats what, how often, for how long, and what is said about it."""

from __future__ import annotations

import math
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference.app import RoutedRequests
from support.reference.decisions import Decisions
from support.reference.loops import LoopDetector
from support.reference.reasons import Refused
from support.reference.visits import outgoing_of
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.loops import LoopNoticed
    from support.reference.policies import LoopDetection
    from support.reference.visits import Visit

FAIRVISOR = "fairvisor/edge tells the whole window as Retry-After, however old the repetitions are"


def under(change: Callable[[LoopDetection], LoopDetection]) -> None:
    """Judge under another policy than the one in force."""
    instead(
        LoopDetector,
        "look",
        lambda honest: lambda self, policy, *rest: honest(self, change(policy), *rest),
    )


def noticed(change: Callable[[LoopNoticed, LoopDetection], LoopNoticed | None]) -> None:
    """Change what is found out about a loop."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(self: LoopDetector, policy: LoopDetection, *rest: Any) -> LoopNoticed | None:  # noqa: ANN401
            found = honest(self, policy, *rest)
            return found and change(found, policy)

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="status was 200")
def one_time_too_many() -> None:
    """Answers the request that completes the loop, and refuses the next one."""
    under(lambda policy: replace(policy, threshold=policy.threshold + 1))


@lie(breaks="UC-13", noticed_by="status was 429")
def one_time_too_few() -> None:
    """Refuses the request before the one that completes the loop."""
    under(lambda policy: replace(policy, threshold=max(2, policy.threshold - 1)))


@lie(breaks="UC-13", noticed_by="status was 200")
def always_ten_times() -> None:
    """Takes ten times for a loop, whatever the policy says."""
    under(lambda policy: replace(policy, threshold=10))


@lie(breaks="UC-13", noticed_by="status was 429")
def always_a_minute() -> None:
    """Remembers for a minute, whatever the policy says."""
    under(lambda policy: replace(policy, window_seconds=60))


@lie(breaks="UC-13", noticed_by="status was 429")
def window_a_second_too_long() -> None:
    """Counts repetitions that are a little older than the policy says."""
    under(lambda policy: replace(policy, window_seconds=policy.window_seconds + 1))


@lie(breaks="UC-13", noticed_by="status was 200")
def window_a_moment_too_short() -> None:
    """Forgets repetitions a tenth of a second early."""
    under(lambda policy: replace(policy, window_seconds=policy.window_seconds - 0.1))


@lie(breaks="UC-13", noticed_by="Retry-After was 60, not 10", seen_in=FAIRVISOR)
def retry_after_is_the_window() -> None:
    """Tells everybody to come back after a whole window."""
    noticed(lambda found, policy: replace(found, retry_after=math.ceil(policy.window_seconds)))


@lie(breaks="UC-13", noticed_by="Retry-After was 9, not 10")
def retry_after_one_second_short() -> None:
    """Tells a time at which the next try is refused again."""
    noticed(lambda found, _policy: replace(found, retry_after=max(1, found.retry_after - 1)))


@lie(breaks="UC-13", noticed_by="status was 429")
def not_yet_at_the_moment_told() -> None:
    """Counts a repetition a moment longer than it tells: who comes back then is too early."""
    under(lambda policy: replace(policy, window_seconds=policy.window_seconds + 0.001))
    noticed(lambda found, _policy: replace(found, retry_after=max(1, found.retry_after - 1)))


@lie(breaks="UC-13", noticed_by="X-Gateway-Loop-Count was 9, not 10")
def counts_from_zero() -> None:
    """Tells one time less than there were."""
    noticed(lambda found, _policy: replace(found, count=found.count - 1))


@lie(breaks="UC-13", noticed_by="status was 200")
def forgets_all_at_once() -> None:
    """Begins a new window when the old one is over, instead of letting it slide."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(
            self: LoopDetector, policy: LoopDetection, print_: bytes, retry: int, now: float
        ) -> LoopNoticed | None:
            track = self._tracks.get(print_)
            if track and track.counted and track.counted[0] <= now - policy.window_seconds:
                track.counted.clear()
            noticed: LoopNoticed | None = honest(self, policy, print_, retry, now)
            return noticed

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="Retry-After was 60, not 10")
def refusals_lengthen_it() -> None:
    """Lets every refused try begin the minute anew."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(
            self: LoopDetector, policy: LoopDetection, print_: bytes, retry: int, now: float
        ) -> LoopNoticed | None:
            found: LoopNoticed | None = honest(self, policy, print_, retry, now)
            if found:
                counted = self._tracks[print_].counted
                self._tracks[print_].counted = type(counted)([now] * len(counted))
                found = replace(found, retry_after=math.ceil(policy.window_seconds))
            return found

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="X-Gateway-Loop-Count was 10, not 5")
def counts_refusals() -> None:
    """Counts the tries that it refuses, too, in what it tells."""
    refused: dict[int, int] = {}

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(self: LoopDetector, *rest: Any) -> LoopNoticed | None:  # noqa: ANN401
            found: LoopNoticed | None = honest(self, *rest)
            if found is None:
                return None
            refused[id(self)] = refused.get(id(self), -1) + 1
            return replace(found, count=found.count + refused[id(self)])

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="the model was called")
def asks_the_model_all_the_same() -> None:
    """Refuses the repetition, but lets the model answer it for nobody."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def refuse(self: RoutedRequests, visit: Visit, *rest: Any) -> None:  # noqa: ANN401
            async with await self._gateway.proxy.open(outgoing_of(visit)):
                await honest(self, visit, *rest)

        return refuse

    instead(RoutedRequests, "_refuse", make)


@lie(breaks="UC-13", noticed_by="12 were answered")
def counts_what_was_answered() -> None:
    """Counts a request when it has been answered, so that nothing is counted in a rush."""
    not_counted: list[Any] = []

    def make_look(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(self: LoopDetector, *rest: Any) -> LoopNoticed | None:  # noqa: ANN401
            before = deepcopy(self._tracks)
            found: LoopNoticed | None = honest(self, *rest)
            if found is None:
                self._tracks = before
                not_counted.append(lambda: honest(self, *rest))
            return found

        return look

    def make_count(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def count(self: RoutedRequests, visit: Visit, outcome: str) -> None:
            if outcome == "answered":
                not_counted.pop(0)()
            honest(self, visit, outcome)

        return count

    instead(LoopDetector, "look", make_look)
    instead(RoutedRequests, "_count", make_count)


@lie(breaks="UC-13", noticed_by="x-ratelimit-remaining-tokens was 0")
def charges_for_refusals() -> None:
    """Sets tokens aside before it looks for loops, and keeps them when it refuses."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def after_body(self: Decisions, visit: Any) -> None:  # noqa: ANN401
            try:
                honest(self, visit)
            except Refused:
                self._ask_budget(visit, visit.bundle)
                self.settle(visit, None)
                raise

        return after_body

    instead(Decisions, "after_body", make)
