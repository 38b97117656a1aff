"""Lies about retries, and about those who look in every now and then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import decisions
from support.reference.loops import LoopDetector, LoopNoticed
from support.targets.lies import instead, lie
from support.targets.lies.loops import under

if TYPE_CHECKING:
    from collections.abc import Callable


@lie(breaks="UC-13", noticed_by="status was 429")
def counts_retries() -> None:
    """Takes programs that try again by themselves for stuck."""
    _as_retry(lambda _seen, _stated: 0)


@lie(breaks="UC-13", noticed_by="status was 200")
def believes_every_retry() -> None:
    """Lets everything through that calls itself a retry and was not refused before."""
    _as_retry(lambda seen, stated: seen + 1 if stated else 0)


@lie(breaks="UC-13", noticed_by="status was 429")
def believes_one_retry() -> None:
    """Believes the first retry, and takes the second for a repetition."""
    _as_retry(lambda _seen, stated: stated if stated == 1 else 0)


@lie(breaks="UC-13", noticed_by="status was 429")
def believes_two_retries() -> None:
    """Believes two retries, as most libraries make, and takes the third for a repetition."""
    _as_retry(lambda _seen, stated: stated if stated <= 2 else 0)


@lie(breaks="UC-13", noticed_by="status was 200")
def believes_eleven_retries() -> None:
    """Believes one retry more than it says."""
    _as_retry(lambda _seen, stated: 10 if stated == 11 else stated)


@lie(breaks="UC-13", noticed_by="status was 200")
def retries_clear_the_count() -> None:
    """Begins to count anew with every retry."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(self: LoopDetector, policy: Any, print_: bytes, retry: int, now: float) -> Any:  # noqa: ANN401
            if retry:
                self._tracks.pop(print_, None)
            return honest(self, policy, print_, retry, now)

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="status was 200")
def retries_open_every_door() -> None:
    """Lets whoever was refused through as soon as it says that it is a retry."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(self: LoopDetector, policy: Any, print_: bytes, retry: int, now: float) -> Any:  # noqa: ANN401
            return None if retry else honest(self, policy, print_, retry, now)

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="status was 429")
def refuses_retries_for_ever() -> None:
    """Refuses the retries of whoever was refused, also when the time has come."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(self: LoopDetector, policy: Any, print_: bytes, retry: int, now: float) -> Any:  # noqa: ANN401
            track = self._tracks.get(print_)
            if retry and track and track.refused:
                return LoopNoticed(policy.threshold, "refuse", retry_after=60)
            return honest(self, policy, print_, retry, now)

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="status was 429")
def never_forgets() -> None:
    """Counts what was asked hours ago."""
    under(lambda policy: replace(policy, window_seconds=policy.window_seconds * 100))


def _as_retry(number: Callable[[int, int], int]) -> None:
    """Take the request for another retry than it says: from the last number seen and its own."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(self: Any, policy: Any, print_: bytes, stated: int, now: float) -> Any:  # noqa: ANN401
            track = self._tracks.get(print_)
            return honest(self, policy, print_, number(track.retry if track else 0, stated), now)

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="status was 429")
def one_retry_number_for_all() -> None:
    """Remembers which retry was the last one, and not of what."""
    last = {"retry": 0}

    def number(_seen: int, stated: int) -> int:
        before, last["retry"] = last["retry"], stated
        return stated if stated > before else 0

    _as_retry(number)


@lie(breaks="UC-13", noticed_by="X-Gateway-Warning")
def retries_are_not_slowed() -> None:
    """Answers whatever calls itself a retry at once, also where it would be slowed."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def look(self: LoopDetector, policy: Any, print_: bytes, retry: int, now: float) -> Any:  # noqa: ANN401
            noticed = honest(self, policy, print_, retry, now)
            return None if retry and policy.action == "throttle" else noticed

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="status was 500")
def falls_over_what_is_no_number() -> None:
    """Takes for granted that a number of retries is a number."""
    instead(decisions, "_retry_count", lambda _: lambda lines: int(lines[0]) if lines else 0)
