"""A history as it stood: nothing that came later is known, and what was open is open."""

from __future__ import annotations

from support.clock import TrueTime
from support.evidence.ledger import OVER, SAID, Ledger
from support.evidence.past import Passage, passages
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
    """Its head had come, and nothing that was said in it was written down yet."""
    ledger = Ledger(TrueTime())
    first, second = (ledger.begin("caller to gateway", "Acme", QUESTION) for _ in range(2))
    answer = Response(200, "OK", (), (Piece(0.0, b"yes"),))
    ledger.end(first, answer, "complete")
    ledger.note(SAID, "Then the stream goes on")
    ledger.note("clock", "set")
    ledger.end(second, answer, "complete")
    one, other = Passage("When Acme asks", 0, 2).so_far(ledger.everything())
    assert isinstance(one, Exchange)
    assert isinstance(other, Exchange)
    assert (one.ending, one.response) == ("complete", answer)
    assert (other.ending, other.ended) == ("open", None)
    assert other.response == Response(200, "OK", ())


def test_a_ledger_of_the_past_is_read_as_any_other() -> None:
    """With the same mark."""
    ledger = Ledger(TrueTime())
    ledger.begin("caller to gateway", "Acme", QUESTION)
    ledger.mark()
    ledger.begin("caller to gateway", "Bolt", QUESTION)
    past = Ledger.of(ledger.everything(), ledger.marked)
    assert [each.who for each in past.since_mark("caller to gateway")] == ["Bolt"]
    assert past.everything() == ledger.everything()
