"""Answers that are the same as an earlier one, to the byte, but for what is new in every answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.matchers.lateness import late_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect
    from support.wire.exchange import Exchange, Response

_OF_ITS_OWN = re.compile(rb'chatcmpl-[0-9a-f]+|"created": \d+')


class SameAs(Judgement["list[Exchange]"]):
    def __init__(self, before: Exchange, dialect: Dialect) -> None:
        self._before = before
        marks = (
            dialect.headers.request_id,
            dialect.headers.policy,
            "Date",
            "X-Upstream-Request-Id",
        )
        self._marks = {name.lower() for name in marks if name}

    def expected(self) -> str:
        return f"every answer to be the same as the one to {self._before.request.target} before"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if not item:
            yield "there was none"
        for number, each in enumerate(item, 1):
            yield from (f"answer {number}: {said}" for said in self._about(each))

    def _about(self, each: Exchange) -> Iterator[str]:
        yield from unanswered(each)
        if each.response is None or self._before.response is None:
            return
        yield from late_by(self._before.took or 0.0).differences(each)
        here, there = each.response, self._before.response
        if (here.status, here.reason) != (there.status, there.reason):
            yield f"status was {here.status} {here.reason}, not {there.status} {there.reason}"
        ours, theirs = self._headers(here), self._headers(there)
        yield from (
            f"{name}: {value} was there" for name, value in ours if (name, value) not in theirs
        )
        yield from (
            f"{name}: {value} was gone" for name, value in theirs if (name, value) not in ours
        )
        if sorted(ours) == sorted(theirs) and ours != theirs:
            yield f"the headers stood in another order: {[name for name, _ in ours]}"
        if _body(each, here) != _body(self._before, there):
            yield f"the body was {here.body!r}, not {there.body!r}"

    def _headers(self, response: Response) -> list[tuple[str, str]]:
        """All of them; of those that are new in every answer, only that they are there."""
        return [
            (name, "..." if name.lower() in self._marks else value)
            for name, value in response.headers
        ]


def same_as(before: Exchange, dialect: Dialect) -> SameAs:
    """Matches answers that differ from *before* in nothing but their numbers and dates."""
    return SameAs(before, dialect)


def _body(exchange: Exchange, response: Response) -> bytes:
    """What was said, without the numbers that are new each time; a page may say its own address."""
    address = exchange.request.target.encode()
    return _OF_ITS_OWN.sub(b"...", response.body).replace(address, b"<address>")
