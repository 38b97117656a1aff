"""What was recorded and what was seen when it was asked again, held against each other.

Pure functions. Rule: what cannot be the same twice is not compared: the number of an answer, the
time of day, and how long it is until something is whole again. Everything else is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from support.wire.sse import Parser

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from support.wire.exchange import Exchange, Response

_OF_THE_MOMENT = {
    *("date", "server", "connection", "keep-alive", "transfer-encoding", "content-length"),
    *("x-request-id", "x-upstream-request-id", "age", "etag"),
}
_UNTIL_WHOLE = re.compile(r"^x-ratelimit-reset-", re.IGNORECASE)
_UNTIL_MORE = re.compile(r"\s*;\s*t=\d+")  # of a RateLimit item
_OF_ONE_ANSWER = {"id", "created", "request_id"}  # in a body
_NOTHING = "nothing"
_MOST = 8  # differences of one body
_LONGEST = 48  # characters


@dataclass(frozen=True, slots=True)
class Difference:
    what: str
    recorded: str
    seen: str


def differences(recorded: Exchange, seen: Exchange, also: Collection[str] = ()) -> list[Difference]:
    """All of them; headers named in *also* are not compared either."""
    return list(_differences(recorded, seen, _OF_THE_MOMENT | {each.lower() for each in also}))


def _differences(recorded: Exchange, seen: Exchange, ignored: set[str]) -> Iterator[Difference]:
    if recorded.ending != seen.ending:
        yield Difference("ending", recorded.ending, seen.ending)
    one, other = recorded.response, seen.response
    if one is None or other is None:
        if one is not other:
            yield Difference("answer", _status(one), _status(other))
        return
    if one.status != other.status:
        yield Difference("status", str(one.status), str(other.status))
    yield from _in_headers(_headers(one, ignored), _headers(other, ignored))
    yield from _in_bodies(one, other)


def _status(answer: Response | None) -> str:
    return _NOTHING if answer is None else str(answer.status)


def _headers(answer: Response, ignored: set[str]) -> dict[str, list[str]]:
    """The values of each name, in their order."""
    found: dict[str, list[str]] = {}
    for name, value in answer.headers:
        if name.lower() not in ignored and not _UNTIL_WHOLE.match(name):
            compared = _UNTIL_MORE.sub("", value) if name.lower() == "ratelimit" else value
            found.setdefault(name.title(), []).append(compared)
    return found


def _in_headers(one: dict[str, list[str]], other: dict[str, list[str]]) -> Iterator[Difference]:
    for name in [*one, *(each for each in other if each not in one)]:
        if one.get(name) != other.get(name):
            values = (_shown(", ".join(side.get(name, []))) or _NOTHING for side in (one, other))
            yield Difference(name, *values)


def _in_bodies(one: Response, other: Response) -> Iterator[Difference]:
    if one.body == other.body:
        return
    found = list(_between("", _read(one), _read(other)))
    for path, recorded, seen in found[:_MOST]:
        yield Difference(f"body{path and f' {path}'}", recorded, seen)
    if len(found) > _MOST:
        yield Difference("body", f"{len(found) - _MOST} more differences", "")


def _read(answer: Response) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The events of a stream, JSON, or text; bytes that are no text are shown as such."""
    text = answer.body.decode("utf-8", "backslashreplace")
    if "text/event-stream" in (answer.header("Content-Type") or ""):
        return [_json(event.data) for event in Parser().feed(answer.body)]
    return _json(text)


def _json(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _between(path: str, one: Any, other: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(each for each in other if each not in one)]:
            if key not in _OF_ONE_ANSWER:
                inner = f"{path}.{key}" if path else str(key)
                yield from _of_key(inner, key, one, other)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (a, b) in enumerate(zip(one, other, strict=True)):
            yield from _between(f"{path}[{number}]", a, b)
    elif type(one) is not type(other) or one != other:
        yield path, _spelt(one), _spelt(other)


def _of_key(
    path: str, key: str, one: dict[str, Any], other: dict[str, Any]
) -> Iterator[tuple[str, str, str]]:
    if key in one and key in other:
        yield from _between(path, one[key], other[key])
    else:
        recorded, seen = (_spelt(side[key]) if key in side else _NOTHING for side in (one, other))
        yield path, recorded, seen


def _spelt(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return _shown(json.dumps(value, ensure_ascii=False))


def _shown(text: str) -> str:
    """On one line, and without anything that a terminal would obey."""
    line = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
