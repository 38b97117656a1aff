"""Sends what callers have sent in a recorded scenario again, to a gateway that runs.

Only requests are repeated, one after the other: no time is let pass, no policy is delivered and no
fault is made. Exit status 0: everything was answered as recorded; 1: something was not; 2: it
cannot be done as asked.
"""

from __future__ import annotations

import shlex
import time
from argparse import ArgumentTypeError
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from support.errors import BadInputError
from support.evidence.ledger import Happening
from support.evidence.redaction import HIDDEN
from support.reports.commands.show import named
from support.reports.replayed import differences
from support.reports.runs import read
from support.wire.client import Client
from support.wire.exchange import Exchange, Moment

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from support.reports.replayed import Difference
    from support.wire.exchange import Ending, Leg, Request, Response

_NOT_DONE = ("offered", "installed", "time", "clock", "partition", "gateway")
_PATIENCE = 10.0  # seconds for one answer
_HOW_TO_GET_ONE = (
    "say where the gateway listens, with --at http://127.0.0.1:8080. The reference gateway is "
    "started by `python -m support.reference settings.json`: see docs/reference-gateway.md, 1. "
    "The policy that it had is in `scripts/wicket show RUN SCENARIO`: the answer to GET .../config."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=Path, metavar="RUN", help="the folder of a recorded run")
    parser.add_argument("scenario", metavar="SCENARIO", help="features/.../x.feature:12")
    parser.add_argument("--at", metavar="URL", help="where the gateway listens")
    for name, help_ in (
        ("--secret", "what a caller shows: --secret 'Acme=Bearer KEY'"),
        ("--header", "a hidden header, whoever sends it"),
    ):
        parser.add_argument(
            name, action="append", default=[], type=_pair, metavar="NAME=VALUE", help=help_
        )
    parser.add_argument(
        "--ignore", action="append", default=[], metavar="HEADER", help="is not compared"
    )
    parser.add_argument("--most", type=int, default=200, help="requests; default: 200")
    parser.add_argument("--within", type=float, default=60.0, help="seconds in all; default: 60")


def run(given: argparse.Namespace) -> int:
    kept = read(given.run)
    told = named(kept, given.scenario)
    history = kept.history(told.place)
    asked = [e for e in history if isinstance(e, Exchange) and e.leg == "caller to gateway"]
    _must_be_possible(given, told.place, asked)
    base, path = _address(given.at)
    requests = _without_hidden(asked, dict(given.secret), _lower(given.header))
    print(f"{told.scenario.name}: {len(asked)} requests, one after the other, to {given.at}")
    for said in _not_done_again(history):
        print(f"  not done again: {said}")
    client = Client(base, _Heard(), patience=min(_PATIENCE, given.within))
    until, differ = time.monotonic() + given.within, 0
    try:
        for number, (recorded, request) in enumerate(zip(asked, requests, strict=True), 1):
            sent = replace(request, target=path + request.target)
            seen = _ask(client, recorded.who, sent, until - time.monotonic())
            if seen.ending == "refused" != recorded.ending and number == 1:
                msg = f"nobody listens at {given.at}; start the gateway, or name another with --at"
                raise BadInputError(msg)
            found = differences(recorded, seen, given.ignore)
            differ += bool(found)
            line = f"{recorded.request.method} {recorded.request.target}"
            print(f"{number} of {len(asked)}  {recorded.who}: {line}")
            print(*_side_by_side(recorded, found), sep="\n")
    finally:
        client.close()
    print(f"{differ} of {len(asked)} differ" if differ else f"all {len(asked)} are equal")
    return 1 if differ else 0


def _must_be_possible(given: argparse.Namespace, place: str, asked: list[Exchange]) -> None:
    if not asked:
        msg = f"no caller has sent anything in {place} of this run, so nothing can be sent again"
        raise BadInputError(msg)
    if len(asked) > given.most:
        msg = f"{place} has {len(asked)} requests; --most {len(asked)} allows so many"
        raise BadInputError(msg)
    if not given.at:
        raise BadInputError(_HOW_TO_GET_ONE)
    if not given.within > 0:
        msg = f"--within {given.within:g} leaves no time for anything; give it some seconds"
        raise BadInputError(msg)


