"""Tells what has changed between two runs; for a pull request with --to markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.changes import Changes
from support.reports.commands import writing

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="RUN1", help="a folder; of shards, with commas between")
    parser.add_argument("now", metavar="RUN2", help="likewise")
    worse = "leave with 1 if anything is broken, lost, failed or in error that was not before"
    parser.add_argument("--fail-on-worse", action="store_true", help=worse)
    writing.arguments(parser)


def run(given: argparse.Namespace) -> int:
    changes = Changes(writing.named(given.before), writing.named(given.now))
    writing.write(changes.page(), given)
    return int(given.fail_on_worse and changes.worse)
