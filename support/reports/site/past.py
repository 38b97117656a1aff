"""The figures of past runs, read once: they stand beside each record, for the next trend.

Rule 1: they are believed only under the hash of that very record and of the rules they were made
by. Rule 2: a record that cannot be read is nobody's past, and costs no other run its site.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.reports.record import FILE
from support.reports.runs import read
from support.reports.site.trend import Point, point

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = "figures.json"
_REPORTS = Path(__file__).parents[1]
_RULES = ("runs.py", "standings.py", "site/shown.py", "site/trend.py")


def points(folder: Path) -> Iterator[Point]:
    """Of every run in a folder, in the order of their names."""
    for file in sorted(folder.glob(f"*/{FILE}")):
        with suppress(BadInputError):  # it begins at this moment, or is of another edition
            yield _point(file)


def _point(file: Path) -> Point:
    beside = file.with_name(FIGURES)
    of = hashlib.sha256(_rules() + file.read_bytes()).hexdigest()
    with suppress(OSError, ValueError):  # there are none, or somebody writes them just now
        known = json.loads(beside.read_bytes())
        if known.pop("of") == of:
            return Point(**known)
    made = point(read(file.parent))
    with suppress(OSError):  # whoever may only read here reads it all again
        beside.write_text(json.dumps({"of": of, **asdict(made)}, indent=1) + "\n", "utf-8")
    return made


@cache
def _rules() -> bytes:
    return b"".join((_REPORTS / each).read_bytes() for each in _RULES)
