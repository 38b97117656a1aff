"""What the gateway keeps, as YAML for people and as JSON for programs; both say the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml

from support.reports.conformance import conformance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.reports.runs import Run

_WIDTH = 100
_LEAVES: dict[str, None] = {"default_flow_style": None}  # lists of words stand on one line


def files(run: Run) -> Iterator[tuple[str, bytes]]:
    said = conformance(run).model_dump(mode="json")
    yield "conformance.json", f"{json.dumps(said, indent=1, ensure_ascii=False)}\n".encode()
    text = yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=_WIDTH, **_LEAVES)
    yield "conformance.yaml", f"# The words are explained in docs/conformance.md\n{text}".encode()
