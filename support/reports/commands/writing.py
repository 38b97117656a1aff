"""What commands share that make one short report: in which form, and where it goes."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.reports.runs import read

if TYPE_CHECKING:
    import argparse

    from support.reports.pages import Page
    from support.reports.runs import Run

FORMS = ("text", "markdown", "html")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", choices=FORMS, default="text", help="default: text")
    parser.add_argument("--into", type=Path, metavar="FILE", help="default: the terminal")


def named(folders: str) -> Run:
    """A run by its folder; the shards of one are named with commas between."""
    return read(*map(Path, folders.split(",")))


def write(page: Page, given: argparse.Namespace) -> None:
    module = importlib.import_module(f"support.reports.pages.{given.to}")
    made: str = getattr(module, given.to)(page)
    if given.into is None:
        sys.stdout.buffer.write(made.encode())
        return
    try:
        given.into.write_text(made, "utf-8")
    except OSError as fault:
        msg = f"{given.into} cannot be written: {fault.strerror}. Choose another file with --into."
        raise BadInputError(msg) from fault
