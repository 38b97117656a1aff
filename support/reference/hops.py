"""Hops: how often a request came through this gateway, read from the path it has taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def hops_of(path_taken: Iterable[str], edge_id: str) -> int:
    """Count the entries of ours: `1.1 edge-1`, `HTTP/1.1 edge-1 (note)`, in any case.

    Comments are not taken out first: one that is never closed would hide what stands behind it.
    """
    entries = (entry.split() for line in path_taken for entry in line.split(","))
    return sum(1 for words in entries if _is_of(words, edge_id.lower()))


def _is_of(words: list[str], edge_id: str) -> bool:
    """Say whether the entry is a version, this name and at most a comment."""
    named = len(words) >= 2 and words[1].lower() == edge_id
    return named and (len(words) == 2 or words[2].startswith("("))
