"""The callers' side: four endpoints of our own, and everything else by the bundle's routes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from .answers import Answers, marks_of
from .caller_waiting import CallerLeftError, GatewayLeavesError, while_caller_waits
from .reasons import Reason, Refused
from .shared_decisions import decisions_of
from .visits import outgoing_of, visit_of, whole_body

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from .gateway import Gateway
    from .visits import Visit

ROBOTS = "User-agent: *\nAllow: /\n"
PLAIN = "text/plain; charset=utf-8"


def build_app(gateway: Gateway) -> Starlette:
    """Put the callers' side of a gateway together."""
    endpoints = Endpoints(gateway)
    app = Starlette(
        routes=[
            Route("/livez", endpoints.live),
            Route("/readyz", endpoints.ready),
            Route("/metrics", endpoints.metrics),
            Route("/robots.txt", endpoints.robots),
        ]
    )
    app.router.redirect_slashes = False
    app.router.default = RoutedRequests(gateway)
    return app


class Endpoints:
    """What the gateway answers by itself, to everybody."""

    def __init__(self, gateway: Gateway) -> None:
        """Know the gateway that is asked about."""
        self._gateway = gateway

    async def live(self, request: Request) -> Response:
        """Say that the process is there."""
        return self._json(request, 200, {"status": "live"})

    async def ready(self, request: Request) -> Response:
        """Say whether requests should be sent here, and if not, why."""
        not_ready = self._gateway.not_ready()
        bundle = self._gateway.in_force
        if not_ready is None and bundle is not None:
            return self._json(request, 200, {"status": "ready", "policy": bundle.version})
        reason, detail = not_ready or ("no_policy", "no bundle has been taken up yet")
        said: dict[str, Any] = {"status": "not ready", "reason": reason, "detail": detail}
        return self._json(request, 503, said)

    async def metrics(self, request: Request) -> Response:
        """Show all figures."""
        text = self._gateway.metrics.render()
        return self._answer(request, 200, text, "text/plain; version=0.0.4; charset=utf-8")

    async def robots(self, request: Request) -> Response:
        """Tell crawlers what they may read; everybody may read this."""
        return self._answer(request, 200, ROBOTS, PLAIN)

    def _json(self, request: Request, status: int, said: dict[str, Any]) -> Response:
        return self._answer(request, status, json.dumps(said), "application/json")

    def _answer(self, request: Request, status: int, text: str, kind: str) -> Response:
        response = Response(text, status, media_type=None)
        visit = visit_of(request.scope, self._gateway.in_force)
        kind_header = (b"Content-Type", kind.encode())
        marks = marks_of(visit, self._gateway.clock.wall())
        response.raw_headers = [*marks, kind_header, *response.raw_headers]
        return response


class RoutedRequests:
    """Everything that goes by the bundle's routes: decided, forwarded, answered, counted."""

    def __init__(self, gateway: Gateway) -> None:
        """Build what decides and what answers."""
        self._gateway = gateway
        self._decisions = decisions_of(gateway)
        self._answers = Answers(gateway.clock, self._decisions, gateway.proxy)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request (the ASGI protocol)."""
        if scope["type"] != "http":
            return
        visit = visit_of(scope, self._gateway.in_force)
        try:
            self._decisions.before_body(visit)
            visit.body = await whole_body(receive)
            self._decisions.after_body(visit)
            await self._forward(visit, receive, send)
        except Refused as refused:
            await self._refuse(visit, refused, send)
        except CallerLeftError:
            if visit.sent:
                self._decisions.settle(visit, None)
            else:
                self._decisions.give_back(visit)
            self._count(visit, "caller_left")
        except GatewayLeavesError:
            await self._take_leave(visit, send)

    async def _forward(self, visit: Visit, receive: Receive, send: Send) -> None:
        """Have the upstream answer; the last piece is sent when nothing is left to be given up."""
        async with while_caller_waits(receive, self._gateway.departure):
            if visit.delay:
                await self._gateway.clock.hold_back(visit.delay)
            visit.sent = True
            response = await self._gateway.proxy.open(outgoing_of(visit))
            async with response:
                last = await self._answers.hand_back(visit, response, send)
        self._count(visit, visit.outcome)
        if last is not None:
            await send({"type": "http.response.body", "body": last})

    async def _refuse(self, visit: Visit, refused: Refused, send: Send) -> None:
        """Say no, give back what was set aside, and tell the control plane."""
        self._decisions.give_back(visit)
        self._count(visit, refused.reason.value)
        self._gateway.outbox.note(
            "refused", caller=visit.caller, reason=refused.reason.value, path=visit.path
        )
        await self._answers.refuse(visit, refused, send)

    async def _take_leave(self, visit: Visit, send: Send) -> None:
        """Tell a caller whose answer cannot be finished any more."""
        if not visit.begun:
            await self._refuse(visit, Refused(Reason.STOPPING, retry_after=1), send)
            return
        self._count(visit, Reason.STOPPING.value)
        await self._answers.break_off(visit, send)

    def _count(self, visit: Visit, outcome: str) -> None:
        caller = visit.caller or ""
        self._gateway.metrics.count("gateway_requests_total", caller=caller, outcome=outcome)
