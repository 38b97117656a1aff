"""Lies about requests that come back: who brings nothing along, or is old, is overlooked."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import decisions, proxy
from support.reference.decisions import Decisions
from support.reference.proxy import Proxy
from support.reference.reasons import Refused
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    import aiohttp
    from multidict import CIMultiDict

    from support.reference.bundles import Bundle
    from support.reference.proxy import Outgoing
    from support.reference.reasons import Headers
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


@lie(breaks="UC-12", noticed_by="X-Gateway-Hops was 3, not 5")
def tells_how_many_are_allowed() -> None:
    """Tells whom it refuses how often a request may come by, and not how often it did."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            try:
                honest(self, visit, bundle)
            except Refused as refused:
                allowed = bundle.hops.hops if bundle.hops else 0
                refused.headers = [(name, b"%d" % allowed) for name, _ in refused.headers]
                raise

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


@lie(breaks="UC-12", noticed_by="status was 200")
def the_first_limit_stays() -> None:
    """Reads how often something may pass through once, and never again."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            read_once = copy(bundle)
            first = self.__dict__.setdefault("_first_hops", bundle.hops)
            object.__setattr__(read_once, "hops", first)
            honest(self, visit, read_once)

        return ask

    instead(Decisions, "_ask_hops", make)


@lie(breaks="UC-12", noticed_by="status was 200")
def callers_go_in_no_circles() -> None:
    """Looks for circles only where everybody may send something."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if visit.route is not None and visit.route.access != "callers":
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_hops", make)


@lie(
    breaks="UC-12",
    noticed_by="it came by 1.1 edge-1",
    seen_in="RFC 9110 asks for the version received",
)
def signs_everything_alike() -> None:
    """Signs with the version that it speaks itself, whatever it was spoken to in."""

    def make(honest: Piece) -> Piece:
        async def open_(self: Proxy, outgoing: Outgoing) -> aiohttp.ClientResponse:
            response: aiohttp.ClientResponse = await honest(self, replace(outgoing, version="1.1"))
            return response

        return open_

    instead(Proxy, "open", make)


@lie(breaks="UC-12", noticed_by="status was 200")
def the_old_go_in_no_circles() -> None:
    """Looks for circles only where HTTP/1.1 is spoken, which has Via."""

    def make(honest: Piece) -> Piece:
        def ask(self: Decisions, visit: Visit, bundle: Bundle) -> None:
            if visit.version != "1.0":
                honest(self, visit, bundle)

        return ask

    instead(Decisions, "_ask_hops", make)


@lie(breaks="UC-12", noticed_by="'nothing' as cdn-loop, where 'foo123.foocdn.example; loops=1'")
def clears_the_way_of_others() -> None:
    """Takes away what others count circles by, so that theirs never end (RFC 8586, section 3)."""
    proxy.NOT_FORWARDED |= {b"cdn-loop"}


@lie(breaks="UC-12", noticed_by="status was 200")
def long_ways_are_not_read_to_their_end() -> None:
    """Reads the first KiB of each line of Via, so that whoever comes from afar goes round."""
    instead(
        decisions,
        "hops_of",
        lambda honest: lambda lines, edge: honest([line[:1024] for line in lines], edge),
    )


@lie(breaks="UC-12", noticed_by="it came by 1.1 edge-1")
def forgets_the_way_when_told_to() -> None:
    """Drops Via when its sender says that it belongs to one connection, as other lines may."""

    def onward(honest: Piece) -> Piece:
        def lying(headers: Headers) -> CIMultiDict[str]:
            found: CIMultiDict[str] = honest(headers)
            if any(name == b"connection" and b"via" in value.lower() for name, value in headers):
                found.popall(proxy.VIA, None)
            return found

        return lying

    instead(proxy, "_onward", onward)
