"""Prints the JSON Schema of a line of the run record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.reports.record import LINE

if TYPE_CHECKING:
    import argparse


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing can be asked for."""


def run(_given: argparse.Namespace) -> int:
    print(json.dumps(LINE.json_schema(), indent=1))
    return 0
