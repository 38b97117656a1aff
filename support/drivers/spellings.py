"""The ways to send a request in another spelling, so that a gateway might take it for another one.

Some lead to the same place or name the same team, whoever reads them; others only nearly so.
"""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

from support.drivers.freezes import TEAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.wire.exchange import Request

    Spelling = Callable[[Request], Request]


KEY = "Authorization"
OVERRIDE = "X-HTTP-Method-Override"
FORWARDED = ("X-Forwarded-For", "X-Real-IP", "True-Client-IP")


def _to(change: Callable[[str], str]) -> Spelling:
    """The same request, sent to what *change* makes of its address."""
    return lambda request: replace(request, target=change(request.target))


def _saying_besides(request: Request, *lines: tuple[str, str]) -> Request:
    """The same with these lines behind its other headers."""
    return replace(request, headers=(*request.headers, *lines))


def _for_teams(*lines: str) -> Spelling:
    """The same in the name of teams, with a line of the header for each of *lines*."""
    return lambda request: _saying_besides(request, *((TEAM, line) for line in lines))


def _with_many_headers(request: Request) -> Request:
    """The same with a hundred headers in front that mean nothing."""
    noise = tuple((f"X-Note-{number}", "nothing") for number in range(100))
    return replace(request, headers=(*noise, *request.headers))


def _encoded(address: str) -> str:
    """Every letter and digit as a percent sign and its number; the slashes stay."""
    return "".join(f"%{ord(each):02X}" if each.isalnum() else each for each in address)


def without_key(request: Request) -> Request:
    """The same, and nothing says whose it is."""
    return replace(request, headers=tuple(each for each in request.headers if each[0] != KEY))


def _with_key_on_two_lines(request: Request) -> Request:
    return _saying_besides(request, *(each for each in request.headers if each[0] == KEY))


def _with_key_in_address(request: Request) -> Request:
    key = request.header_values(KEY)[0].partition(" ")[2]
    return replace(without_key(request), target=f"{request.target}?api_key={key}")


def _packed(request: Request) -> Request:
    packed = replace(request, body=gzip.compress(request.body, mtime=0))
    return _saying_besides(packed, ("Content-Encoding", "gzip"))


SPELLINGS: dict[str, Spelling] = {
    "with a slash at the end": _to(lambda address: f"{address}/"),
    "with every slash doubled": _to(lambda address: address.replace("/", "//")),
    "with its address encoded twice": _to(lambda address: _encoded(address).replace("%", "%25")),
    "in capital letters": _to(str.upper),
    "by way of a page": _to(lambda address: f"/articles/..{address}"),
    "by way of a page with a slash in its name": _to(lambda address: f"/a%2Fb/..{address}"),
    "by way of a page with a question in its name": _to(lambda address: f"/why%3F/..{address}"),
    "by way of a place without a name": _to(lambda address: address.replace("/v1/", "/v1//../")),
    "to a place of nearly the same name": _to(lambda address: f"{address}-of-old/chat/completions"),
    "as a look without a body": lambda request: replace(request, method="GET", body=b""),
    "as a look at the head alone": lambda request: replace(request, method="HEAD", body=b""),
    "as a question what is allowed": lambda request: replace(request, method="OPTIONS", body=b""),
    "as a question to be taken for a look": lambda request: _saying_besides(
        request, (OVERRIDE, "GET")
    ),
    "as a look to be taken for a question": lambda request: _saying_besides(
        replace(request, method="GET"), (OVERRIDE, "POST")
    ),
    "with notes on its segments": _to(lambda address: f"{address.replace('/', ';a=1/')[4:]};b"),
    "in the name of another address": lambda request: _saying_besides(
        request, *((name, "203.0.113.7") for name in FORWARDED)
    ),
    "in packed form": _packed,
    "with its key on two lines": _with_key_on_two_lines,
    "with its key in its address": _with_key_in_address,
    "for team Blue": _for_teams("Blue"),
    "for team RED": _for_teams("RED"),
    "for teams Blue and Red in one breath": _for_teams("Blue, Red"),
    "for team Blue, and then for team Red": _for_teams("Blue", "Red"),
    "for team Red, in the last of many lines": lambda request: _for_teams("Red")(
        _with_many_headers(request)
    ),
}
