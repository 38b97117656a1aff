"""Run records, read again: what every report is made from.

Rule 1: a line that is not of this schema is refused with its number; only the last one may be cut
off, by a run that was killed. Rule 2: records of shards add up to one run, in whatever order they
come; where two of them judged the same scenario, the worse word counts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from support.errors import BadInputError
from support.evidence.archive import Archive
from support.evidence.written import read as read_history
from support.evidence.written import read_to_judge
from support.reports.record import (
    FILE,
    LINE,
    PIECES,
    Began,
    Ended,
    Fault,
    Feature,
    Judged,
    Rule,
    Scenario,
    Seen,
)
from support.reports.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from support.evidence.written import Entry
    from support.reports.catalogue import Promise
    from support.reports.record import Line
    from support.reports.verdicts import Word

Found = Literal["passed", "failed", "error", "not claimed", "not run"]
_WORST_FIRST: tuple[Word, ...] = ("failed", "error", "not claimed", "passed")


@dataclass(frozen=True)
class Told:
    """A scenario as it was read, and what became of it."""

    feature: Feature
    scenario: Scenario
    judged: Judged | None

    @property
    def place(self) -> str:
        return f"{self.feature.file}:{self.scenario.at_line}"

    @property
    def rule(self) -> Rule | None:
        """The one that it stands under."""
        rules = self.feature.rules
        return next((each for each in rules if each.at_line == self.scenario.rule), None)

    @property
    def word(self) -> Found:
        """Silence is not a verdict: what was left out or never reached is "not run"."""
        return self.judged.word if self.judged else "not run"


@dataclass(frozen=True)
class Part:
    """One of the records that a run was put together from."""

    began: Began
    sha256: str  # of its lines
    ended: Ended | None  # None: it was killed
    unexplained: bool  # it did not end well, and its record does not say why


@dataclass(frozen=True)
class Run:
    began: Began
    features: tuple[Feature, ...]
    judged: dict[str, Judged]  # by scenario
    seen: dict[str, tuple[Archive, Seen]]  # likewise
    faults: tuple[str, ...]
    ended: tuple[Ended, ...]  # of each record that came to its end
    parts: tuple[Part, ...]  # the records that have been put together, the oldest first
    archive: Archive  # of the first of them
    archives: tuple[Archive, ...]  # of all of them

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every scenario that was read, in the order of the features."""
        return tuple(
            Told(feature, each, self.judged.get(f"{feature.file}:{each.at_line}"))
            for feature in self.features
            for each in feature.scenarios
        )

    def promises_of(self, told: Told) -> list[Promise]:
        """Those that a scenario speaks for, in the order of the catalogue."""
        return [each for each in self.began.promises if each.id in told.scenario.tags]

    @property
    def was_killed(self) -> bool:
        return any(each.ended is None for each in self.parts)

    def history(self, scenario: str) -> list[Entry]:
        """What was seen in a scenario; nothing, where nothing has been kept."""
        return read_history(self._kept(scenario))

    def history_to_judge(self, scenario: str) -> list[Entry]:
        """The same, with the names of those whose secrets are hidden in it."""
        return read_to_judge(self._kept(scenario))

    def _kept(self, scenario: str) -> bytes:
        if scenario not in self.seen:
            return b""
        archive, seen = self.seen[scenario]
        return archive.read(seen.history)

    def source(self, feature: Feature) -> bytes:
        """The file of a feature as it was read, from whichever record keeps it."""
        kept = [each for each in self.archives if each.holds(feature.source)]
        return (kept or [self.archive])[0].read(feature.source)

    def document(self, name: str) -> bytes:
        """What this run has kept of a document: target, glossary, sentences, steps."""
        if name not in self.began.documents:
            kept = ", ".join(self.began.documents) or "none"
            msg = f"this run has kept no {name} ({kept}); it was made by an older suite: run again"
            raise BadInputError(msg)
        return self.archive.read(self.began.documents[name])


def read(*folders: Path) -> Run:
    """One run from all its records."""
    whole, *others = sorted((_read(each) for each in folders), key=_age)
    for each in others:
        whole = _together(whole, each)
    return whole


def lines(folder: Path) -> Iterator[Line]:
    """The lines of one record, each checked."""
    file = folder / FILE
    try:
        kept = file.read_bytes().splitlines(keepends=True)
    except OSError as fault:
        msg = f"there is no run in {folder}: {file} cannot be read ({fault.strerror})"
        raise BadInputError(msg) from fault
    for number, line in enumerate(kept, 1):
        try:
            yield LINE.validate_json(line)
        except ValidationError as fault:
            if number == len(kept) and not line.endswith(b"\n"):
                return
            first = fault.errors()[0]
            where = ".".join(map(str, first["loc"])) or "it"
            msg = f"{file}, line {number}: {where}: {first['msg']}. It is no record of ours."
            raise BadInputError(msg) from fault


