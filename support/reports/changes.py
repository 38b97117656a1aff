"""What has changed between two runs: what is newly broken comes first.

Rule: what was not read in one of them is no change; it is counted, and never called gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from support.reports.pages import Item, Page, Section, Table, of
from support.reports.same import Name, by_name
from support.reports.standings import faults, partly, standings, why, word_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from support.reports.catalogue import Promise
    from support.reports.runs import Run, Told

_NOTHING = "not promised"
_LONGEST = 300  # characters of a reason
_SHOWN = 20  # scenarios with the same reason
_BAD = {"failed", "error"}


@dataclass(frozen=True)
class Changes:
    before: Run
    now: Run

    @cached_property
    def stood(self) -> list[tuple[Promise, str, str]]:
        """Promises that stand otherwise, with how they stood and how they stand."""
        was = {each.promise.id: each for each in standings(self.before)}
        now = {each.promise.id: each for each in standings(self.now)}
        found = []
        for name in dict.fromkeys((*now, *was)):
            promise = (now.get(name) or was[name]).promise
            stood = was[name].said if name in was else _NOTHING
            stands = now[name].said if name in now else _NOTHING
            if stood != stands:
                found.append((promise, stood, stands))
        return found

    @cached_property
    def scenarios(self) -> list[tuple[Name, str, str, Told]]:
        """Scenarios of both runs with another verdict."""
        was = by_name(self.before)
        return [
            (name, word_of(was[name]), word_of(told), told)
            for name, told in by_name(self.now).items()
            if name in was and word_of(was[name]) != word_of(told)
        ]

    @cached_property
    def new(self) -> list[tuple[Name, Told]]:
        return _only_in(self.now, self.before)

    @cached_property
    def gone(self) -> list[tuple[Name, Told]]:
        return _only_in(self.before, self.now)

    @cached_property
    def sentences(self) -> list[tuple[str, str, str]]:
        """Promises that say something else; one that is new or gone has an empty side."""
        was = {each.id: each.sentence for each in self.before.began.promises}
        now = {each.id: each.sentence for each in self.now.began.promises}
        ids = sorted({*was, *now})
        return [(i, was.get(i, ""), now.get(i, "")) for i in ids if was.get(i) != now.get(i)]

    @property
    def worse(self) -> bool:
        """Something is broken, lost, failed or in error that was not before."""
        return (
            any(_breaks(was, now) or _loses(was, now) for _, was, now in self.stood)
            or any(now in _BAD and was not in _BAD for _, was, now, _ in self.scenarios)
            or any(word_of(told) in _BAD for _, told in self.new)
        )

    def page(self) -> Page:
        return Page(_headline(self), tuple(_warnings(self)), tuple(_sections(self)))


def _breaks(was: str, now: str) -> bool:
    return now == "broken" != was


def _loses(was: str, now: str) -> bool:
    return was.startswith("kept") and not now.startswith("kept") and now != "broken"


def _mends(was: str, now: str) -> bool:
    return now.startswith("kept") and not was.startswith("kept")


def _otherwise(was: str, now: str) -> bool:
    return not (_breaks(was, now) or _loses(was, now) or _mends(was, now))


_KINDS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("newly broken", _breaks),
    ("no longer kept", _loses),
    ("newly kept", _mends),
    ("changed otherwise", _otherwise),
)


def _headline(changes: Changes) -> str:
    said = [
        f"{of(number, 'promise')} {kind}"
        for kind, fits in _KINDS
        if (number := sum(fits(was, now) for _, was, now in changes.stood))
    ]
    for what, found in (
        ("with another verdict", changes.scenarios),
        ("new", changes.new),
        ("gone", changes.gone),
    ):
        said += [f"{of(len(found), 'scenario')} {what}"] if found else []
    if changes.sentences:
        said.append(f"{of(len(changes.sentences), 'sentence')} changed")
    return ", ".join(said) or "Nothing has changed"


def _warnings(changes: Changes) -> Iterator[str]:
    before, now = changes.before, changes.now
    yield f"Before: {_about(before)}. Now: {_about(now)}."
    for when, run in (("before", before), ("now", now)):
        if missing := partly(run):
            yield f"The run {when} is partial: {'; '.join(missing)}."
    told = {*faults(before)}
    for fault in faults(now):
        yield f"{'Still' if fault in told else 'Newly'} wrong with the run itself: {fault}"


def _about(run: Run) -> str:
    began, tested = run.began, run.began.tested
    return f"{tested.name} {tested.version}, promises {began.promises_edition}, {began.at[:16]}"


def _sections(changes: Changes) -> Iterator[Section]:
    for kind, fits in _KINDS:
        rows = tuple(
            (each.id, was, now, each.sentence) for each, was, now in changes.stood if fits(was, now)
        )
        if rows:
            table = Table(("id", "before", "now", "promise"), rows, words=1)
            title = f"{kind.capitalize()}: {of(len(rows), 'promise')}"
            yield Section(title, (table,), folded=fits is _otherwise)
    if changes.scenarios:
        yield from _verdicts(changes.scenarios)
    for what, found in (("New", changes.new), ("Gone", changes.gone)):
        if found:
            listed = tuple((word_of(told), str(name)) for name, told in found)
            table = Table(("verdict", "scenario"), listed, words=0)
            yield Section(f"{what}: {of(len(listed), 'scenario')}", (table,), folded=True)
    if changes.sentences:
        yield Section("Sentences that changed", tuple(map(_sentence, changes.sentences)))


def _verdicts(found: Sequence[tuple[Name, str, str, Told]]) -> Iterator[Section]:
    """Those that are bad now first, open to see; the rest is folded. Each reason is told once."""
    for title, bad in (("Went wrong", True), ("Another verdict", False)):
        those = [each for each in found if (each[2] in _BAD) is bad]
        names: dict[str, list[str]] = {}
        for name, was, now, told in those:
            names.setdefault(_change(was, now, told), []).append(str(name))
        if those:
            items = tuple(Item(change, _first(named)) for change, named in names.items())
            yield Section(f"{title}: {of(len(those), 'scenario')}", items, folded=not bad)


def _change(was: str, now: str, told: Told) -> str:
    reason = "" if now == "passed" else f": {why(told)}"
    reason = reason if len(reason) <= _LONGEST else f"{reason[:_LONGEST]} ..."
    return f"{was} before, {now} now{reason}"


def _first(names: list[str]) -> tuple[str, ...]:
    more = len(names) - _SHOWN
    return (*names[:_SHOWN], *([f"and {more} more"] if more > 0 else []))


def _sentence(changed: tuple[str, str, str]) -> Item:
    name, was, now = changed
    if not was:
        return Item(f"{name} is new: {now}")
    if not now:
        return Item(f"{name} is gone: {was}")
    return Item(name, (f"before: {was}", f"now: {now}"))


def _only_in(one: Run, other: Run) -> list[tuple[Name, Told]]:
    """Scenarios of one run that the other cannot have: it read their file, or knows of none."""
    read, suite, there = {each.file for each in other.features}, other.began.suite, by_name(other)
    return [
        (name, told)
        for name, told in by_name(one).items()
        if name not in there and (name.file in read or (suite and name.file not in suite))
    ]
