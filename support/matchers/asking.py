"""The wire contract of what the gateway itself asks: one request, spelt out literally."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from support.wire.exchange import Request

_ANYTHING = "..."  # at least one character of it
_NAMELESS = re.compile(r"<[a-z ]+>")


class Asks(Judgement[list[Exchange]]):
    """One request: its first line, each of these headers once, and exactly this JSON.

    "..." stands for anything but nothing, `absent` for a header that must not be there. A name in
    pointed brackets stands for a secret: it is compared, and never shown.
    """

    def __init__(self, document: str, secrets: Mapping[str, str]) -> None:
        head, _, self._body = document.strip().partition("\n\n")
        self._start, *self._headers = head.splitlines()
        self._secrets = secrets

    def expected(self) -> str:
        return f"{self._start} with the headers and the body of the wire contract"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if not item:
            yield "there was no such call"
        for each in item:
            yield from self._about(each.request)

    def _about(self, request: Request) -> Iterator[str]:
        if (start := f"{request.method} {request.target}") != self._start:
            yield f"the call was {start}"
        for line in self._headers:
            name, _, wanted = line.partition(": ")
            yield from self._about_header(name, request.header_values(name), wanted)
        if not self._body and request.body:
            yield f"it had a body: {request.body[:300]!r}"
        elif self._body:
            yield from _about_body(request.body, json.loads(self._body))

    def _about_header(self, name: str, seen: list[str], wanted: str) -> Iterator[str]:
        secret = _NAMELESS.search(wanted) is not None
        for placeholder, value in self._secrets.items():
            wanted = wanted.replace(placeholder, value)
        if wanted == "absent" and not seen:
            return
        if len(seen) != 1:
            yield f"{name} was sent {len(seen)} times"
        elif not _fits(seen[0], wanted):
            yield f"{name} was not what it is to be" if secret else f"{name} was {seen[0]}"


def asks(document: str, secrets: Mapping[str, str]) -> Asks:
    """Matches the one call that reads as *document*, where *secrets* stand for their names."""
    return Asks(document, secrets)


def _about_body(body: bytes, wanted: Any) -> Iterator[str]:  # noqa: ANN401 - JSON values
    try:
        seen = json.loads(body)
    except ValueError:
        yield f"the body was not JSON: {body[:300]!r}"
        return
    yield from _unlike(seen, wanted, "the body")


def _unlike(seen: Any, wanted: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - JSON values
    if isinstance(wanted, dict) and isinstance(seen, dict):
        for key in wanted.keys() | seen.keys():
            place = f"{where}.{key}"
            if key not in seen or key not in wanted:
                yield f"{place} {'should not be there' if key in seen else 'is missing'}"
            else:
                yield from _unlike(seen[key], wanted[key], place)
    elif isinstance(wanted, list) and isinstance(seen, list) and len(wanted) == len(seen):
        for number, pair in enumerate(zip(seen, wanted, strict=True)):
            yield from _unlike(*pair, f"{where}[{number}]")
    elif not _same(seen, wanted):
        yield f"{where} was {json.dumps(seen)}, not {json.dumps(wanted)}"


def _same(seen: object, wanted: object) -> bool:
    """Equal, and not merely alike: true is not 1."""
    if isinstance(seen, str) and isinstance(wanted, str):
        return _fits(seen, wanted)
    return type(seen) is type(wanted) and seen == wanted


def _fits(text: str, pattern: str) -> bool:
    literal = (re.escape(part) for part in pattern.split(_ANYTHING))
    return re.fullmatch(".+".join(literal), text, re.DOTALL) is not None
