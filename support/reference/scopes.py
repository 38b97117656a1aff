"""Which requests a policy is about: by path, method, caller, header and agent.

A request can be spelt in many ways. Whoever is to be kept out must not come in by another
spelling, so `matches` takes a request in by any reading of it. Whoever is to be let in by an
exception must be meant beyond doubt, so `certainly` wants every reading to agree.
Rule: no clock and no counting in here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import unquote

from .crawlers import products_of
from .fault_finding import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .fault_finding import ObjectReader

MOST_DECODINGS = 8  # nobody behind us decodes as often, and each one takes its time
NO_PATH = re.compile("[?#]")
AI_CRAWLERS: Final = (
    "amazonbot", "anthropic-ai", "applebot", "bytespider", "ccbot", "chatgpt-user",
    "claude-searchbot", "claude-user", "claudebot", "cohere-ai", "diffbot", "duckassistbot",
    "gptbot", "meta-externalagent", "oai-searchbot", "perplexity-user", "perplexitybot",
    "petalbot",
)  # fmt: skip
AGENT_CLASSES: Final = {"ai_crawlers": frozenset(AI_CRAWLERS)}


class Asked(Protocol):
    """What a scope looks at in a request."""

    @property
    def raw_path(self) -> str:
        """The path without its query, as it was sent."""

    @property
    def methods(self) -> frozenset[str]:
        """That by which it was sent, and those by which it says that it is to be taken."""

    @property
    def known_as(self) -> str | None:
        """The caller whose good credentials were shown, also where nobody asks for any."""

    def lines(self, name: bytes) -> list[str]:
        """Return the values of a header, one for each line of it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Requests that are alike in all that is stated; what is not stated may be anything."""

    path: tuple[str, ...] | None = None  # segments, all small
    methods: frozenset[str] | None = None
    caller: str | None = None
    header: tuple[str, str] | None = None
    agents: frozenset[str] | None = None

    def matches(self, asked: Asked) -> bool:
        """Say whether the request can be read as one of these."""
        return (
            (self.path is None or any(map(self._covers, readings(asked.raw_path))))
            and (self.methods is None or bool(asked.methods & self.methods))
            and (self.caller is None or asked.known_as == self.caller)
            and (self.header is None or self._shown(asked))
            and (self.agents is None or bool(self.agents & _agents_of(asked)))
        )

    def certainly(self, asked: Asked) -> bool:
        """Say whether the request is one of these in every reading."""
        return (
            self.matches(asked)
            and (self.methods is None or asked.methods <= self.methods)
            and (self.path is None or all(map(self._covers, readings(asked.raw_path))))
            and (self.header is None or set(_lines(asked, self.header[0])) == {self.header[1]})
        )

    def _covers(self, segments: tuple[str, ...]) -> bool:
        """Say whether the segments begin with all those of the path."""
        return self.path is not None and segments[: len(self.path)] == self.path

    def _shown(self, asked: Asked) -> bool:
        """Say whether the header has the value, alone or among others, on any of its lines."""
        name, value = self.header or ("", "")
        lines = _lines(asked, name)
        members = [each for line in lines for each in (line, *line.split(","))]
        return value.lower() in {each.strip().lower() for each in members}


@lru_cache(maxsize=16)  # many policies may ask about one request
def readings(path: str) -> frozenset[tuple[str, ...]]:
    """Read a path as its segments, in each way in which somebody behind us may read it.

    It may be cut into segments after it is decoded, or before; it may end at a question mark, or
    that is a part of a name; notes on a segment (`/chat;a=1`) belong to its name or not.
    """
    cut = [each.split("/") for each in _spellings(path)]
    named = {tuple(_decodings(segment)[-1] for segment in each) for each in cut}
    named |= {tuple(each.partition(";")[0] for each in segments) for segments in named}
    return frozenset(_plain(walked) for segments in named for walked in _walks(segments))


def _spellings(path: str) -> set[str]:
    """Decode once, twice and so on; each with and without what may be no part of the path."""
    found = set(_decodings(path))
    found |= {NO_PATH.split(each)[0] for each in found}
    return found | {each.replace("\\", "/") for each in found}


def _decodings(text: str) -> list[str]:
    """Say it as it is, decoded once, twice and so on, until there is nothing left to decode."""
    found = [text]
    while (decoded := unquote(found[-1])) != found[-1] and len(found) <= MOST_DECODINGS:
        found.append(decoded)
    return found


def _walks(segments: tuple[str, ...]) -> Iterator[list[str]]:
    """Stay where a path walks, walk, or walk and take nothing between two slashes for a place."""
    yield list(segments)
    yield _walked(each for each in segments if each)
    yield _walked(segments)


def _walked(segments: Iterable[str]) -> list[str]:
    walked: list[str] = []
    for segment in segments:
        if segment not in {".", ".."}:
            walked.append(segment)
        elif segment == "..":
            del walked[-1:]
    return walked


def _plain(segments: list[str]) -> tuple[str, ...]:
    """Say where it ends: all small, and whatever a name has turned out to hold."""
    parts = "/".join(segments).replace("\\", "/").lower().split("/")
    return tuple(each for each in parts if each not in {"", "."})


def read_scope(reader: ObjectReader, key: str) -> Scope | None:
    """Read the scope under this key; None when there is none."""
    scope = reader.object_or_none(key)
    if scope is None:
        return None
    found = Scope(
        _read_path(scope),
        _read_methods(scope),
        scope.text_or_none("caller"),
        _read_header(scope),
        _read_agents(scope),
    )
    if scope.is_object and found == Scope():
        reader.fault(key, "must say at least one thing; leave it out for everything")
    scope.no_others("a scope")
    return found


def _read_path(scope: ObjectReader) -> tuple[str, ...] | None:
    path = scope.text_or_none("path")
    if path is None:
        return None
    found = readings(path)
    if not path.startswith("/") or len(found) > 1:
        scope.fault("path", f"must start with / and go straight down, was {quoted(path)}")
    return next(iter(found))


def _read_methods(scope: ObjectReader) -> frozenset[str] | None:
    methods = scope.words_or_none("methods")
    return None if methods is None else frozenset(each.upper() for each in methods)


def _read_header(scope: ObjectReader) -> tuple[str, str] | None:
    header = scope.object_or_none("header")
    if header is None:
        return None
    name, value = header.text("name"), header.text("value")
    if value != value.strip() or not (name + value).isascii():
        header.fault("value", "must be plain characters, without space at either end")
    header.no_others("a header")
    return name, value


def _read_agents(scope: ObjectReader) -> frozenset[str] | None:
    if isinstance(scope.value_of("agents"), str):
        return AGENT_CLASSES.get(scope.one_of("agents", AGENT_CLASSES), frozenset())
    agents = scope.words_or_none("agents")
    if agents is None:
        return None
    for each in agents:
        if products_of(each) != [each.lower()]:
            scope.fault("agents", f"must be product tokens such as GPTBot, was {quoted(each)}")
    return frozenset(each.lower() for each in agents)


def _lines(asked: Asked, name: str) -> list[str]:
    return asked.lines(name.lower().encode("latin-1"))


def _agents_of(asked: Asked) -> frozenset[str]:
    return frozenset(products_of(" ".join(asked.lines(b"user-agent"))))
