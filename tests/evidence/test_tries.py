"""What the gateway's tries to call its control plane leave behind."""

from __future__ import annotations

from support.clock import NOON, TrueTime
from support.evidence.ledger import CUT_OFF, Ledger
from support.evidence.tries import Try, tries
from support.wire.exchange import Request, Response

BEAT = Request("POST", "/v1/edges/e/heartbeat", ())
WHAT = "POST /v1/edges/e/heartbeat"


def test_a_try_that_was_answered_is_over_at_once() -> None:
    """Whatever the answer was, it came in no time; calls of others are no tries."""
    ledger = Ledger(TrueTime())
    number = ledger.begin("gateway to control plane", "it", BEAT)
    ledger.end(number, Response(503, "", ()), "complete")
    ledger.begin("gateway to model", "it", BEAT)
    assert tries(ledger.everything()) == [Try(WHAT, NOON, NOON)]


def test_a_try_that_was_given_up_is_over_then() -> None:
    """It hangs until the gateway leaves."""
    time = TrueTime()
    ledger = Ledger(time)
    number = ledger.begin("gateway to control plane", "it", BEAT)
    assert tries(ledger.everything()) == [Try(WHAT, NOON, None)]
    time.move(5)
    ledger.end(number, None, "peer left")
    assert tries(ledger.everything()) == [Try(WHAT, NOON, NOON + 5)]


def test_a_try_that_came_as_far_as_the_link() -> None:
    """It is known that somebody wanted to call, and not what."""
    ledger = Ledger(TrueTime())
    ledger.note("partition", "connections are reset")
    ledger.note(CUT_OFF, "reset on its way to control plane")
    assert tries(ledger.everything()) == [Try("reset on its way to control plane", NOON, NOON)]
