"""Hops: how often a request came through this gateway, read from the path it has taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

COMMENT = re.compile(r"\([^()]*\)")


def hops_of(path_taken: Iterable[str], edge_id: str) -> int:
    """Count the entries of ours: `1.1 edge-1`, `HTTP/1.1 edge-1 (note)`, in any case."""
    entries = (entry for line in path_taken for entry in COMMENT.sub("", line).split(","))
    return sum(1 for entry in entries if _received_by(entry) == edge_id.lower())


def _received_by(entry: str) -> str:
    words = entry.split()
    return words[1].lower() if len(words) == 2 else ""
