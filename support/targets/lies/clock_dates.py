"""Lies about dates: told by another clock than the gateway's own, or not to the second."""

from __future__ import annotations

from support.reference import answers, edge_api
from support.targets.lies import instead, lie


@lie(breaks="UC-10", noticed_by="Date was ")
def answers_dated_by_the_machine() -> None:
    """Answers are dated by the machine's time, and not by the clock that limits and passes use."""
    instead(answers, "formatdate", lambda honest: lambda _wall, **how: honest(None, **how))


@lie(breaks="UC-10", noticed_by="sent_at was ")
def heartbeats_in_whole_minutes() -> None:
    """A heartbeat says in which minute it was sent, which hides half a minute of difference."""
    instead(edge_api, "rfc3339", lambda honest: lambda wall: honest(wall // 60 * 60))
