"""Prints the JSON Schema of what we write: a line of the run record, or a report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("of", nargs="?", choices=["record", "conformance"], default="record")


def run(given: argparse.Namespace) -> int:
    print(json.dumps(_schema(given.of), indent=1))
    return 0


def _schema(name: str) -> dict[str, Any]:
    """Only what is asked for is read."""
    if name == "conformance":
        from support.reports.conformance import Conformance  # noqa: PLC0415

        return Conformance.model_json_schema()
    from support.reports.record import LINE  # noqa: PLC0415

    return LINE.json_schema()
