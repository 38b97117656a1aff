"""Writes down the failures of a run as known ones, for a beginning; see `wicket gate --known`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.reports.baseline import written
from support.reports.pages import of
from support.reports.runs import read

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="folders of one run")
    new = "a new file; reasons that somebody wrote are not lost to those that a run has found"
    parser.add_argument("--into", type=Path, metavar="FILE", required=True, help=new)


def run(given: argparse.Namespace) -> int:
    text = written(read(*given.runs), datetime.now(UTC).date())
    try:
        with given.into.open("x", encoding="utf-8") as new:
            new.write(text)
    except OSError as fault:
        msg = f"{given.into} cannot be written: {fault.strerror}. Move it, or name another file."
        raise BadInputError(msg) from fault
    print(f"{of(text.count('[[known]]'), 'known failure')}: {given.into}")
    return 0
