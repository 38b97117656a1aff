"""Gateways that pass on something else than they were given: a question, a page, an event."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp

from support.reference import answers, app, proxy
from support.reference.answers import Answers
from support.reference.chat_requests import ChatRequest
from support.reference.proxy import Proxy
from support.reference.reasons import Reason, Refused
from support.targets.lies import instead, lie
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from support.reference.proxy import Outgoing
    from support.reference.visits import Visit
    from support.targets.lies import Piece

    Opening = Callable[[Outgoing], Awaitable[aiohttp.ClientResponse]]


def _asking(change: Callable[[Outgoing], Outgoing]) -> None:
    """Something else is asked of whoever is behind the gateway."""

    def make(honest: Piece) -> Piece:
        def outgoing_of(visit: Visit) -> Outgoing:
            return change(honest(visit))

        return outgoing_of

    instead(app, "outgoing_of", make)


def _opening(ask: Callable[[Outgoing, Opening], Awaitable[Any]]) -> None:
    """Something else is done than to ask once and hand on what is said."""

    def make(honest: Piece) -> Piece:
        async def open_(self: Proxy, outgoing: Outgoing) -> Any:  # noqa: ANN401 - any piece
            return await ask(outgoing, lambda asked: honest(self, asked))

        return open_

    instead(Proxy, "open", make)


def once_more(upstream: str) -> None:
    async def ask(outgoing: Outgoing, opened: Opening) -> aiohttp.ClientResponse:
        response = await opened(outgoing)
        if outgoing.upstream == upstream and response.status >= 500:
            response.release()
            return await opened(outgoing)
        return response

    _opening(ask)


def calls_a_failure_its_own(upstream: str) -> None:
    async def ask(outgoing: Outgoing, opened: Opening) -> aiohttp.ClientResponse:
        response = await opened(outgoing)
        if outgoing.upstream == upstream and response.status >= 400:
            response.release()
            raise Refused(Reason.UPSTREAM_UNREACHABLE)
        return response

    _opening(ask)


def _client(**habits: Callable[[], Any]) -> None:
    """The client that asks everybody behind the gateway has these habits."""

    def make(_honest: Piece) -> Piece:
        def client(self: Proxy) -> aiohttp.ClientSession:
            if self._session is None:
                told = {
                    "connector": lambda: aiohttp.TCPConnector(limit=0),
                    "timeout": lambda: aiohttp.ClientTimeout(total=None),
                    "cookie_jar": aiohttp.DummyCookieJar,
                    "auto_decompress": lambda: False,
                    **habits,
                }
                self._session = aiohttp.ClientSession(**{key: told[key]() for key in told})
            return self._session

        return client

    instead(Proxy, "_client", make)


def _forwards_no(*names: bytes) -> None:
    proxy.NOT_FORWARDED |= set(names)


@lie(breaks="UC-19", noticed_by="'lang=en' as cookie, where 'nothing' was said")
def remembers_cookies() -> None:
    """Keeps the cookies that somebody was given, and shows them for everybody."""
    _client(cookie_jar=lambda: aiohttp.CookieJar(unsafe=True))


@lie(breaks="UC-19", noticed_by="the body was not the site's")
def unpacks_pages() -> None:
    """Unpacks what a reader takes packed, and says that it is packed still."""
    _client(auto_decompress=lambda: True)


@lie(breaks="UC-19", noticed_by="the site was called 2 times")
def goes_where_it_is_sent() -> None:
    """Goes itself to where the site sends its readers."""
    honest = aiohttp.ClientSession.request

    def request(self: aiohttp.ClientSession, *what: Any, **how: Any) -> Any:  # noqa: ANN401
        return honest(self, *what, **how | {"allow_redirects": True})

    aiohttp.ClientSession.request = request  # type: ignore[method-assign]


@lie(breaks="UC-19", noticed_by="'nothing' as range, where 'bytes=16-31' was said")
def pages_are_asked_for_whole() -> None:
    """Asks for whole pages only, because it has to count them."""
    _forwards_no(b"range")


@lie(breaks="UC-19", noticed_by="as if-none-match, where")
def pages_are_always_new() -> None:
    """Does not say what a crawler has already."""
    _forwards_no(b"if-none-match")


@lie(breaks="UC-19", noticed_by="status was 200, not 206")
def a_part_is_a_page() -> None:
    """Says of a part of a page that it is the page."""
    on_sending(lambda data: data.replace(b"HTTP/1.1 206 Partial Content", b"HTTP/1.1 200 OK"))


@lie(breaks="UC-19", noticed_by="the site was called 2 times")
def asks_a_broken_site_again() -> None:
    """Asks a site that has failed once more, and so makes two of each request that is too much."""
    once_more("site")


@lie(breaks="UC-19", noticed_by="status was 502, not 500")
def breaks_down_with_the_site() -> None:
    """Takes the failure of a site for the end of it, and says so in its own words."""
    calls_a_failure_its_own("site")


@lie(breaks="UC-19", noticed_by="that it was meant for the gateway")
def the_site_hears_another_name() -> None:
    """Asks the site under the name by which the gateway was called."""
    proxy.NOT_FORWARDED -= {b"host"}


@lie(breaks="UC-12", noticed_by="'nothing' as x-signature, where 'sha256=")
def events_lose_their_signature() -> None:
    """Passes on what it knows, and nothing that a sender and a receiver have agreed on."""
    _asking(
        lambda outgoing: replace(
            outgoing,
            headers=[line for line in outgoing.headers if not line[0].startswith(b"x-")],
        )
    )


@lie(breaks="UC-12", noticed_by="'nothing' as content-type, where 'application/json'")
def events_lose_their_kind() -> None:
    """Leaves it to the receiver to find out what an event is written in."""
    _forwards_no(b"content-type")


@lie(breaks="UC-12", noticed_by="'127.0.0.1' as x-forwarded-for, where 'nothing' was said")
def tells_who_it_was() -> None:
    """Tells receivers where an event has come from, which senders have not agreed to."""
    _asking(
        lambda outgoing: replace(
            outgoing, headers=[*outgoing.headers, (b"x-forwarded-for", b"127.0.0.1")]
        )
    )


@lie(breaks="UC-12", noticed_by="the receiver was asked POST /hooks/jobs/R%26D%2F7")
def events_lose_their_query() -> None:
    """Passes on where an event goes, and not what stands behind the question mark."""
    _asking(lambda outgoing: replace(outgoing, target=outgoing.target.partition("?")[0]))


@lie(breaks="UC-12", noticed_by="the receiver was asked POST /hooks/jobs/R&D/7?of=Q%26A")
def reads_addresses_before_it_passes_them_on() -> None:
    """Decodes the address of an event, so that one word becomes two."""
    _asking(
        lambda outgoing: replace(
            outgoing, target=outgoing.target.replace("R%26D", "R&D").replace("%2F", "/")
        )
    )


@lie(breaks="UC-12", noticed_by="the receiver was called 2 times")
def delivers_again_what_failed() -> None:
    """Sends an event once more to a receiver that has failed, and may have done its work."""
    once_more("receiver")


@lie(breaks="UC-12", noticed_by="status was 502, not 500")
def breaks_down_with_the_receiver() -> None:
    """Keeps to itself what a receiver says of its failure."""
    calls_a_failure_its_own("receiver")


@lie(breaks="UC-19", noticed_by="it came to an end, as if it were whole")
def half_a_page_is_a_page() -> None:
    """Brings to a good end what the site has broken off, so that caches keep the half of it."""

    def make(honest: Piece) -> Piece:
        async def hand_through(self: Answers, *page: Any) -> bytes:  # noqa: ANN401 - any piece
            return await honest(self, *page) or b""

        return hand_through

    def without_length(honest: Piece) -> Piece:
        return lambda self, *page: answers._without_length(honest(self, *page))  # noqa: SLF001

    instead(Answers, "_hand_through", make)
    instead(Answers, "_upstream_headers", without_length)


@lie(breaks="UC-12", noticed_by="... (65,536 bytes), not")
def long_events_are_cut() -> None:
    """Passes on as much of an event as it has room for."""
    _asking(lambda outgoing: replace(outgoing, body=outgoing.body[: 2**16]))


@lie(breaks="UC-16", noticed_by="'nothing' as temperature, where 0.2 was said")
def streams_lose_their_wishes() -> None:
    """Asks for a report of a stream in words of its own, and for nothing that it does not know."""
    known = {"model", "messages", "max_tokens", "n", "stream", "stream_options"}

    def make(honest: Piece) -> Piece:
        def asking_for_usage(self: ChatRequest) -> bytes:
            asked = json.loads(honest(self))
            return json.dumps({name: asked[name] for name in asked if name in known}).encode()

        return asking_for_usage

    instead(ChatRequest, "asking_for_usage", make)
