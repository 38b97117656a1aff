"""Compares the runs of several gateways: what they differ in comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.commands import writing
from support.reports.sides import compared

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "runs",
        nargs="+",
        metavar="RUN",
        help="a folder for each gateway; shards of one run with commas between",
    )
    writing.arguments(parser)


def run(given: argparse.Namespace) -> int:
    writing.write(compared([writing.named(each) for each in given.runs]), given)
    return 0
