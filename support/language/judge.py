"""Judges the histories of a recorded run again, and says which verdicts differ."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from support.language.judging import judged_again
from support.reports.runs import read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from support.language.judging import Again, Ruling


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="folders of one run")


def run(given: argparse.Namespace) -> int:
    kept = read(*given.runs)
    again = list(judged_again(kept))
    sys.stdout.writelines(f"{line}\n" for line in _lines(again, len(kept.told) - len(again)))
    return 1 if any(each.differs for each in again) else 0


def _lines(again: list[Again], without: int) -> Iterator[str]:
    differing = [each for each in again if each.differs]
    not_again = [each for each in again if each.why_not]
    for each in differing:
        yield f"{each.place}: was {_told(each.was)}, is now {_told(each.now)}"
        if each.now.message:
            yield indent(each.now.message, "    ")
    for each in not_again:
        yield f"{each.place}: cannot be judged again: {each.why_not}"
    if without:
        yield f"{without} more have no verdict of a Then: in error, not claimed, or not run"
    judged = len(again) - len(not_again)
    yield (
        f"judged again {judged}, the same {judged - len(differing)}, different {len(differing)}, "
        f"not to be judged again {len(not_again)}"
    )


def _told(ruling: Ruling) -> str:
    return f"{ruling.word} at {ruling.step!r}" if ruling.step else ruling.word
