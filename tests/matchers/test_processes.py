"""The work was shared out when more than one process had something to do."""

from __future__ import annotations

import pytest

from support.matchers.processes import shared_out_among
from tests.matchers.exchanges import words


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        (["24 0 0", "8 16 0"], ""),
        (["8 8 8"], ""),
        (["24 0 0"], "the requests of each process were [24, 0, 0]"),
        (["24"], "there were 1 processes; the requests of each process were [24]"),
        (["12 12"], "there were 2 processes"),
        ([], "there were 0 processes; the requests of each process were not told"),
    ],
)
def test_sharing_out(noted: list[str], said: str) -> None:
    """The last look counts; how many there are, and that not one of them did everything."""
    assert words(shared_out_among(3), noted) == said
