"""Hops: own entries of the path taken, and no others."""

from __future__ import annotations

import pytest

from support.reference.hops import hops_of


@pytest.mark.parametrize(
    ("lines", "hops"),
    [
        ([], 0),
        (["1.1 edge-1"], 1),
        (["1.1 edge-1, 1.0 fred, 1.1 edge-1"], 2),
        (["1.0 fred", "1.1 edge-1", "HTTP/1.1 EDGE-1 (note, with a comma)"], 2),
        (["1.1 edge-1 (a (nested) comment, 1.1 fred)"], 1),
        (["1.0 fred (never closed, 1.1 edge-1"], 1),
        (["1.1 edge-10, 1.1 my-edge-1, 1.1 edge-1.example, edge-1"], 0),
        (["1.1 fred (edge-1), 1.1 fred (, 1.1 edge-1)"], 0),
        (["", ",,", " , 1.1\tedge-1 ,"], 1),
        (["1.1 edge-1 and more"], 0),
    ],
)
def test_own_entries_are_counted(lines: list[str], hops: int) -> None:
    """Over all lines, in any case, with comments; a part of a name is another's name."""
    assert hops_of(lines, "edge-1") == hops
