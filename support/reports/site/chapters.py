"""Scenarios as their features tell them: under their rules, and outlines with their rows.

An outline is shown as it was written, with places for values: its sentences are read from the
source that the record keeps, at the lines that it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.reports.standings import word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from support.reports.record import Feature, Rule, Step
    from support.reports.runs import Run, Told


@dataclass(frozen=True)
class Line:
    """One sentence of an outline, with its places for values."""

    keyword: str
    sentence: str
    table: tuple[tuple[str, ...], ...] | None
    text: str | None


@dataclass(frozen=True)
class Rows:
    """One table of examples."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Told, ...]

    @property
    def unwell(self) -> bool:
        """Whether any went wrong."""
        return any(word_of(each) in {"failed", "error"} for each in self.rows)


@dataclass(frozen=True)
class Item:
    """A scenario, or an outline with all the scenarios that were made from it."""

    first: Told
    name: str
    lines: tuple[Line, ...] = ()  # of an outline
    tables: tuple[Rows, ...] = ()  # likewise


@dataclass(frozen=True)
class Part:
    """What stands under one rule, or under none."""

    rule: Rule | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Chapter:
    feature: Feature
    parts: tuple[Part, ...]


def chapters(run: Run, told: Iterable[Told]) -> tuple[Chapter, ...]:
    by_feature: dict[str, list[Told]] = {}
    for each in told:
        by_feature.setdefault(each.feature.file, []).append(each)
    return tuple(_chapter(run, scenarios) for scenarios in by_feature.values())


def _chapter(run: Run, scenarios: Sequence[Told]) -> Chapter:
    feature = scenarios[0].feature
    rules = {rule.at_line: rule for rule in feature.rules}
    by_rule: dict[int | None, list[Told]] = {}
    for each in scenarios:
        by_rule.setdefault(each.scenario.rule, []).append(each)
    outlines = any(each.scenario.example for each in scenarios)
    source = run.source(feature).decode("utf-8").splitlines() if outlines else []
    return Chapter(
        feature,
        tuple(
            Part(None if line is None else rules[line], tuple(_items(each, source)))
            for line, each in by_rule.items()
        ),
    )


def _items(scenarios: Sequence[Told], source: Sequence[str]) -> Iterable[Item]:
    outlines: dict[int, list[Told]] = {}
    for each in scenarios:  # a scenario stands under its own line, an outline under its own
        example = each.scenario.example
        outlines.setdefault(example.at_line if example else each.scenario.at_line, []).append(each)
    for rows in outlines.values():
        first = rows[0]
        example = first.scenario.example
        if example is None:
            yield Item(first, first.scenario.name)
        else:
            lines = tuple(
                as_written(step, source) for step in first.scenario.steps if not step.of_background
            )
            yield Item(first, example.outline, lines, tuple(_tables(rows)))


def _tables(rows: Sequence[Told]) -> Iterable[Rows]:
    """Tables of examples may have one name, or none, but not the same columns."""
    tables: dict[tuple[str, tuple[str, ...]], list[Told]] = {}
    for each in rows:
        if example := each.scenario.example:
            tables.setdefault((example.table, tuple(example.values)), []).append(each)
    for (name, columns), told in tables.items():
        yield Rows(name, columns, tuple(told))


def as_written(step: Step, source: Sequence[str]) -> Line:
    """The sentence at its line of the source; where that does not fit, as it was filled in."""
    line = source[step.at_line - 1].strip() if step.at_line <= len(source) else ""
    if not line.startswith(step.keyword):
        return Line(step.keyword, step.sentence, step.table, step.text)
    sentence = line.removeprefix(step.keyword).strip()
    table = step.table and _table_below(step, source)
    return Line(step.keyword, sentence, table or step.table, step.text)


def _table_below(step: Step, source: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    rows = []
    for line in source[step.at_line :]:
        if not line.strip().startswith("|"):
            break
        rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
    return tuple(rows)
