"""What is kept of a scenario: everything in its order, without its secrets, or nothing."""

from __future__ import annotations

import json

from support.clock import NOON, TrueTime
from support.evidence.ledger import Happening, Ledger
from support.evidence.redaction import Secrets
from support.evidence.written import read, read_to_judge, written
from support.wire.exchange import Exchange, Piece, Request, Response


def a_ledger(said: str = "nothing") -> Ledger:
    ledger = Ledger(TrueTime())
    ledger.note("said", f"Given {said}")
    request = Request("POST", f"/x?k={said}", (("X-K", said), ("x-k", "2")), said.encode())
    pieces = (Piece(1.0, b"not "), Piece(2.0, said.encode()))
    answer = Response(400, "Bad", (("X-E", said),), pieces, "HTTP/1.0")
    ledger.end(ledger.begin("caller to gateway", "Acme", request), answer, "complete")
    ledger.end(ledger.begin("gateway to model", "the gateway", request), None, "timed out")
    return ledger


def test_everything_is_kept_in_its_order() -> None:
    """One line an entry: headers with order and repetition, pieces, endings, the time."""
    kept = written(a_ledger().everything(), Secrets())
    lines = [json.loads(line) for line in kept.decode().splitlines()]
    assert [line["number"] for line in lines] == [0, 1, 2]
    assert lines[0]["happened"] == "said"
    assert lines[1]["request"]["headers"] == [["X-K", "nothing"], ["x-k", "2"]]
    assert lines[1]["response"]["body"] == "not nothing"
    assert lines[1]["response"]["pieces"] == [[1.0, 4], [2.0, 7]]
    assert lines[1]["time"] == NOON
    assert (lines[2]["response"], lines[2]["ending"]) == (None, "timed out")


def test_what_was_seen_can_be_read_again() -> None:
    """Each entry as it was; times to the microsecond."""
    before = a_ledger("Überfluß").everything()
    after = read(written(before, Secrets()))
    assert isinstance(after[0], Happening)
    assert after[0].text == "Given Überfluß"
    for one, other in zip(before[1:], after[1:], strict=True):
        assert isinstance(one, Exchange)
        assert isinstance(other, Exchange)
        assert (one.leg, one.who, one.ending) == (other.leg, other.who, other.ending)
        assert (one.request, one.response) == (other.request, other.response)
        assert (one.began.number, one.began.time) == (other.began.number, other.began.time)


def test_bytes_that_are_no_text_are_kept() -> None:
    """A body that nobody can read as text is the same body afterwards, piece by piece."""
    ledger = Ledger(TrueTime())
    pieces = (Piece(1.0, b"\xff\x00"), Piece(2.0, b"\xfe"))
    ledger.end(
        ledger.begin("caller to gateway", "Acme", Request("POST", "/x", (), b"\x80")),
        Response(200, "OK", (), pieces),
        "complete",
    )
    (entry,) = read(written(ledger.everything(), Secrets()))
    assert isinstance(entry, Exchange)
    assert entry.response
    assert (entry.request.body, entry.response.pieces) == (b"\x80", pieces)


def test_judges_alone_learn_whose_secret_was_hidden() -> None:
    """Nobody else is told anything of it, not even how it was shown."""
    ledger, secrets = Ledger(TrueTime()), Secrets()
    shown = (("Authorization", f"Bearer {secrets.new('Acme')}"),)
    ledger.begin("caller to gateway", "Acme", Request("GET", "/x", shown))
    kept = written(ledger.everything(), secrets)
    for reading, value in ((read, "(hidden)"), (read_to_judge, "Bearer (hidden: Acme)")):
        (entry,) = reading(kept)
        assert isinstance(entry, Exchange)
        assert entry.request.headers == (("Authorization", value),)


def test_no_canary_is_kept() -> None:
    """In a header, a query, a body, an answer or a sentence, and in bytes that are no text."""
    secrets = Secrets()
    secret = secrets.new("Acme")
    ledger = a_ledger(secret)
    request = Request("POST", "/x", (), b"\xff" + secret.encode())
    ledger.end(ledger.begin("caller to gateway", "Acme", request), None, "cut")
    kept = written(ledger.everything(), secrets)
    assert b"(hidden: " not in written(read(kept), Secrets())
    assert b"(hidden: Acme)" in written(read_to_judge(kept), Secrets())
    entry = read(kept)[-1]
    assert isinstance(entry, Exchange)
    assert entry.request.body == b"\xff(hidden)"
    assert secrets.canary.encode() not in kept
    assert kept.count(b"(hidden: Acme)") >= 7
