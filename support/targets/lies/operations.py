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
