"""A history as it stood: nothing that came later is known, and what was open is open."""

from __future__ import annotations

from support.clock import TrueTime
from support.evidence.ledger import OVER, SAID, Ledger
from support.evidence.past import Passage, passages
from support.evidence.redaction import Secrets
from support.evidence.written import Entry, read, written
from support.wire.exchange import Exchange, Piece, Request, Response

QUESTION = Request("GET", "/x", ())


def test_each_sentence_has_its_passage() -> None:
    """From its own note to the next; what is done after the last sentence is nobody's."""
    ledger = Ledger(TrueTime())
    ledger.note("clock", "set")
    ledger.note(SAID, "When Acme asks")
    ledger.begin("caller to gateway", "Acme", QUESTION)
    ledger.note(SAID, "Then it is answered")
    ledger.note(OVER, "")
    ledger.note("gateway's log", "bye")
    assert passages(ledger.everything()) == [
        Passage("When Acme asks", 2, 3),
        Passage("Then it is answered", 4, 4),
    ]


def test_where_nobody_said_that_it_was_over_it_ends_with_the_history() -> None:
    """As in a run that was killed."""
    ledger = Ledger(TrueTime())
    ledger.note(SAID, "When Acme asks")
    ledger.begin("caller to gateway", "Acme", QUESTION)
    assert passages(ledger.everything()) == [Passage("When Acme asks", 1, 2)]


def test_what_ended_later_was_open() -> None:
    """Of the answer there was the head, if that had come, and nothing else was written down yet."""
    ledger = Ledger(TrueTime())
    first, second, third = (ledger.begin("caller to gateway", "Acme", QUESTION) for _ in range(3))
    head = Response(200, "OK", ())
    answer = Response(200, "OK", (), (Piece(0.0, b"yes"),))
    ledger.end(first, answer, "complete")
    ledger.answering(second, head)
    ledger.note(SAID, "Then the stream goes on")
    ledger.note("clock", "set")
    ledger.answering(third, head)
    for open_still in (ledger.everything(), _ended(ledger, answer, second, third)):
        kept = read(written(open_still, Secrets()))
        one, *others = Passage("When Acme asks", 0, 3).so_far(kept)
        assert isinstance(one, Exchange)
        assert (one.ending, one.response) == ("complete", answer)
        assert [(each.ending, each.ended, each.response) for each in _exchanges(others)] == [
            ("open", None, head),
            ("open", None, None),
        ]


def _ended(ledger: Ledger, answer: Response, *numbers: int) -> list[Entry]:
    for each in numbers:
        ledger.end(each, answer, "complete")
    return ledger.everything()


def _exchanges(entries: list[Entry]) -> list[Exchange]:
    return [each for each in entries if isinstance(each, Exchange)]


def test_a_ledger_of_the_past_is_read_as_any_other() -> None:
    """With the same mark."""
    ledger = Ledger(TrueTime())
    ledger.begin("caller to gateway", "Acme", QUESTION)
    ledger.mark()
    ledger.begin("caller to gateway", "Bolt", QUESTION)
    past = Ledger.of(ledger.everything(), ledger.marked)
    assert [each.who for each in past.since_mark("caller to gateway")] == ["Bolt"]
    assert past.everything() == ledger.everything()
