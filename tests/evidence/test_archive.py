"""What is kept of a scenario: everything in its order, without its secrets, or nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from support.clock import NOON, TrueTime
from support.errors import BadInputError, HarnessBrokenError
from support.evidence import archive
from support.evidence.ledger import Ledger
from support.evidence.redaction import Secrets
from support.wire.exchange import Piece, Request, Response

if TYPE_CHECKING:
    from pathlib import Path


def a_ledger(said: str = "nothing") -> Ledger:
    ledger = Ledger(TrueTime())
    ledger.note("said", f"Given {said}")
    request = Request("POST", f"/x?k={said}", (("X-K", said), ("x-k", "2")), said.encode())
    answer = Response(
        400, "Bad", (("X-E", said),), (Piece(1.0, b"not "), Piece(2.0, said.encode()))
    )
    ledger.end(ledger.begin("caller to gateway", "Acme", request), answer, "complete")
    ledger.end(ledger.begin("gateway to model", "the gateway", request), None, "timed out")
    return ledger


def test_everything_is_kept_in_its_order(tmp_path: Path) -> None:
    """One line an entry: headers with order and repetition, pieces, endings, the time."""
    archive.save(a_ledger(), tmp_path, "deep/a.jsonl", Secrets())
    lines = [json.loads(x) for x in (tmp_path / "deep/a.jsonl").read_text("utf-8").splitlines()]
    assert [line["number"] for line in lines] == [0, 1, 2]
    assert lines[0]["happened"] == "said"
    assert lines[1]["request"]["headers"] == [["X-K", "nothing"], ["x-k", "2"]]
    assert lines[1]["response"]["body"] == "not nothing"
    assert lines[1]["response"]["pieces"] == [[1.0, 4], [2.0, 7]]
    assert lines[1]["time"] == NOON
    assert (lines[2]["response"], lines[2]["ending"]) == (None, "timed out")


def test_no_canary_is_kept(tmp_path: Path) -> None:
    """In a header, a query, a body, an answer or a sentence: none of them is written."""
    secrets = Secrets()
    archive.save(a_ledger(secrets.new("Acme")), tmp_path, "a.jsonl", secrets)
    assert secrets.found_in([tmp_path]) == []
    assert (tmp_path / "a.jsonl").read_text("utf-8").count("(hidden)") >= 8


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """What cannot be written is one sentence that says what to do."""
    (tmp_path / "a.jsonl").symlink_to("/dev/full")
    with pytest.raises(HarnessBrokenError, match=r"No space left on device. The verdicts stand"):
        archive.save(a_ledger(), tmp_path, "a.jsonl", Secrets())


def test_a_folder_is_looked_at_before(tmp_path: Path) -> None:
    """A folder that cannot be written is bad input; one that can is left as it was."""
    archive.look_at(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInputError, match="choose another folder with -D evidence=FOLDER"):
        archive.look_at(tmp_path / "file")


def test_names_sort_by_feature_and_place() -> None:
    """A file is named after its feature, its line and its title."""
    name = archive.file_name("features/loops/a.feature", 31, "It's Acme's 10th time: no!")
    assert name == "loops/a-31-it-s-acme-s-10th-time-no.jsonl"
