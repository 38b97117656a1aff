"""Spellings are what they say, and change nothing else."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from support.drivers.spellings import SPELLINGS
from support.wire.exchange import Request

REQUEST = Request("POST", "/v1/chat/completions", (("User-Agent", "a/1"),), b"{}")


@pytest.mark.parametrize(
    ("spelling", "address"),
    [
        ("with a slash at the end", "/v1/chat/completions/"),
        ("with every slash doubled", "//v1//chat//completions"),
        ("in capital letters", "/V1/CHAT/COMPLETIONS"),
        ("by way of a page", "/articles/../v1/chat/completions"),
    ],
)
def test_a_spelling_changes_the_address_alone(spelling: str, address: str) -> None:
    """The same place, written down in another way."""
    assert SPELLINGS[spelling](REQUEST) == replace(REQUEST, target=address)


def test_what_is_encoded_twice_is_decoded_twice() -> None:
    """And shows nothing of itself before."""
    once = unquote(SPELLINGS["with its address encoded twice"](REQUEST).target)
    assert set(once) <= set("/%0123456789ABCDEF")
    assert unquote(once) == REQUEST.target


def test_teams_are_named_behind_everything_else() -> None:
    """One line for each time that a team is named."""
    told = SPELLINGS["for team Blue, and then for team Red"](REQUEST)
    assert told.headers == (*REQUEST.headers, ("X-Team", "Blue"), ("X-Team", "Red"))
    hidden = SPELLINGS["for team Red, in the last of many lines"](REQUEST)
    assert len(hidden.headers) == 100 + len(REQUEST.headers) + 1
    assert hidden.headers[-1] == ("X-Team", "Red")