def _address(at: str) -> tuple[str, str]:
    """What to connect to, and what stands before each target."""
    try:
        parts = urlsplit(at)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or parts.username:
        msg = f"{at} is no address of a gateway; it looks like http://127.0.0.1:8080"
        raise BadInputError(msg)
    return f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")


def _without_hidden(
    asked: list[Exchange], secrets: dict[str, str], headers: dict[str, str]
) -> list[Request]:
    """The requests as they were before their secrets were hidden, with other secrets."""
    missing = {each for exchange in asked for each in _missing(exchange, secrets, headers)}
    if missing:
        needed = "\n  ".join(sorted(missing))
        msg = f"secrets are not kept in a record, so these must be given:\n  {needed}"
        raise BadInputError(msg)
    return [_filled(each, secrets, headers) for each in asked]


def _missing(exchange: Exchange, secrets: dict[str, str], headers: dict[str, str]) -> Iterator[str]:
    if exchange.who in secrets:
        return
    give = f"of {exchange.who}: --secret {shlex.quote(f'{exchange.who}=VALUE')}"
    for name, value in exchange.request.headers:
        if HIDDEN in value and name.lower() not in headers:
            yield f"{name} {give}, or --header {name}=VALUE for everybody; the whole of it"
    if HIDDEN in exchange.request.target or HIDDEN.encode() in exchange.request.body:
        yield f"what is hidden in a target or a body {give}"


def _filled(exchange: Exchange, secrets: dict[str, str], headers: dict[str, str]) -> Request:
    """Host and length are those of the new request."""
    request, secret = exchange.request, secrets.get(exchange.who, "")
    shown = {} if exchange.who in secrets else headers
    return replace(
        request,
        target=request.target.replace(HIDDEN, secret),
        body=request.body.replace(HIDDEN.encode(), secret.encode()),
        headers=tuple(
            (name, value.replace(HIDDEN, shown.get(name.lower(), secret)))
            for name, value in request.headers
            if name.lower() not in {"host", "content-length"}
        ),
    )


def _not_done_again(history: Sequence[Exchange | Happening]) -> list[str]:
    notes = [e for e in history if isinstance(e, Happening) and e.kind in _NOT_DONE]
    return list(dict.fromkeys(f"{each.kind}: {each.text}" for each in notes))


def _ask(client: Client, who: str, request: Request, left: float) -> Exchange:
    """One request, seen through to its end or until there is no time left."""
    began = Moment(0, time.monotonic(), 0.0)
    if left > 0:
        call = client.begin_apart(who, request).in_background()
        if seen := call.join(min(left, _PATIENCE)):
            return seen
    return Exchange("caller to gateway", who, request, began, None, "timed out")


def _side_by_side(recorded: Exchange, found: list[Difference]) -> Iterator[str]:
    if not found:
        answer = recorded.response
        yield f"  equal: {answer.status if answer else recorded.ending}"
        return
    rows = [("", "recorded", "seen"), *((each.what, each.recorded, each.seen) for each in found)]
    wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for what, one, other in rows:
        yield f"  {what:{wide[0]}}  {one:{wide[1]}}  {other}".rstrip()


def _pair(said: str) -> tuple[str, str]:
    name, sign, value = said.partition("=")
    if not name or not sign:
        msg = "it must be NAME=VALUE"
        raise ArgumentTypeError(msg)
    if not value.isprintable() or any(ord(each) > 255 for each in value):
        msg = f"the value of {name} cannot stand in a header"
        raise ArgumentTypeError(msg)
    return name, value


def _lower(pairs: list[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in pairs}


class _Heard:
    """What the client wants to tell is wanted once, at the end."""

    def __init__(self) -> None:
        self._asked: list[tuple[Leg, str, Request, Moment]] = []

    def begin(self, leg: Leg, who: str, request: Request) -> int:
        self._asked.append((leg, who, request, self._now()))
        return len(self._asked) - 1

    def answering(self, number: int, head: Response) -> None:
        """Nobody looks before it ends."""

    def end(self, number: int, response: Response | None, ending: Ending) -> Exchange:
        return Exchange(*self._asked[number], response, ending, self._now())

    def _now(self) -> Moment:
        return Moment(len(self._asked), time.monotonic(), 0.0)
