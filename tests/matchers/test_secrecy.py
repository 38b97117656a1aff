"""Secrets are found wherever they stand, and are not repeated."""

from __future__ import annotations

import pytest

from support.matchers.secrecy import given_away, without
from support.wire.exchange import Exchange, Request
from tests.matchers.exchanges import THEN, words

SECRET = "edge-17"


@pytest.mark.parametrize(
    "request_",
    [
        Request("GET", f"/?token={SECRET}", ()),
        Request("GET", "/", (("Authorization", f"Bearer {SECRET}"),)),
        Request("POST", "/", (), SECRET.encode()),
    ],
)
def test_a_secret_is_found_wherever_it_stands(request_: Request) -> None:
    """In the target, in a header or in the body; the mismatch does not say it again."""
    seen = Exchange("gateway to site", "the gateway", request_, THEN)
    said = words(without(SECRET, "the token"), [seen])
    assert said.endswith(" brought the token along")
    assert SECRET not in said


def test_what_has_no_secret_in_it_is_as_good_as_nothing() -> None:
    """Other requests, and none at all, match."""
    seen = Exchange("gateway to site", "the gateway", Request("GET", "/", ()), THEN)
    assert not words(without(SECRET, "the token"), [seen])
    assert not words(without(SECRET, "the token"), [])


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("The service behind the gateway is not there.", []),
        (f"{SECRET} is not known here.", ["error.message repeated the key that was shown"]),
        ("model:8080 is gone.", ["error.message named an address: model:8080"]),
    ],
)
def test_what_an_error_gives_away(message: str, said: list[str]) -> None:
    """The key of whoever asked, and where somebody lives."""
    asked = Request("POST", "/", (("Authorization", f"Bearer {SECRET}"),))
    assert list(given_away(message, asked)) == said
