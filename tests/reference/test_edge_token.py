"""The token that an edge shows: replaced in its file, and kept when the file says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference.edge_token import EdgeToken

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_file_the_stated_token_stays() -> None:
    """There is nothing to read again."""
    token = EdgeToken("stated", None)
    assert (token.renew(), token.current) == (False, "stated")


def test_the_file_goes_before_what_is_stated_and_is_read_again(tmp_path: Path) -> None:
    """White space around a token does not belong to it."""
    file = tmp_path / "token"
    file.write_text("first\n")
    token = EdgeToken("stated", file)
    assert token.current == "first"
    assert not token.renew()
    file.write_text("second")
    assert token.renew()
    assert token.current == "second"


def test_what_is_no_token_changes_nothing(tmp_path: Path) -> None:
    """No file, nothing in it, and letters that do not fit into a header."""
    file = tmp_path / "token"
    token = EdgeToken("stated", file)
    for content in (b"", b"two\nlines", b"\xff"):
        file.write_bytes(content)
        assert not token.renew()
    assert token.current == "stated"
