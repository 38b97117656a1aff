"""Lies about requests that come back: those that bring nothing along are overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.decisions import Decisions
from support.reference.proxy import Proxy
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    import aiohttp

    from support.reference.bundles import Bundle
    from support.reference.proxy import Outgoing
    from support.reference.visits import Visit
    from support.targets.lies import Piece


@lie(breaks="UC-12", noticed_by="status was 200")
def looks_cannot_go_round() -> None:
    """Looks for circles only where something is brought along."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if visit.method not in {"GET", "HEAD"}:
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_hops", make)


@lie(breaks="UC-12", noticed_by="it came by 1.1 anonymous")
def signs_what_has_a_body() -> None:
    """Signs events, and nothing that has no body."""

    def make(honest: Piece) -> Piece:
        async def open_(self: Proxy, outgoing: Outgoing) -> aiohttp.ClientResponse:
            name = self._edge_id
            self._edge_id = name if outgoing.body else "anonymous"
            try:
                response: aiohttp.ClientResponse = await honest(self, outgoing)
            finally:
                self._edge_id = name
            return response

        return open_

    instead(Proxy, "open", make)
