"""Secrets leave as "(hidden)", wherever they stand."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from support.evidence.redaction import HIDDEN, Secrets, nameless

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name", ["Authorization", "authorization", "Cookie", "Set-Cookie", "X-API-Key", "Api-Key"]
)
def test_headers_that_carry_secrets_are_hidden(name: str) -> None:
    """Whoever sent it, and whatever it says."""
    assert Secrets().hidden_headers(((name, "anything"),)) == [[name, HIDDEN]]


def test_other_headers_stay() -> None:
    """Order, case and repetition stay, and only the secret in a value goes."""
    secrets = Secrets()
    key = secrets.new("Acme")
    headers = (("X-B", "1"), ("x-a", f"key {key}!"), ("X-B", "2"))
    assert secrets.hidden_headers(headers) == [
        ["X-B", "1"],
        ["x-a", f"key {HIDDEN}!"],
        ["X-B", "2"],
    ]


def test_a_secret_is_hidden_in_any_text() -> None:
    """In a body, a query, a text about a fault, and several times."""
    secrets = Secrets()
    key = secrets.new("Acme")
    also = secrets.also("made-elsewhere")
    assert secrets.hidden(f"/x?k={key}&l={also} {key}") == f"/x?k={HIDDEN}&l={HIDDEN} {HIDDEN}"


def test_it_can_be_told_whose_secret_it_was() -> None:
    """For those who judge it again; everybody else reads that something was hidden."""
    secrets = Secrets()
    key, other = secrets.new("Acme"), secrets.new("new edge")
    kept = secrets.named(f"{key} and {other}, {secrets.canary}")
    assert kept == "(hidden: Acme) and (hidden: new-edge), (hidden)"
    assert nameless(kept) == "(hidden) and (hidden), (hidden)"


def test_in_headers_that_carry_secrets_only_known_ones_are_named() -> None:
    """Whatever else stands there is hidden as a whole."""
    secrets = Secrets()
    key = secrets.new("Acme")
    headers = (
        *(("Authorization", text) for text in (f"Bearer {key}", key, f"{key}x", "Basic abc")),
        ("X-Key", f"my {key}!"),
    )
    assert [value for _, value in secrets.named_headers(headers)] == [
        *("Bearer (hidden: Acme)", "(hidden: Acme)", HIDDEN, HIDDEN),
        "my (hidden: Acme)!",
    ]


def test_the_longer_secret_goes_first() -> None:
    """A secret that begins with another leaves no tail."""
    secrets = Secrets()
    secrets.also("abc")
    secrets.also("abcdef")
    assert secrets.hidden("abcdef") == HIDDEN


def test_half_a_secret_with_the_canary_is_hidden() -> None:
    """What a gateway cuts out of a key still does not leave with its canary."""
    secrets = Secrets()
    key = secrets.new("Acme")
    assert secrets.canary not in secrets.hidden(key[5:])


def test_canaries_are_found_on_disk(tmp_path: Path) -> None:
    """Wherever below a folder, and in a single file; other files are left out."""
    secrets = Secrets()
    bad = tmp_path / "deep" / "bad.jsonl"
    bad.parent.mkdir()
    bad.write_text(f"so {secrets.new('Acme')} it is")
    (tmp_path / "good.jsonl").write_text("nothing")
    assert secrets.found_in([tmp_path]) == [bad]
    assert secrets.found_in([bad, tmp_path / "good.jsonl"]) == [bad]
    bad.rename(tmp_path / "good.jsonl")
    packed = tmp_path / "packed.gz"
    packed.write_bytes(gzip.compress(secrets.canary.encode()))
    assert packed in secrets.found_in([tmp_path])


def test_two_runs_have_different_canaries() -> None:
    """So that what an earlier run left is not taken for this one's."""
    assert Secrets().canary != Secrets().canary
