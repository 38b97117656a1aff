"""Gateways that say something wrong of themselves while they work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.app import Endpoints
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    Look = Callable[[Endpoints, Request], Awaitable[Response]]


@lie(breaks="EP-01", noticed_by="status was 503")
def alive_until_it_works() -> None:
    """Says that it lives until it has a policy, and nothing good any more from then on."""

    def make(honest: Look) -> Look:
        async def live(self: Endpoints, request: Request) -> Response:
            response = await honest(self, request)
            response.status_code = 503 if self._gateway.desk.in_force else 200
            return response

        return live

    instead(Endpoints, "live", make)


@lie(breaks="EP-01", noticed_by="405 Method Not Allowed")
def looks_need_words() -> None:
    """Tells load balancers that ask for no words that they may not ask."""

    def make(honest: Look) -> Look:
        async def looked_at(self: Endpoints, request: Request) -> Response:
            response = await honest(self, request)
            if request.method == "HEAD":
                response.status_code = 405
            return response

        return looked_at

    instead(Endpoints, "live", make)
    instead(Endpoints, "ready", make)
