"""Decides over all records of a run together: with the status that they deserve as one run.

0 if the promises that were asked for are kept as far as the gateway claims them, and it was looked;
1 with a line for each thing that speaks against it. Failures that are known can be told apart.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from support.reports.baseline import Baseline, held_against, load
from support.reports.pages import of
from support.reports.plain_text import on_one_line
from support.reports.runs import read
from support.reports.standings import partly

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="folders of one run")
    parser.add_argument("--known", type=Path, metavar="FILE", help="failures that are known")
    today = "count those as expired on this day; default: today (in UTC)"
    parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help=today)
    whole = "what was left out by wish, and files that were not read, speak against it too"
    parser.add_argument("--whole", action="store_true", help=whole)


def run(given: argparse.Namespace) -> int:
    kept = read(*given.runs)
    today: date = given.on or datetime.now(UTC).date()
    found = held_against(kept, load(given.known) if given.known else Baseline(), today)
    remarks = [*found.remarks, *(partly(kept) if given.whole else ())]
    for each in remarks:
        print(on_one_line(each))
    passed = sum(each.word == "passed" for each in kept.told)
    end = f"{of(passed, 'scenario')} passed, {of(len(remarks), 'remark')}"
    if given.known:
        end += f"; {of(found.known, 'known failure')}, {found.not_looked_at} more not looked at"
    print(end)
    return 1 if remarks else 0
