"""Reports of loops tell of each one once, and of nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from support.matchers.loop_reports import loops_are
from support.wire.exchange import Exchange, Request
from tests.matchers.exchanges import exchange, words

if TYPE_CHECKING:
    from collections.abc import Mapping

THIRD = {"id": "a", "kind": "loop", "caller": "Acme", "count": 3, "action": "refuse", "at": "now"}
FOURTH = THIRD | {"id": "b", "count": 4}
OTHER = {"id": "c", "kind": "refused", "caller": "Acme", "reason": "loop_detected"}


def report(key: str, *events: Mapping[str, object]) -> Exchange:
    body = json.dumps({"events": events}).encode()
    return replace(exchange(), request=Request("POST", "/e", (("Idempotency-Key", key),), body))


def loop(time: str, done: str) -> dict[str, str]:
    return {"whose": "Acme", "time": time, "done": done}


def test_each_loop_is_reported_once() -> None:
    """In their order, whatever else is reported, and however often a report is sent."""
    both = loops_are([loop("3rd", "refused"), loop("4th", "refused")])
    assert words(both, [report("1", THIRD, OTHER), report("2", FOURTH)]) == ""
    assert words(both, [report("1", THIRD, FOURTH), report("1", THIRD, FOURTH)]) == ""
    assert words(loops_are([]), [report("1", OTHER)]) == ""


def test_what_is_missing_or_besides_is_named() -> None:
    """With whose it was, which time, and what was done."""
    said = words(loops_are([loop("3rd", "warned")]), [report("1", THIRD)])
    assert said == (
        "Acme's time 3 (warned) was not reported; Acme's time 3 (refused) was reported besides"
    )


def test_order_and_repetition_are_named() -> None:
    """The same event twice is one too many, and the later one comes later."""
    both = loops_are([loop("3rd", "refused"), loop("4th", "refused")])
    said = words(both, [report("1", FOURTH, THIRD)])
    assert said == "the order was Acme's time 4 (refused); Acme's time 3 (refused)"
    twice = words(loops_are([loop("3rd", "refused")]), [report("1", THIRD), report("2", THIRD)])
    assert twice.endswith("was reported besides; the event a came 2 times")


def test_what_a_report_says_besides_is_named() -> None:
    """What was asked is nobody's business, and when it happened is."""
    one = loops_are([loop("3rd", "refused")])
    said = words(one, [report("1", THIRD | {"body": "Is the job done?"})])
    assert said == "an event had, or had not: body"
    undated = {key: value for key, value in THIRD.items() if key != "at"}
    assert words(one, [report("1", undated)]) == "an event had, or had not: at"
