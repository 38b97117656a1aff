"""Prints the JSON Schema of what we write and read. docs/ publishes each as NAME.schema.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

OF = {
    "baseline": "the file of known failures",
    "conformance": "the conformance report",
    "run-record": "a line of the run record",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    what = "; ".join(f"{name}: {said}" for name, said in OF.items())
    parser.add_argument("of", choices=OF, metavar="NAME", help=what)


def run(given: argparse.Namespace) -> int:
    print(json.dumps(_schema(given.of), indent=1))
    return 0


def _schema(name: str) -> dict[str, Any]:
    """Only what is asked for is read."""
    if name == "baseline":
        from support.reports.baseline import Baseline  # noqa: PLC0415

        return Baseline.model_json_schema()
    if name == "conformance":
        from support.reports.conformance import Conformance  # noqa: PLC0415

        return Conformance.model_json_schema()
    from support.reports.record import LINE  # noqa: PLC0415

    return LINE.json_schema()
