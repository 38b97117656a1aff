"""A recorded run in which everything has happened that a report must tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.clock import NOON, TrueTime
from support.evidence.ledger import Ledger
from support.reports.record import Example, Fault, Rule
from support.reports.runs import read
from support.wire.exchange import Request
from tests.reports.a_record import began, feature, judged, promise, record, scenario

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.runs import Run

AWKWARD = '<b>50%</b> | a: b, `c` *d* \x1b[31m\r\nred & "e"'
MESSAGE = "Expected: <200>\n     but: 429\x00"
RULE = Rule(at_line=2, keyword="Rule", name="Nobody reads robots.txt twice", told=(), tags=())


def eventful(folder: Path) -> Run:
    """It was killed: of each word one scenario, a fault, and two that were never judged."""
    row = Example(outline="A row of <n>", at_line=20, table="", values={"n": "7"})
    scenarios = (
        scenario(3, "AA-01", "P1", "needs.clock", rule=2),
        scenario(5, "AA-01", "AA-02", rule=2, name=AWKWARD),
        scenario(7, "AA-02"),
        scenario(9, "AA-03"),
        scenario(11, "AA-01"),
        scenario(13, "AA-01", asked_for=False),
        scenario(15, "AA-04", example=row, name="A row of 7 -- @1.1 "),
    )
    ledger = Ledger(TrueTime(NOON))
    ledger.begin("caller to gateway", "Acme", Request("POST", "/v1/chat", (), b"hello <b>"))
    lines = [
        began(promises=tuple(promise(f"AA-0{number}") for number in range(1, 6))),
        feature(*scenarios, rules=(RULE,)),
        judged(3),
        judged(5, "failed", message=MESSAGE, explanation="Since the When:\n  </pre>\x1b"),
        judged(7, "error", message="nobody was there"),
        judged(9, "not claimed", message="it has no clock"),
        judged(15),
        Fault(text="something was left behind"),
    ]
    return read(record(folder, *lines, histories={5: ledger}))
