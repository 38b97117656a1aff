"""The wire contract: what an exchange must be, spelt out literally and not by any dialect."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.matchers.refusals import error_of
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.wire.exchange import Headers, Response

Parts = list[tuple[str, str]]
_MEANINGS = {
    "a whole number above 0": r"[1-9][0-9]*",
    "a sentence": r"[A-Z].* .*[.!?]",
    "anything": r".+",
}


class Carries(Judgement[Exchange]):
    """Status and headers, one by one; each of them exactly once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def expected(self) -> str:
        return "an answer with " + ", ".join(f"{name}: {value}" for name, value in self._parts)

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is None:
            return
        for name, wanted in self._parts:
            seen = _part(item.response, name)
            if not _is_as_spelt(seen, wanted):
                yield f"{name} was {seen}, not {wanted}"


def carries(parts: Parts) -> Carries:
    """Matches an answer with these parts: `status`, or the name of a header."""
    return Carries(parts)


class Carried(Judgement[Exchange]):
    """The same of a request, as it was sent: the sentence that sent it meant this."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def expected(self) -> str:
        return "a request with " + ", ".join(f"{name}: {value}" for name, value in self._parts)

    def differences(self, item: Exchange) -> Iterator[str]:
        for name, wanted in self._parts:
            seen = ", then ".join(item.request.header_values(name)) or "absent"
            if not _is_as_spelt(seen, wanted):
                yield f"{name} was {seen}, not {wanted}"


def carried(parts: Parts) -> Carried:
    """Matches an exchange whose request had these headers, each once."""
    return Carried(parts)


class ErrorObject(Judgement[Exchange]):
    def __init__(self, keys: Parts) -> None:
        self._keys = keys

    def expected(self) -> str:
        return "an error object with " + ", ".join(f"{key}: {value}" for key, value in self._keys)

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        body = item.response.body if item.response else b""
        error = error_of(body)
        if error is None:
            yield f"the body was no error object: {body[:200]!r}"
            return
        for key, wanted in self._keys:
            seen = _spelt(error[key]) if key in error else "absent"
            if not _is_as_spelt(seen, wanted):
                yield f"error.{key} was {seen}, not {wanted}"
        others = sorted(error.keys() - dict(self._keys).keys())
        if others:
            yield f"the error object also has {', '.join(others)}"


def is_the_error_object(keys: Parts) -> ErrorObject:
    """Matches an answer whose body is an error object of exactly these keys."""
    return ErrorObject(keys)


class Reads(Judgement[Exchange]):
    """A whole answer. "..." stands for anything; headers may come in any order, each once."""

    def __init__(self, document: str) -> None:
        self._document = _Document(document)

    def expected(self) -> str:
        return f"{self._document.start} with exactly the headers and the body of the wire contract"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if item.response is not None:
            seen = item.response
            start = f"{seen.version} {seen.status} {seen.reason}"
            yield from self._document.against(start, item.response.headers, item.response.body)


def reads(document: str) -> Reads:
    """Matches an answer that reads as *document*: status line, headers, and the body if any."""
    return Reads(document)


class AskedOnce(Judgement[list[Exchange]]):
    def __init__(self, who: str, document: str) -> None:
        self._who = who
        self._document = _Document(document)

    def expected(self) -> str:
        return f"{self._who} to be asked once: {self._document.start} as in the wire contract"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) != 1:
            yield f"{self._who} was asked {len(item)} times"
        for sent in (each.request for each in item):
            start = f"{sent.method} {sent.target}"
            yield from self._document.against(start, sent.headers, sent.body)


def is_asked(who: str, document: str) -> AskedOnce:
    """Matches the exchanges of a neighbour that got this one request, with nothing besides."""
    return AskedOnce(who, document)


class _Document:
    """A message as it is quoted: a first line, headers, an empty line, and a body if any."""

    def __init__(self, text: str) -> None:
        head, _, self._body = text.strip().partition("\n\n")
        self.start, *lines = head.splitlines()
        self._headers = sorted(_line(*line.split(": ", 1)) for line in lines)

    def against(self, start: str, headers: Headers, body: bytes) -> Iterator[str]:
        if start != self.start:
            yield f"it began with {start!r}, not {self.start!r}"
        missing = list(self._headers)
        for line in sorted(_line(name, value) for name, value in headers):
            found = next((each for each in missing if fits(line, each)), None)
            if found is None:
                yield f"it said {line!r}"
            else:
                missing.remove(found)
        yield from (f"it did not say {line!r}" for line in missing)
        text = body.decode("utf-8", "backslashreplace")
        if self._body and not fits(text.strip(), self._body):
            yield f"the body was {text[:400]!r}"


class SaysLines(Judgement[Exchange]):
    """A text that has each of these lines, once and letter for letter."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def expected(self) -> str:
        return "a text that says, once each, " + "; ".join(self._lines)

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        body = item.response.body.decode("utf-8", "backslashreplace") if item.response else ""
        seen = body.split("\n")
        for line in self._lines:
            if seen.count(line) != 1:
                name = line.rpartition(" ")[0]
                instead = [each for each in seen if each.startswith(f"{name} ")]
                yield f"{line!r} was said {seen.count(line)} times (but {instead})"


def says_lines(document: str) -> SaysLines:
    """Matches an answer whose text has every line of *document* once."""
    return SaysLines(document.splitlines())


class LastEvents(Judgement[Exchange]):
    """The end of a stream, event by event, nothing behind it."""

    def __init__(self, document: str) -> None:
        self._wanted = document.strip().split("\n\n")

    def expected(self) -> str:
        return "a stream that ends with " + " and ".join(self._wanted)

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        body = item.response.body if item.response else b""
        *seen, rest = body.decode("utf-8", "backslashreplace").split("\n\n")
        if rest:
            yield f"behind the last event came {rest!r}"
        if len(seen) < len(self._wanted):
            yield f"there were {len(seen)} events"
        for event, wanted in zip(seen[-len(self._wanted) :], self._wanted, strict=False):
            if not fits(event, wanted):
                yield f"an event was {event!r}, not {wanted!r}"


def ends_with_events(document: str) -> LastEvents:
    """Matches a stream whose last events are spelt like *document*."""
    return LastEvents(document)


def _part(response: Response, name: str) -> str:
    if name == "status":
        return str(response.status)
    return response.header(name) or "absent"


def _is_as_spelt(seen: str, wanted: str) -> bool:
    if wanted in _MEANINGS:
        return seen != "absent" and re.fullmatch(_MEANINGS[wanted], seen) is not None
    return seen == wanted


def _spelt(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _line(name: str, value: str) -> str:
    return f"{name.lower()}: {value}"


def fits(text: str, pattern: str) -> bool:
    """Whether *text* is spelt like *pattern*, in which "..." stands for anything."""
    literal = (re.escape(part) for part in pattern.split("..."))
    return re.fullmatch(".*".join(literal), text, re.DOTALL) is not None
