"""What is reported about crawlers is counted page by page, and batch by batch only once."""

from __future__ import annotations

import json
from typing import Any

from support.matchers.crawler_reports import (
    crawler_events_carry,
    crawler_figures_are,
    has_learnt,
)
from support.wire.exchange import Exchange, Moment, Request, Response
from tests.matchers.exchanges import exchange, words

THEN = Moment(0, 0.0, 0.0)
AT = "2026-09-23T12:00:00.000Z"
WANTED = has_learnt({("GPTBot", "warned"): 2, ("GPTBot", "refused"): 1})


def event(number: int, stage: str, crawler: str = "GPTBot") -> dict[str, Any]:
    return {"id": f"e{number}", "kind": "crawler", "crawler": crawler, "stage": stage, "at": AT}


def batch(key: str, *events: dict[str, Any]) -> Exchange:
    body = json.dumps({"events": events}).encode()
    request = Request("POST", "/v1/edges/edge-1/events", (("Idempotency-Key", key),), body)
    taken = Response(204, "", ())
    return Exchange(
        "gateway to control plane", "the gateway", request, THEN, taken, "complete", THEN
    )


def test_each_page_once() -> None:
    """Events of other kinds, calls without events and a batch sent again change nothing."""
    first = batch("a", event(1, "warn"), {"id": "x", "kind": "refused", "at": AT})
    second = batch("b", event(2, "warn"), event(3, "refuse"))
    assert words(WANTED, [exchange(), first, second, second]) == ""


def test_what_is_missing_and_what_is_too_much() -> None:
    """Both are named, by crawler and stage."""
    assert words(WANTED, [batch("a", event(1, "warn"), event(2, "warn", "ClaudeBot"))]) == (
        "never reported: GPTBot warn 1 times, GPTBot refuse 1 times; "
        "reported though it was not so: ClaudeBot warn 1 times"
    )


def test_events_have_ids_of_their_own() -> None:
    """Two events with one id would be counted as one by whoever takes them in."""
    twice = batch("a", event(1, "warn"), event(1, "warn"), event(2, "refuse"))
    assert words(WANTED, [twice]) == "several events had the same id"


def test_events_are_compared_key_by_key() -> None:
    """Wrong values, further keys and a wrong number of events are all told."""
    wanted = crawler_events_carry([{"crawler": "GPTBot", "stage": "refuse", "at": AT}])
    assert words(wanted, [batch("a", event(1, "refuse"))]) == ""
    assert words(wanted, [batch("a", event(1, "warn") | {"ip": "192.0.2.1"})]) == (
        "the stage of event 1 was 'warn', not 'refuse'; event 1 also had ip"
    )
    assert words(wanted, []) == "there were 0 of them"


def test_figures_are_just_these_lines() -> None:
    """A line that is missing, another one, and one that stands there twice are named."""
    wanted = crawler_figures_are('pages{crawler="A"} 1')
    assert words(wanted, exchange(body=b'# HELP pages\npages{crawler="A"} 1\nother 2\n')) == ""
    assert words(wanted, exchange(body=b'pages{crawler="A"} 2\n')) == (
        'there was no pages{crawler="A"} 1; there was pages{crawler="A"} 2'
    )
    assert words(wanted, exchange(body=b'pages{crawler="A"} 1\n' * 2)) == "a line stood there twice"
