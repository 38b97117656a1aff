"""Limit fields are read as strictly as their drafts are written."""

from __future__ import annotations

import pytest

from support.wire.fields import go_duration, limits


def test_a_list_of_limits() -> None:
    """Each item is known by its name, with its parameters as they stand."""
    field = '"tokens-per-minute";r=600;t=57, "tokens-per-day";r=5;t=43200'
    assert limits(field) == {
        "tokens-per-minute": {"r": "600", "t": "57"},
        "tokens-per-day": {"r": "5", "t": "43200"},
    }


@pytest.mark.parametrize(
    "field",
    [
        "limit=100, remaining=50",  # a dictionary: draft 7
        "quota;q=100",  # a token where a string is owed
        '"a";r=1,',  # a comma and nothing after it
        '"a";r=1.5',  # no whole number
        '"a";r=-1',
        '"a";r=1 "b";r=2',
        '"a";R=1',
    ],
)
def test_what_is_no_list_of_limits(field: str) -> None:
    """A field that the draft would not accept is not accepted here."""
    with pytest.raises(ValueError, match=r"no list|neither a parameter nor a further item"):
        limits(field)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("57s", 57), ("1m30s", 90), ("8.64s", 8.64), ("120ms", 0.12), ("0s", 0), ("1h2m3s", 3723)],
)
def test_durations(text: str, seconds: float) -> None:
    """Durations are Go's."""
    assert go_duration(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "57", "1m30", "-1s", "soon", "30s1m"])
def test_what_is_no_duration(text: str) -> None:
    """A bare number, a sign or a word is none."""
    with pytest.raises(ValueError, match="is no duration"):
        go_duration(text)
