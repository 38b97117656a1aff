"""Holds a run against the failures that are known, or writes them down for a beginning."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.reports.baseline import held_against, load, written
from support.reports.pages import of
from support.reports.plain_text import on_one_line
from support.reports.runs import read

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="folders of one run")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--against", type=Path, metavar="FILE", help="failures that are known")
    what.add_argument("--write", type=Path, metavar="FILE", help="a new file with those there are")
    today = "count entries as expired on this day; default: today (in UTC)"
    parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help=today)


def run(given: argparse.Namespace) -> int:
    kept = read(*given.runs)
    today: date = given.on or datetime.now(UTC).date()
    if given.write:
        _write(given.write, written(kept, today))
        return 0
    found = held_against(kept, load(given.against), today)
    for each in found.remarks:
        print(on_one_line(each))
    print(
        f"{of(found.known, 'known failure')}, {of(len(found.remarks), 'remark')}; "
        f"the run says nothing about {found.not_looked_at} more that are known"
    )
    return 1 if found.remarks else 0


def _write(file: Path, text: str) -> None:
    """Reasons that somebody wrote are not lost to those that a run has found."""
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(text)
    except OSError as fault:
        msg = f"{file} cannot be written: {fault.strerror}. Move it away, or name another file."
        raise BadInputError(msg) from fault
    print(f"{of(text.count('[[known]]'), 'known failure')}: {file}")