def verdicts(folder: Path) -> list[Verdict]:
    """The verdicts that a run has reached, in their order; none, when it came to none."""
    if not (folder / FILE).exists():
        return []
    return [verdict_of(each) for each in lines(folder) if isinstance(each, Judged)]


def verdict_of(judged: Judged) -> Verdict:
    return Verdict(**{each.name: getattr(judged, each.name) for each in fields(Verdict)})


def _read(folder: Path) -> Run:
    archive = Archive(folder / PIECES)
    rest = list(lines(folder))
    first = rest.pop(0) if rest else None
    if not isinstance(first, Began):
        msg = f"{folder / FILE} does not begin with what was tested; it is no run record"
        raise BadInputError(msg)
    return Run(
        began=first,
        features=tuple(each for each in rest if isinstance(each, Feature)),
        judged=_worst(each for each in rest if isinstance(each, Judged)),
        seen={each.scenario: (archive, each) for each in rest if isinstance(each, Seen)},
        faults=tuple(each.text for each in rest if isinstance(each, Fault)),
        ended=tuple(each for each in rest if isinstance(each, Ended)),
        parts=(_part(folder, first, rest),),
        archive=archive,
        archives=(archive,),
    )


def _part(folder: Path, began: Began, rest: list[Line]) -> Part:
    digest = hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    last = next((each for each in rest if isinstance(each, Ended)), None)
    bad = any(
        isinstance(each, Fault) or (isinstance(each, Judged) and each.word in {"failed", "error"})
        for each in rest
    )
    return Part(began, digest, last, unexplained=bool(last and not last.well and not bad))


def _age(run: Run) -> tuple[str, str, str]:
    return run.began.at, run.began.run, run.parts[0].sha256


def _together(one: Run, other: Run) -> Run:
    _must_fit(one, other)
    judged, seen = _worst((*one.judged.values(), *other.judged.values())), dict(one.seen)
    for scenario, verdict in other.judged.items():
        if judged[scenario] is verdict:
            seen.pop(scenario, None)
            if scenario in other.seen:
                seen[scenario] = other.seen[scenario]
    features = {each.file: each for each in one.features}
    for each in other.features:
        features[each.file] = _asked_by_either(features.get(each.file, each), each)
    return replace(
        one,
        features=tuple(features[file] for file in sorted(features)),
        judged=judged,
        seen=seen,
        faults=tuple(sorted({*one.faults, *other.faults})),
        ended=(*one.ended, *other.ended),
        parts=(*one.parts, *other.parts),
        archives=(*one.archives, *other.archives),
    )


def _worst(verdicts: Iterable[Judged]) -> dict[str, Judged]:
    """Where a scenario was judged twice, the worse word counts."""
    judged: dict[str, Judged] = {}
    for each in verdicts:
        known = judged.setdefault(each.scenario, each)
        if _rank(each) < _rank(known):
            judged[each.scenario] = each
    return judged


def _must_fit(one: Run, other: Run) -> None:
    """Shards are of one suite and one gateway; anything else must not be added up."""
    for what, a, b in (
        ("gateways", one.began.tested, other.began.tested),
        ("catalogues of promises", one.began.promises, other.began.promises),
        ("numbers of shards", _of(one), _of(other)),
    ):
        if a != b:
            msg = (
                f"these records do not belong together: they tell of different {what} "
                f"({one.began.run} and {other.began.run}). Report on each by itself."
            )
            raise BadInputError(msg)
    sources = {each.file: each.source for each in one.features}
    for each in other.features:
        if sources.get(each.file, each.source) != each.source:
            msg = f"these records do not belong together: {each.file} is not the same in both"
            raise BadInputError(msg)


def _of(run: Run) -> int | None:
    """Of how many shards this is one."""
    return run.began.shard and run.began.shard[1]


def _asked_by_either(one: Feature, other: Feature) -> Feature:
    scenarios = tuple(
        a if a.asked_for else b for a, b in zip(one.scenarios, other.scenarios, strict=True)
    )
    return one.model_copy(update={"scenarios": scenarios})


def _rank(verdict: Judged) -> tuple[int, float, str]:
    """The worse comes first; between equals, something that does not depend on the order."""
    return _WORST_FIRST.index(verdict.word), verdict.after, verdict.model_dump_json()
