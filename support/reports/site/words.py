"""The documents that a run has kept for its readers: the glossary, the sentences, the lies.

They are read here from the form in which people write them. A run of old that has not kept one
shows none.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.reports.standings import word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.reports.runs import Run, Told

_CITES = "cites."
_ROW = re.compile(r"\|\s*(.+?)\s*\|\s*(.+?)\s*\|$")
_SENTENCE = re.compile(r"- \*\*(\w+)\*\* (.+?)(?: — \*(.+)\*)?$")


@dataclass(frozen=True)
class Noun:
    name: str
    means: str


@dataclass(frozen=True)
class Usable:
    """A sentence that features may use."""

    kind: str
    pattern: str
    example: str


@dataclass(frozen=True)
class Room:
    """The sentences about one subject."""

    about: str
    sentences: tuple[Usable, ...]


@dataclass(frozen=True)
class Lie:
    """A gateway that breaks one promise, and how it is noticed."""

    name: str
    says: str
    breaks: str
    noticed_by: str
    caught_by: tuple[str, ...]  # scenarios that are known to catch it: file and name


def glossary(run: Run) -> tuple[Noun, ...]:
    rows = [_ROW.match(line) for line in _lines(run, "glossary")]
    found = [Noun(row[1], row[2]) for row in rows if row and set(row[1]) != {"-"}]
    return tuple(found[1:])  # the first is the heading


def sentences(run: Run) -> tuple[Room, ...]:
    return tuple(_rooms(_lines(run, "sentences")))


def _rooms(lines: list[str]) -> Iterator[Room]:
    about, held = "", list[Usable]()
    for line in [*lines, "## "]:
        if line.startswith("## "):
            if held:
                yield Room(about, tuple(held))
            about, held = line.removeprefix("## "), []
        elif said := _SENTENCE.match(line):
            held.append(Usable(said[1], said[2], said[3] or ""))


def lies(run: Run) -> tuple[Lie, ...]:
    said = "".join(_lines(run, "lies")) or "[]"
    return tuple(
        Lie(**{**each, "caught_by": tuple(each["caught_by"])}) for each in json.loads(said)
    )


def by_name(told: Told) -> str:
    """As scenarios are remembered that have caught a lie; see support/reports/lie_table.py."""
    return f"{told.feature.file}: {told.scenario.name.strip()}"


def looks_like(told: Told, known: tuple[Lie, ...]) -> tuple[Lie, ...]:
    """The lie that this scenario is known to catch in such words; or several, if equally alike.

    What a message names first is what was wrong, for the rest may follow from it; the more words
    are the same, the liker it is. What another scenario has caught says too little about this one.
    """
    if told.judged is None or word_of(told) != "failed":
        return ()
    name, promises, message = by_name(told), told.judged.promises, told.judged.message
    alike = {
        each: (message.index(each.noticed_by), -len(each.noticed_by))
        for each in known
        if name in each.caught_by
        and each.breaks in promises
        and each.noticed_by
        and each.noticed_by in message
    }
    best = min(alike.values(), default=None)
    return tuple(each for each, how in alike.items() if how == best)


def dialect(run: Run) -> str:
    """The words that the gateway uses for what features say; the suite's own where it says so."""
    said = json.loads("".join(_lines(run, "target")) or "{}").get("dialect") or {}
    return str(said.get("name", "")) or ("one of its own" if said else "the house's")


def cites(told: Iterable[Told]) -> tuple[str, ...]:
    """The sources that these scenarios name."""
    tags = {tag for each in told for tag in each.scenario.tags if tag.startswith(_CITES)}
    return tuple(sorted(tag.removeprefix(_CITES) for tag in tags))


def _lines(run: Run, name: str) -> list[str]:
    if name not in run.began.documents:
        return []
    return run.document(name).decode("utf-8").splitlines()
