"""What robots.txt must be for everybody, at any time: rules in plain text, at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.matchers.lateness import late_by
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect
    from support.wire.exchange import Response

_PLAIN = "text/plain; charset=utf-8"
_AT_MOST = 500 * 1024  # bytes; RFC 9309 section 2.5: what every crawler reads at least
_RECORD = re.compile(r"[A-Za-z-]+[ \t]*:.*|#.*|[ \t]*")


class ReadableRobots(Judgement[Exchange]):
    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def expected(self) -> str:
        return f"status 200, {_PLAIN}, and rules that a crawler can read, at once"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is None:
            return
        yield from late_by(0).differences(item)
        if item.response.status != 200:
            yield f"status was {item.response.status}"
        kind = item.response.header("Content-Type") or "absent"
        if kind.lower() != _PLAIN:
            yield f"Content-Type was {kind}, not {_PLAIN}"
        yield from self._about_marks(item.response)
        yield from _about_rules(item.response.body)

    def _about_marks(self, response: Response) -> Iterator[str]:
        headers = self._dialect.headers
        for name in (headers.reason, headers.warning, "Retry-After", "Warning"):
            if name is not None and (value := response.header(name)) is not None:
                yield f"{name} was {value}"


def readable_robots(dialect: Dialect) -> ReadableRobots:
    """Matches the exchange of somebody who could read robots.txt."""
    return ReadableRobots(dialect)


class AllReadable(Judgement["list[Exchange]"]):
    def __init__(self, readers: int, dialect: Dialect) -> None:
        self._readers = readers
        self._one = readable_robots(dialect)

    def expected(self) -> str:
        return f"{self._readers} times {self._one.expected()}, and the same for all"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) != self._readers:
            yield f"it was read {len(item)} times"
        for each in item:
            yield from (f"{each.who}: {said}" for said in self._one.differences(each))
        if len({each.response.body for each in item if each.response}) > 1:
            yield "it did not say the same to all"


def all_readable(readers: int, dialect: Dialect) -> AllReadable:
    """Matches so many exchanges of somebody who could read the same robots.txt."""
    return AllReadable(readers, dialect)


def _about_rules(body: bytes) -> Iterator[str]:
    if len(body) > _AT_MOST:
        yield f"it had {len(body):,} bytes, more than crawlers read"
    try:
        lines = body.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        yield f"it was not UTF-8: {body[:200]!r}"
        return
    if not any(line.lower().startswith("user-agent:") for line in lines):
        yield f"it had no rules for anybody: {body[:200]!r}"
    for line in lines:
        if not _RECORD.fullmatch(line):
            yield f"it had a line that is no rule: {line!r}"
