"""Several gateways side by side: where they differ comes first."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.reports.pages import Item, Page, Section, Table, of
from support.reports.standings import STANDINGS, WORDS, faults, partly, standings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.reports.catalogue import Promise
    from support.reports.runs import Run
    from support.reports.standings import Stood

_LONGEST = 200  # characters of a reason
_NOTHING = "not promised"  # the catalogue of this run does not have it


@dataclass(frozen=True)
class _Side:
    letter: str
    run: Run
    stood: dict[str, Stood]

    def said(self, promise: str) -> str:
        return self.stood[promise].said if promise in self.stood else _NOTHING

    def cell(self, promise: str) -> str:
        """The standing, with the scenarios that stand for and against it."""
        if promise not in self.stood:
            return _NOTHING
        told = self.stood[promise]
        passed, asked = told.counts["passed"], len(told.proofs) - told.counts["not claimed"]
        return f"{told.said} ({passed} of {asked})" if asked else told.said


def compared(runs: Sequence[Run]) -> Page:
    """Each run is one gateway's; promises come in the order of the first that has them."""
    if not 2 <= len(runs) <= len(ascii_uppercase):
        msg = (
            f"2 to {len(ascii_uppercase)} runs can be compared, not {len(runs)}; name a folder each"
        )
        raise BadInputError(msg)
    sides = [
        _Side(letter, run, {each.promise.id: each for each in standings(run)})
        for letter, run in zip(ascii_uppercase, runs, strict=False)
    ]
    promises = {each.id: each for side in reversed(sides) for each in side.run.began.promises}
    ordered = [promises[name] for name in dict.fromkeys(n for s in sides for n in s.stood)]
    contradicted, otherwise, agreed = _sorted(sides, ordered)
    return Page(
        title=_headline(len(contradicted), len(otherwise), len(ordered)),
        told=tuple(_warnings(sides)),
        sections=(
            _gateways(sides),
            *_differing("Kept by one and broken by another", sides, contradicted),
            *_differing(f"They differ{' otherwise' * bool(contradicted)}", sides, otherwise),
            *_agreed(sides, agreed),
        ),
    )


def _sorted(
    sides: Sequence[_Side], promises: Sequence[Promise]
) -> tuple[list[Promise], list[Promise], list[Promise]]:
    contradicted, otherwise, agreed = [], [], []
    for each in promises:
        words = {side.stood[each.id].word for side in sides if each.id in side.stood}
        if {"kept", "broken"} <= words:
            contradicted.append(each)
        elif len({side.said(each.id) for side in sides}) > 1:
            otherwise.append(each)
        else:
            agreed.append(each)
    return contradicted, otherwise, agreed


def _headline(contradicted: int, otherwise: int, promises: int) -> str:
    differ = contradicted + otherwise
    if not differ:
        return f"They stand alike on all {of(promises, 'promise')}"
    how = f", {contradicted} of them kept by one and broken by another" if contradicted else ""
    return f"They differ on {differ} of {of(promises, 'promise')}{how}"


def _warnings(sides: Sequence[_Side]) -> Iterator[str]:
    """What keeps a comparison from being a fair one."""
    yield (
        "In brackets: how many scenarios passed, of those that need nothing but what the gateway "
        "claims. Kept as claimed: the other scenarios need what it does not claim. All words are "
        "explained in docs/conformance.md."
    )
    yield from _partial(sides)
    for side in sides:
        for fault in faults(side.run):
            yield f"Something was wrong with the run of {side.letter}: {fault}"
    first, *others = sides
    for side in others:
        if side.run.began.promises_edition != first.run.began.promises_edition:
            yield f"{first.letter} and {side.letter} are of different editions of the promises."
        sources = {each.file: each.source for each in first.run.features}
        read = {each.file: each.source for each in side.run.features}
        changed = sum(sources[file] != read[file] for file in sources.keys() & read.keys())
        if changed:
            yield (
                f"{first.letter} and {side.letter} were not asked the same: "
                f"{of(changed, 'feature file')} changed between them."
            )


