"""Reports of breakers are judged by whose they are and when, each counted once."""

from __future__ import annotations

import json
from typing import Any

from support.matchers.breaker_reports import breaker_event_is, breakers_opened
from support.wire.exchange import Exchange, Moment, Request
from tests.matchers.exchanges import words

OPENED = [{"whose": "Acme", "at": "12:00:00"}]
SPELT = [("id", "a name"), ("kind", "breaker"), ("caller", "Acme"), ("at", "x")]


def report(key: str, *events: dict[str, Any]) -> Exchange:
    """A report of the gateway."""
    body = json.dumps({"events": events}).encode()
    request = Request("POST", "/v1/edges/edge-1/events", (("Idempotency-Key", key),), body)
    return Exchange("gateway to control plane", "edge-1", request, Moment(0, 0.0, 0.0))


def event(name: str = "1", **changes: str) -> dict[str, Any]:
    """A breaker of Acme's that opened at noon."""
    opened = {"id": name, "kind": "breaker", "caller": "Acme", "at": "2026-09-23T12:00:00.000Z"}
    return opened | changes


def test_breakers_as_stated() -> None:
    """Other events, and a report that comes again, do not count."""
    refused = {"id": "2", "kind": "refused"}
    seen = [report("a", event(), refused), report("a", event(), refused)]
    assert words(breakers_opened(OPENED), seen) == ""


def test_differences_are_named() -> None:
    """Too many, none, and two of one name."""
    assert words(breakers_opened(OPENED), []) == "reported were none"
    twice = [report("a", event(), event())]
    assert words(breakers_opened(OPENED * 2), twice) == "several events had the same id"
    late = [report("a", event(at="2026-09-23T12:00:01.500Z"))]
    assert words(breakers_opened(OPENED), late) == ("reported were Acme's at 12:00:01.500Z")


def test_an_event_is_spelt_out() -> None:
    """Key by key; an id is whatever it is, but there."""
    wanted = breaker_event_is(SPELT)
    assert words(wanted, [report("a", event(at="x"))]) == ""
    assert words(wanted, [report("a", event(at="y", more="z"))]) == (
        "at was y, not x; it also had more"
    )
    nameless = {key: value for key, value in event(at="x").items() if key != "id"}
    assert words(wanted, [report("a", nameless)]) == "id was absent, not a name"
    assert words(wanted, []) == "there were 0 of them"
