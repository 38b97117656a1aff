"""Gateways that treat robots.txt as if it were a page, or not the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from support.reference.app import Endpoints
from support.reference.crawlers import CrawlerCounts, crawler_in
from support.reference.decisions import Decisions
from support.reference.visits import visit_of
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from support.reference.bundles import Bundle
    from support.reference.visits import Visit


def _robots(answer: Callable[..., Awaitable[Response]]) -> None:
    """Answer /robots.txt in another way; the honest one is given first."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        async def robots(self: Endpoints, request: Request) -> Response:
            return await answer(honest, self, request)

        return robots

    instead(Endpoints, "robots", make)


def _visitor(endpoints: Endpoints, request: Request) -> Any:  # noqa: ANN401 - a visit
    return visit_of(request.scope, endpoints._gateway.desk.in_force)  # noqa: SLF001


@lie(breaks="UC-19", noticed_by="Content-Type was text/html")
def robots_in_html() -> None:
    """Sends robots.txt as if it were a page."""

    async def answer(honest: Any, self: Endpoints, request: Request) -> Response:  # noqa: ANN401
        response: Response = await honest(self, request)
        response.raw_headers = [
            (name, b"text/html" if name == b"Content-Type" else value)
            for name, value in response.raw_headers
        ]
        return response

    _robots(answer)


def _robots_are(status: int, to: Callable[[Any, Any], bool]) -> None:
    """Refuse robots.txt to some."""

    async def answer(honest: Any, self: Endpoints, request: Request) -> Response:  # noqa: ANN401
        visit = _visitor(self, request)
        return Response("No.\n", status) if to(self, visit) else await honest(self, request)

    _robots(answer)


@lie(breaks="UC-19", noticed_by="status was 403")
def robots_are_kept_from_impostors() -> None:
    """Refuses robots.txt to somebody whose address is not the crawler's."""

    def is_foreign(_self: Any, visit: Any) -> bool:  # noqa: ANN401 - the gateway's own
        policy = visit.bundle and visit.bundle.crawlers
        crawler = policy and crawler_in(policy, " ".join(visit.lines(b"user-agent")))
        return bool(crawler and crawler.addresses)

    _robots_are(403, is_foreign)


@lie(breaks="UC-19", noticed_by="status was 503")
def robots_need_a_policy() -> None:
    """Has no robots.txt as long as no policy is in force."""
    _robots_are(503, lambda _self, visit: visit.bundle is None)


@lie(breaks="UC-19", noticed_by="it did not say the same to all")
def robots_differ() -> None:
    """Tells one crawler other rules than the others."""

    async def answer(honest: Any, self: Endpoints, request: Request) -> Response:  # noqa: ANN401
        response: Response = await honest(self, request)
        if b"ClaudeBot" in dict(request.scope["headers"]).get(b"user-agent", b""):
            response.body = bytes(response.body).replace(b"Allow: /", b"Allow: *")
        return response

    _robots(answer)


def _robots_as_a_page(
    then: Callable[[Endpoints, str], Awaitable[Response | None]], *, counted: bool
) -> None:
    """Look at robots.txt as at any page; *then* is told the stage and may answer in its own way."""
    counts: list[CrawlerCounts] = []

    def remember(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def begin(self: CrawlerCounts, store: Any) -> None:  # noqa: ANN401 - its own
            honest(self, store)
            counts.append(self)

        return begin

    async def answer(honest: Any, self: Endpoints, request: Request) -> Response:  # noqa: ANN401
        before, stage = dict(counts[0]._counts), _stage(counts[0], _visitor(self, request))  # noqa: SLF001
        if not counted:
            counts[0]._counts = before  # noqa: SLF001
        return await then(self, stage) or await honest(self, request)

    instead(CrawlerCounts, "__init__", remember)
    _robots(answer)


def _stage(counts: CrawlerCounts, visit: Any) -> str:  # noqa: ANN401 - a visit
    policy = visit.bundle and visit.bundle.crawlers
    agent = " ".join(visit.lines(b"user-agent"))
    page = policy and counts.look(policy, agent, visit.peer, 1790164800.0)
    return page.stage if page else "none"


@lie(breaks="UC-19", noticed_by="status was 429")
def robots_are_refused() -> None:
    """Refuses robots.txt to a crawler that has spent its allowance."""

    async def then(_self: Endpoints, stage: str) -> Response | None:
        return Response("Later.\n", 429) if stage == "refuse" else None

    _robots_as_a_page(then, counted=False)


@lie(breaks="UC-19", noticed_by="status was 503")
def robots_are_frozen_too() -> None:
    """Freezes robots.txt together with the pages, so that crawlers take the site for closed."""

    async def frozen(honest: Any, self: Endpoints, request: Request) -> Response:  # noqa: ANN401
        bundle = self._gateway.in_force
        if bundle is not None and bundle.kill_switches:
            return Response("Frozen.\n", 503)
        response: Response = await honest(self, request)
        return response

    _robots(frozen)


@lie(breaks="UC-19", noticed_by="it was 0.5 seconds late, not 0")
def robots_are_slow() -> None:
    """Keeps a crawler back that reads robots.txt while it is slowed."""

    async def then(self: Endpoints, stage: str) -> Response | None:
        if stage == "throttle":
            await self._gateway.clock.hold_back(0.5)
        return None

    _robots_as_a_page(then, counted=False)


@lie(breaks="UC-19", noticed_by="page 1: status was 429")
def robots_are_counted() -> None:
    """Charges a crawler for each look at robots.txt."""

    async def then(_self: Endpoints, _stage: str) -> Response | None:
        return None

    _robots_as_a_page(then, counted=True)


@lie(breaks="UC-19", noticed_by="it said 'x-gateway-warning: crawler_allowance'")
def robots_carry_the_warning() -> None:
    """Warns also in the answer to robots.txt, so that it differs from time to time."""

    async def answer(honest: Any, self: Endpoints, request: Request) -> Response:  # noqa: ANN401
        response: Response = await honest(self, request)
        response.raw_headers.append((b"X-Gateway-Warning", b"crawler_allowance"))
        return response

    _robots(answer)


def _free(is_robots: Callable[[Visit], bool]) -> None:
    """Count no page that may be the robots file."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if not is_robots(visit):
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_crawler", make)


@lie(breaks="UC-19", noticed_by="status was 200", seen_in="rules that exempt a beginning")
def whatever_begins_like_robots_is_free() -> None:
    """Takes whatever begins like the robots file for it."""
    _free(lambda visit: visit.target.startswith("/robots.txt"))


@lie(breaks="UC-19", noticed_by="status was 200", seen_in="rules that exempt an end")
def whatever_ends_like_robots_is_free() -> None:
    """Takes whatever ends like the robots file for it."""
    _free(lambda visit: visit.target.endswith("/robots.txt"))
