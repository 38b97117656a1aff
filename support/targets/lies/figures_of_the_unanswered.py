"""Lies about the figures of those who got no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.app import RoutedRequests
from support.reference.chat_requests import BadRequest
from support.reference.reasons import Reason
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from starlette.types import Send

    from support.reference.reasons import Refused
    from support.reference.visits import Visit
    from support.targets.lies import Piece

EP_02 = "EP-02"
_BAD = Reason.BAD_REQUEST.value


@lie(breaks=EP_02, noticed_by='outcome="bad_request"} was absent')
def counts_no_bad_requests() -> None:
    """Turns away what cannot be understood before anything counts it."""

    def count(honest: Piece) -> Piece:
        def lying(self: RoutedRequests, visit: Visit, outcome: str) -> None:
            if outcome != _BAD:
                honest(self, visit, outcome)

        return lying

    instead(RoutedRequests, "_count", count)


@lie(breaks=EP_02, noticed_by='outcome="bad_request"} was absent')
def counts_only_what_it_could_read() -> None:
    """Counts what lacks a part, and passes over what could not be read at all."""

    def refuse(honest: Piece) -> Piece:
        async def lying(self: RoutedRequests, visit: Visit, refused: Refused, send: Send) -> None:
            if isinstance(refused, BadRequest) and refused.param is None:
                await self._answers.refuse(visit, refused, send)
            else:
                await honest(self, visit, refused, send)

        return lying

    instead(RoutedRequests, "_refuse", refuse)


@lie(breaks=EP_02, noticed_by='caller="Globex",outcome="bad_request"} was absent')
def lays_bad_requests_at_nobodys_door() -> None:
    """Counts what cannot be understood under no name, though it was shown a good key."""

    def count(honest: Piece) -> Piece:
        def lying(self: RoutedRequests, visit: Visit, outcome: str) -> None:
            if outcome == _BAD:
                visit.caller = None
            honest(self, visit, outcome)

        return lying

    instead(RoutedRequests, "_count", count)
