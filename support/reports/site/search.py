"""What can be searched: every sentence of every scenario, as a script that a file can load.

A browser reads no data from a folder, but it runs a script from there. Sentences that many
scenarios share are written once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.reports.runs import Told


def index(told: Iterable[Told]) -> str:
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(text, len(numbers)) for text in _texts(each)] for each in told]
    held = json.dumps({"texts": list(numbers), "rows": rows}, separators=(",", ":"))
    return f"window.INDEX={held.replace('<', chr(92) + 'u003c')};\n"


def _texts(told: Told) -> Iterator[str]:
    """The name is shown in any case; the rest is shown where it fits the search."""
    yield told.scenario.name
    yield told.feature.name
    for step in told.scenario.steps:
        yield f"{step.keyword} {step.sentence}"
        for row in step.table or ():
            yield " | ".join(row)
        if step.text:
            yield step.text
    yield told.place
