"""The living documentation: a site that can be opened from any folder and sent to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.runs import read
from support.reports.site.pages import site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.reports.runs import Run


def files(
    run: Run, *, previous: Path | None = None, trend: Path | None = None
) -> Iterator[tuple[str, bytes]]:
    """With a previous run, what has changed; with a folder of runs, how promises stood in them."""
    past = None if trend is None else (read(each) for each in _records(trend))
    return site(run, None if previous is None else read(previous), past)


def _records(folder: Path) -> list[Path]:
    return sorted(each.parent for each in folder.glob("*/run.ndjson"))
