"""The summary by promise, as it stands at the end of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.catalogue import Catalogue
from support.reports.gaps import wrong_with
from support.reports.runs import verdict_of
from support.reports.standings import partly
from support.reports.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.runs import Run


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    reached = [verdict_of(each.judged) for each in run.told if each.judged]
    promised = Catalogue(promise=list(run.began.promises))
    whole = not partly(run)
    told = summary(reached, promised, run.began.tested, wrong_with(run), whole=whole)
    yield "summary.txt", f"{told}\n".encode()
