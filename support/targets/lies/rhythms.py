"""Gateways that call as often as they think right, and not as often as they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference.edge_api import EdgeApi, Rhythm
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

UC_05 = "UC-05"


def _told(change: Callable[[Rhythm], Rhythm]) -> None:
    """Make another rhythm of the one that the control plane has told."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: EdgeApi, started_at: float) -> Rhythm:
            return change(await honest(self, started_at))

        return register

    instead(EdgeApi, "register", make)


@lie(breaks=UC_05, noticed_by="two calls of /heartbeat were 10.000 seconds apart")
def lives_by_its_own_rhythm() -> None:
    """Calls every ten seconds and every thirty, as it is written in its manual."""
    _told(lambda _rhythm: Rhythm(heartbeat_seconds=10.0, poll_seconds=30.0))


@lie(breaks=UC_05, noticed_by="two calls of /config were 30.000 seconds apart")
def asks_as_often_as_it_always_did() -> None:
    """Shows that it lives as often as it was told, and asks for policies every half minute."""
    _told(lambda rhythm: replace(rhythm, poll_seconds=30.0))


@lie(breaks=UC_05, noticed_by="two calls of /config were 21.000 seconds apart")
def asks_only_when_it_shows_that_it_lives() -> None:
    """Asks for a policy with the next sign of life, so as to wake up less often."""

    def whole(rhythm: Rhythm) -> Rhythm:
        beats = -(-rhythm.poll_seconds // rhythm.heartbeat_seconds)
        return replace(rhythm, poll_seconds=beats * rhythm.heartbeat_seconds)

    _told(whole)


@lie(breaks=UC_05, noticed_by="two calls of /heartbeat were 7.000 seconds apart")
def the_first_rhythm_is_for_ever() -> None:
    """Keeps to what it was told when it registered for the first time."""
    first: list[Rhythm] = []

    def change(rhythm: Rhythm) -> Rhythm:
        first.append(rhythm)
        return first[0]

    _told(change)
