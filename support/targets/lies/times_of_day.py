"""Gateways that measure by the clock on the wall how long ago something was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference import answers
from support.reference.request_limits import RequestLimits
from support.reference.spend_breakers import SpendBreakers
from support.reference.token_budgets import Now
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.visits import Visit

    Piece = Callable[..., Any]


def _by_the_wall(counts: type, *pieces: str) -> None:
    """Tell these pieces the time of day where they ask how much time has passed."""

    def make(honest: Piece) -> Piece:
        def piece(self: Any, *told: Any) -> Any:  # noqa: ANN401 - whatever is told
            return honest(self, *(Now(t.wall, t.wall) if isinstance(t, Now) else t for t in told))

        return piece

    for name in pieces:
        instead(counts, name, make)


@lie(breaks="UC-10", noticed_by="status was 200")
def requests_come_back_by_the_wall() -> None:
    """Lets requests come back by the time of day, so that a clock set forward has all."""
    _by_the_wall(RequestLimits, "__init__", "adopt", "take", "windows")


@lie(breaks="UC-10", noticed_by="status was 200")
def breakers_close_by_the_wall() -> None:
    """Closes breakers at a time of day, so that whoever sets the clock forward closes them."""
    _by_the_wall(SpendBreakers, "__init__", "spend", "take_back", "keep_all")


_latest = 0.0


@lie(breaks="UC-10", noticed_by="Date was Wed, 23 Sep 2026 13:00:00 GMT")
def dates_never_go_back() -> None:
    """Dates no answer earlier than the one before it, though its clock has been set right."""

    def make(honest: Callable[[Visit, float], Any]) -> Callable[[Visit, float], Any]:
        def marks(visit: Visit, wall: float) -> Any:  # noqa: ANN401 - headers
            global _latest  # noqa: PLW0603 - as careless code keeps it
            _latest = max(_latest, wall)
            return honest(visit, _latest)

        return marks

    instead(answers, "marks_of", make)
