"""Lies about loops: what is kept of a request, under which policy, and by which clock."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import decisions, loops
from support.reference.decisions import Decisions
from support.reference.loops import DUST, LoopDetector
from support.reference.outbox import Outbox
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.bundles import Bundle
    from support.reference.loops import LoopNoticed, Track
    from support.reference.policies import LoopDetection
    from support.reference.visits import Visit
    from support.targets.lies import Piece


def _asking(before: Callable[[Decisions, Visit, Bundle], None]) -> None:
    """Something is done before a request is asked whether it is one of a loop."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            before(self, visit, bundle)
            honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_loop", make)


def _printed(change: Callable[[str, bytes], tuple[str, bytes]]) -> None:
    """Fingerprints are taken of somebody else, or of another body."""

    def make(honest: Piece) -> Piece:
        def fingerprint_of(who: str, method: str, path: str, query: str, body: bytes) -> bytes:
            whoever, whatever = change(who, body)
            print_: bytes = honest(whoever, method, path, query, whatever)
            return print_

        return fingerprint_of

    instead(decisions, "fingerprint_of", make)


@lie(breaks="UC-13", noticed_by="status was 429")
def reads_the_first_pages() -> None:
    """Compares the first 64 KiB, as long as it takes to buffer, of what is asked."""
    _printed(lambda who, body: (who, body[: 2**16]))


@lie(breaks="UC-13", noticed_by="the receiver was called 4 times")
def strangers_are_one() -> None:
    """Counts all who show no key as one and the same."""
    _printed(lambda who, body: (who if who.startswith("caller") else "nobody", body))


@lie(breaks="UC-13", noticed_by="status was 200")
def keys_and_passes_are_apart() -> None:
    """Knows callers by what they show, so that each new pass is a new caller."""
    shown: list[list[str]] = []
    _asking(lambda _self, visit, _bundle: shown.append(visit.lines(b"authorization")))
    _printed(lambda who, body: (f"{who} by {shown.pop()}", body))


@lie(breaks="UC-13", noticed_by="Retry-After was 10, not 60")
def the_first_policy_holds() -> None:
    """Reads what counts as a loop when it starts, and not again."""
    first: list[LoopDetection] = []

    def make(honest: Piece) -> Piece:
        def look(self: LoopDetector, policy: LoopDetection, *rest: Any) -> LoopNoticed | None:  # noqa: ANN401
            first.append(policy)
            found: LoopNoticed | None = honest(self, first[0], *rest)
            return found

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="Retry-After was 10, not 60")
def told_by_the_oldest() -> None:
    """Tells when the oldest repetition is forgotten, though more of them have to be."""

    def make(honest: Piece) -> Piece:
        def judged(policy: LoopDetection, track: Track, count: int, now: float) -> LoopNoticed:
            found: LoopNoticed = honest(policy, track, count, now)
            wait = track.counted[0] + policy.window_seconds - now if track.counted else 0.0
            return replace(found, retry_after=max(1, math.ceil(wait - DUST)))

        return judged

    instead(loops, "_judged", make)


@lie(breaks="UC-13", noticed_by="status was 200")
def by_the_clock_on_the_wall() -> None:
    """Counts the minute by the time of day, so that whoever sets the clock ends it."""
    wall: list[float] = []
    _asking(lambda self, _visit, _bundle: wall.append(self._clock.wall()))

    def make(honest: Piece) -> Piece:
        def look(
            self: LoopDetector, policy: LoopDetection, print_: bytes, retry: int, _now: float
        ) -> LoopNoticed | None:
            found: LoopNoticed | None = honest(self, policy, print_, retry, wall.pop())
            return found

        return look

    instead(LoopDetector, "look", make)


def _numbered(number: Callable[[int, int], int]) -> None:
    """Retries have another number, by the highest one so far and the one that was told."""

    def make(honest: Piece) -> Piece:
        def look(
            self: LoopDetector, policy: LoopDetection, print_: bytes, retry: int, now: float
        ) -> LoopNoticed | None:
            track = self._tracks.get(print_)
            told = number(track.retry if track else 0, retry)
            found: LoopNoticed | None = honest(self, policy, print_, told, now)
            return found

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="status was 429")
def a_request_has_ten_retries_for_good() -> None:
    """Counts the retries of a request on, however often it was asked anew between them."""
    highest: dict[bytes, int] = {}

    def make(honest: Piece) -> Piece:
        def look(
            self: LoopDetector, policy: LoopDetection, print_: bytes, retry: int, now: float
        ) -> LoopNoticed | None:
            if retry and print_ in self._tracks:
                self._tracks[print_].retry = highest.get(print_, 0)
            highest[print_] = max(retry, highest.get(print_, 0))
            found: LoopNoticed | None = honest(self, policy, print_, retry, now)
            return found

        return look

    instead(LoopDetector, "look", make)


@lie(breaks="UC-13", noticed_by="status was 200")
def whoever_counts_retries_retries() -> None:
    """Takes a first try for a retry, because the library says of it that it is the noughth."""
    _numbered(lambda highest, told: told or highest + 1)


@lie(breaks="UC-13", noticed_by="an event had, or had not: body")
def reports_what_was_asked() -> None:
    """Tells the control plane what was repeated, word for word."""
    asked: list[bytes] = []
    _asking(lambda _self, visit, _bundle: asked.append(visit.body))

    def make(honest: Piece) -> Piece:
        def note(self: Outbox, kind: str, **fields: object) -> None:
            more = {"body": asked[-1].decode("latin-1")} if kind == "loop" else {}
            honest(self, kind, **fields, **more)

        return note

    instead(Outbox, "note", make)


@lie(breaks="UC-13", noticed_by="status was 200", seen_in="caches that hold a number of entries")
def remembers_fifty_things() -> None:
    """Forgets what was asked longest ago as soon as more than fifty things have been asked."""

    def make(honest: Piece) -> Piece:
        def look(self: LoopDetector, *asked: Any) -> LoopNoticed | None:  # noqa: ANN401
            found: LoopNoticed | None = honest(self, *asked)
            while len(self._tracks) > 50:
                del self._tracks[next(iter(self._tracks))]
            return found

        return look

    instead(LoopDetector, "look", make)
