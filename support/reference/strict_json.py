"""JSON that can be read in one way only: what is said twice, or is no number, is refused.

Else one reader goes by the first of two values and another by the last, and what was checked is
not what happens.
"""

from __future__ import annotations

import json
from typing import Any

from .fault_finding import quoted


def read_strictly(text: str) -> object:
    """Read a text, or raise ValueError and say why not."""
    return json.loads(text, object_pairs_hook=once_each, parse_constant=_no_such_number)


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs, unless a key is there twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"the key {quoted(twice)} is there twice in one object"
        raise ValueError(message)
    return found


def _no_such_number(word: str) -> None:
    message = f"{word} is not a number in JSON"
    raise ValueError(message)
