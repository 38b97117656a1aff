"""The living documentation: a site that can be opened from any folder and sent to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.runs import read
from support.reports.site.pages import site
from support.reports.site.past import points

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.reports.runs import Run


def files(
    run: Run, *, previous: Path | None = None, trend: Path | None = None
) -> Iterator[tuple[str, bytes]]:
    """With a previous run, what has changed; with a folder of runs, how promises stood in them."""
    past = None if trend is None else points(trend)
    return site(run, None if previous is None else read(previous), past)
