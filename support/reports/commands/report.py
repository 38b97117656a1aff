"""Makes reports from recorded runs: the records of shards are put together first."""

from __future__ import annotations

import importlib
import sys
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.reports import folder
from support.reports.gaps import wrong_with
from support.reports.runs import read

if TYPE_CHECKING:
    import argparse

KINDS = {
    "allure": "Allure 2 results, a file for each scenario",
    "annotations": "what GitHub shows beside the features (take it with --print)",
    "conformance": "what the gateway keeps, as YAML and JSON by a published schema",
    "junit": "JUnit XML, with rules and properties",
    "markdown": "the summary of a job, at most 1 MiB",
    "messages": "Cucumber Messages, for tools that speak Cucumber's protocol",
    "sarif": "SARIF 2.1.0, for code scanning",
    "site": "the living documentation, as pages for any browser",
    "text": "the summary by promise",
    "pictures": "who said what to whom: one drawing a scenario",
}
_COMPARED_BY = {"previous": ("site",), "trend": ("site",)}
_BY_SCENARIO = {"allure", "pictures", "site"}  # what files they have depends on the run
_INTO = Path("build/reports")


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = "; ".join(f"{name}: {what}" for name, what in KINDS.items())
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="folders of one run")
    parser.add_argument("--to", choices=KINDS, required=True, help=kinds)
    parser.add_argument("--previous", type=Path, metavar="RUN", help="site: what has changed since")
    parser.add_argument("--trend", type=Path, metavar="FOLDER", help="site: of past runs")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--into", type=Path, help=f"a folder; default: {_INTO}/KIND")
    where.add_argument("--print", action="store_true", help="to the terminal; one file only")


def run(given: argparse.Namespace) -> int:
    kind = importlib.import_module(f"support.reports.kinds.{given.to}")
    whole = read(*given.runs)
    for each in wrong_with(whole):
        print(f"! {each}", file=sys.stderr)
    made = kind.files(whole, **_besides(given))
    if given.print:
        sys.stdout.buffer.write(_only(list(made), given.to))
        return 0
    into: Path = given.into or _INTO / given.to
    if given.to in _BY_SCENARIO:
        folder.renew(into, made, given.to)
    else:
        deque(folder.write(into, made), maxlen=0)
    print(f"{given.to}: {into}")
    return 0


def _besides(given: argparse.Namespace) -> dict[str, Path]:
    """What else is looked at: other runs, for the kinds of reports that compare."""
    looked_at = {name: getattr(given, name) for name in _COMPARED_BY}
    said = {name: where for name, where in looked_at.items() if where is not None}
    for name in said:
        if given.to not in _COMPARED_BY[name]:
            kinds = " and ".join(_COMPARED_BY[name])
            msg = f"--{name} is looked at by {kinds} alone; leave it out, or say --to {kinds}"
            raise BadInputError(msg)
    return said


def _only(made: list[tuple[str, bytes]], kind: str) -> bytes:
    if (files := len({name for name, _ in made})) != 1:
        msg = f"{kind} consists of {files} files, so it cannot be printed; leave out --print"
        raise BadInputError(msg)
    return made[0][1]