def _partial(sides: Sequence[_Side]) -> Iterator[str]:
    """Once for all, and each reason once."""
    whose: dict[str, list[str]] = {}
    for side in sides:
        if missing := partly(side.run):
            whose.setdefault(" and ".join(missing), []).append(side.letter)
    if whose:
        told = (f"{' and '.join(letters)}, because {why}" for why, letters in whose.items())
        yield f"Partial: {'; '.join(told)}."


def _gateways(sides: Sequence[_Side]) -> Section:
    rows = []
    for side in sides:
        began, words = side.run.began, [each.word for each in side.stood.values()]
        counts = [f"{words.count(word)} {word}" for word in STANDINGS if word in words]
        rows.append(
            (side.letter, began.promises_edition, began.at[:10], _name(side), ", ".join(counts))
        )
    headings = ("column", "promises", "tested on", "gateway", "in all")
    return Section("The gateways", (Table(headings, tuple(rows)),))


def _name(side: _Side) -> str:
    tested = side.run.began.tested
    return f"{tested.name} {tested.version} ({tested.kind})"


def _differing(
    title: str, sides: Sequence[_Side], promises: Sequence[Promise]
) -> Iterator[Section]:
    if not promises:
        return
    rows = ((each.id, *(side.cell(each.id) for side in sides), each.sentence) for each in promises)
    headings = ("id", *(side.letter for side in sides), "promise")
    number = of(len(promises), "promise")
    yield Section(f"{title}: {number}", (Table(headings, tuple(rows), words=1),))
    reasons = tuple(
        Item(f"{each.id} {each.sentence}", inner)
        for each in promises
        if (inner := tuple(_reasons(sides, each)))
    )
    if reasons:
        yield Section("Why", reasons, folded=True)


def _reasons(sides: Sequence[_Side], promise: Promise) -> Iterator[str]:
    """Each reason once, the worst first, with those whom it holds for and a scenario to look at."""
    whose: dict[tuple[int, str], list[str]] = {}
    for side in sides:
        for ranked in _lines(side, promise):
            whose.setdefault(ranked, []).append(side.letter)
    for (_, line), letters in sorted(whose.items(), key=lambda each: each[0][0]):
        yield f"{' and '.join(letters)}: {line}"


def _lines(side: _Side, promise: Promise) -> Iterator[tuple[int, str]]:
    if promise.id not in side.stood:
        return
    told, name = side.stood[promise.id], side.run.began.tested.name
    if told.word == "harness fault":
        yield 0, "harness fault, see above"
    for each in told.because:
        why = each.why.removeprefix(f"{name} does not claim ")
        why = why if len(why) <= _LONGEST else f"{why[:_LONGEST]} ..."
        yield WORDS.index(each.word), f"{each.word}: {why}{_at(each.places)}"


def _at(places: Sequence[str]) -> str:
    """The first place, and how many more there are."""
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return f" ({places[0]}{more})" if places else ""


def _agreed(sides: Sequence[_Side], promises: Sequence[Promise]) -> Iterator[Section]:
    """By area; what nobody could prove is named, and not told one by one."""
    told = [each for each in promises if sides[0].said(each.id) != "unproven"]
    areas = dict.fromkeys(each.area for each in told)
    for area in areas:
        there = [each for each in told if each.area == area]
        rows = tuple((each.id, sides[0].said(each.id), each.sentence) for each in there)
        number = of(len(there), "promise")
        table = Table(("id", "all", "promise"), rows, words=1)
        yield Section(f"The same for all, {area}: {number}", (table,), folded=True)
    unproven = [each.id for each in promises if each not in told]
    if unproven:
        number = of(len(unproven), "promise")
        yield Section(f"Unproven for all: {number}", (Item(", ".join(unproven)),), folded=True)
