"""Lies about those who are kept back on purpose when the gateway is told to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference.app import RoutedRequests
from support.reference.clock import Clock
from support.reference.departure import FINISH_SECONDS
from support.reference.front_door import FrontDoor
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from starlette.types import Receive, Send

    from support.reference.visits import Visit
    from support.targets.lies import Piece

OP_04 = "OP-04"


def _when_told_to_stop(react: Piece) -> None:
    """Have something done as soon as it is told."""

    def make(honest: Piece) -> Piece:
        async def close(self: FrontDoor, *rest: Any) -> None:  # noqa: ANN401 - clock and departure
            react(self, *rest)
            await honest(self, *rest)

        return close

    instead(FrontDoor, "close", make)


@lie(breaks=OP_04, noticed_by="there was no answer")
def hangs_up_on_those_it_keeps_back() -> None:
    """Hangs up on everybody whom it keeps back, since nothing has been begun for them yet."""
    kept_back: list[object] = []

    def forward(honest: Piece) -> Piece:
        async def lying(self: RoutedRequests, visit: Visit, receive: Receive, send: Send) -> None:
            if visit.delay:
                kept_back.append(getattr(receive, "__self__", None))
            await honest(self, visit, receive, send)

        return lying

    def hang_up(*_told: object) -> None:
        for each in kept_back:
            each.transport.abort()  # type: ignore[attr-defined]

    instead(RoutedRequests, "_forward", forward)
    _when_told_to_stop(hang_up)


@lie(breaks=OP_04, noticed_by="status was 503")
def sends_away_whom_it_keeps_back() -> None:
    """Refuses everybody whom it keeps back when it is told to stop, though there is time."""
    _when_told_to_stop(lambda _door, _clock, departure: departure.falls_due())


@lie(breaks=OP_04, noticed_by="status was 200")
def keeps_nobody_longer_than_it_may_stay() -> None:
    """Lets everybody through long before it has to leave, however long they are to be kept."""

    def hold_back(honest: Piece) -> Piece:
        async def lying(self: Clock, seconds: float) -> None:
            await honest(self, min(seconds, FINISH_SECONDS / 2))

        return lying

    instead(Clock, "hold_back", hold_back)
