"""Gateways that hand answers back with other headers than the upstream gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference import answers, front_door, proxy
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.reasons import Headers


_OF_CACHES = {b"etag", b"vary", b"last-modified"}


def _changed(change: Callable[[Headers], Headers]) -> None:
    instead(answers, "handed_back", lambda honest: lambda *raw, **how: change(honest(*raw, **how)))


@lie(breaks="UC-19", noticed_by="seen=1", seen_in="headers kept in a dictionary")
def the_last_line_of_a_name() -> None:
    """Keeps one line of each name, so that the second cookie is all that is left of two."""
    _changed(lambda headers: list({line[0].lower(): line for line in headers}.values()))


def _joined(headers: Headers) -> Headers:
    lines: dict[bytes, tuple[bytes, bytes]] = {}
    for name, value in headers:
        known = lines.get(name.lower())
        lines[name.lower()] = (name, known[1] + b", " + value if known else value)
    return list(lines.values())


@lie(breaks="UC-19", noticed_by="GMT, lang=en", seen_in="RFC 6265 section 3 warns of it")
def one_line_for_each_name() -> None:
    """Joins lines of one name with commas, also cookies, in whose dates commas stand."""
    _changed(_joined)


@lie(breaks="UC-19", noticed_by="Accept-Language")
def caches_go_by_nothing() -> None:
    """Takes from pages what caches go by."""
    _changed(lambda headers: [line for line in headers if line[0].lower() not in _OF_CACHES])


@lie(breaks="UC-16", noticed_by="it said 'date: Thu, 01 Jan 1970 00:00:00 GMT'")
def dates_everything_twice() -> None:
    """Hands the model's date on beside its own."""
    proxy.NOT_HANDED_BACK = proxy.ONE_HOP


@lie(breaks="UC-19", noticed_by="the body was b'4c\\r\\n<!doctype", seen_in="uvicorn")
def chunks_for_everybody() -> None:
    """Sends chunks also to those who have never heard of them."""
    instead(front_door, "understood_by", lambda _honest: lambda _scope, send: send)
