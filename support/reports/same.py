"""Which scenario of one run is which of another: by its names, for lines move."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from support.reports.runs import Run, Told


class Name(NamedTuple):
    """The file, the rule and the title; and which of them, where two are called the same."""

    file: str
    rule: str
    title: str
    number: int = 1

    def __str__(self) -> str:
        again = f" ({self.number})" if self.number > 1 else ""
        rule = f" / {self.rule}" if self.rule else ""
        return f"{self.file}{rule} / {self.title}{again}"


def by_name(run: Run) -> dict[Name, Told]:
    """Every scenario that was read."""
    named: dict[Name, Told] = {}
    for each in run.told:
        name = Name(
            each.feature.file, each.rule.name if each.rule else "", each.scenario.name.strip()
        )
        while name in named:
            name = name._replace(number=name.number + 1)
        named[name] = each
    return named
