"""The picture of each scenario in which something was seen, in folders as the features are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.picture import picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.runs import Run


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    for told in run.told:
        if told.judged and (history := run.history(told.place)):
            place = told.feature.file.removesuffix(".feature")
            yield f"{place}-{told.scenario.at_line}.svg", picture(told, history).encode()
