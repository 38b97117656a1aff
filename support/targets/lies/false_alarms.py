"""Lies in reports: what was only watched is told as if it had been done, circles are kept quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference.decisions import Decisions
from support.reference.outbox import Outbox
from support.reference.reasons import Reason
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.visits import Visit
    from support.targets.lies import Piece

UC_07 = "UC-07"


def _in_earnest(piece: str, place: int) -> None:
    """Have a question forget that its policy is only watched, but for what it refuses."""

    def make(honest: Piece) -> Piece:
        def lying(self: Decisions, *asked: Any) -> None:  # noqa: ANN401 - the gateway's own parts
            visit: Visit = asked[place]
            visit.shadowed = False  # of the twin; the real one was never anything else
            honest(self, *asked)

        return lying

    instead(Decisions, piece, make)


@lie(breaks=UC_07, noticed_by="told was breaker None")
def alarms_for_a_breaker_that_is_watched() -> None:
    """Sends the alarm of a breaker that opens also when it is only watched."""
    _in_earnest("_ask_breaker", 1)


@lie(breaks=UC_07, noticed_by="told was loop None")
def tells_of_watched_loops_as_of_loops() -> None:
    """Reports a loop that was only watched like one that was ended."""
    _in_earnest("_ask_loop", 0)


@lie(breaks=UC_07, noticed_by="told was crawler None")
def tells_of_watched_crawlers_as_of_crawlers() -> None:
    """Reports a crawler that was only watched like one that was refused."""
    _in_earnest("_ask_crawler", 0)


@lie(breaks=UC_07, noticed_by='gateway_loops_total{action="refuse"} was 2')
def counts_watched_loops_as_ended() -> None:
    """Counts loops that were only watched among those that were ended, and reports them rightly."""
    _in_earnest("_ask_loop", 0)
    instead(Outbox, "note", _silent_about("loop"))


def _silent_about(kind: str, reason: str | None = None) -> Piece:
    def make(honest: Piece) -> Piece:
        def note(self: Outbox, noted: str, **told: Any) -> None:  # noqa: ANN401 - JSON values
            if noted != kind or told.get("reason") != reason:
                honest(self, noted, **told)

        return note

    return make


@lie(breaks="UC-12", noticed_by="was never reported")
def keeps_circles_to_itself() -> None:
    """Ends circles, and tells nobody that two systems call each other without end."""
    instead(Outbox, "note", _silent_about("refused", Reason.HOP_LIMIT.value))
