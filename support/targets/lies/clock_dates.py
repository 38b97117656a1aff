"""Lies about dates and clocks: by another clock than the own one, or not to the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference import answers, edge_api
from support.reference.control_plane import ControlPlane
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.targets.lies import Piece


@lie(breaks="UC-10", noticed_by="Date was ")
def answers_dated_by_the_machine() -> None:
    """Answers are dated by the machine's time, and not by the clock that limits and passes use."""
    instead(answers, "formatdate", lambda honest: lambda _wall, **how: honest(None, **how))


@lie(breaks="UC-10", noticed_by="sent_at was ")
def heartbeats_in_whole_minutes() -> None:
    """A heartbeat says in which minute it was sent, which hides half a minute of difference."""
    instead(edge_api, "rfc3339", lambda honest: lambda wall: honest(wall // 60 * 60))


@lie(breaks="UC-10", noticed_by="the clock counts as wrong")
def what_was_agreed_stays() -> None:
    """Goes on by the difference that was agreed on when nothing is agreed on any more."""

    def make(honest: Piece) -> Piece:
        def watch(self: ControlPlane, bundle: Bundle) -> None:
            if bundle.clock_watch is not None:
                honest(self, bundle)

        return watch

    instead(ControlPlane, "_watch_clock", make)
