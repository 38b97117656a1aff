"""Each refusal is reported once: none lost, none doubled, none invented, none out of turn."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from support.matchers.reports import at_most_each, each_reported_once, sent_again_unchanged
from support.targets.description import load
from support.wire.exchange import Exchange, Moment, Request, Response
from tests.matchers.exchanges import exchange, words

DIALECT = load("embedded").dialect
NOON = 1_790_164_800.0
FIRST = "Acme's request to /v1/chat/completions at 2026-09-23T12:00:01.000Z, refused with tpd"
SECOND = FIRST.replace("00:01", "00:02")


def refused(at: int) -> Exchange:
    asked = exchange(429, (("X-Gateway-Reason", "tpd"),))
    return replace(asked, began=Moment(0, 0.0, NOON + at))


def event(at: int, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    return {
        "id": f"e{at}",
        "kind": "refused",
        "caller": "Acme",
        "reason": "tpd",
        "path": "/v1/chat/completions",
        "at": f"2026-09-23T12:00:0{at}.000Z",
        **changes,
    }


def report(key: str, *events: dict[str, Any], receipt: bool = True) -> Exchange:
    body = json.dumps({"events": events}).encode()
    request = Request("POST", "/v1/edges/e/events", (("Idempotency-Key", key),), body)
    answer = Response(204, "", ()) if receipt else None
    moment = Moment(0, 0.0, NOON)
    return Exchange("gateway to control plane", "it", request, moment, answer, "complete", moment)


BOTH = each_reported_once(DIALECT, [refused(1), exchange(), refused(2)], 2)


def test_each_once_and_in_order() -> None:
    """In one report or in two; answers that were no refusals are none."""
    assert words(BOTH, [report("a", event(1), event(2))]) == ""
    assert words(BOTH, [report("a", event(1)), report("b", event(2))]) == ""


def test_a_report_that_comes_again_counts_once() -> None:
    """The same key with the same words is the same report, whenever its receipt was given."""
    lost, given = report("a", event(1), event(2), receipt=False), report("a", event(1), event(2))
    assert words(BOTH, [lost, given]) == ""
    assert words(BOTH, [lost, lost]) == (
        f"0 refusals were reported; {FIRST}: never reported; {SECOND}: never reported"
    )


def test_a_report_that_comes_again_changed() -> None:
    """Whoever adds to a report under its old key is found out."""
    said = words(BOTH, [report("a", event(1), receipt=False), report("a", event(1), event(2))])
    assert said == "the report a came again, changed"


def test_a_report_without_a_key() -> None:
    """Nobody could recognise it."""
    keyless = report("a", event(1), event(2))
    keyless = replace(keyless, request=replace(keyless.request, headers=()))
    assert "a report came without its one Idempotency-Key" in words(BOTH, [keyless])


def test_an_event_in_two_reports() -> None:
    """It came twice, whatever its keys were."""
    said = words(BOTH, [report("a", event(1), event(2)), report("b", event(2))])
    assert said == f"the event e2 came 2 times; 3 refusals were reported; {SECOND}: reported again"


def test_an_event_that_is_sent_again_under_another_key() -> None:
    """Nobody knows whether the first report arrived; if it did, the event counts twice."""
    lost = report("a", event(1), event(2), receipt=False)
    said = words(BOTH, [lost, report("b", event(1), event(2))])
    assert said == "the event e1 came 2 times; the event e2 came 2 times"


def test_an_event_that_never_happened() -> None:
    """Another time, caller, reason or kind makes another event of it."""
    said = words(BOTH, [report("a", event(1), event(2), event(3))])
    third = FIRST.replace("00:01", "00:03")
    assert said == f"3 refusals were reported; {third}: invented"
    other = words(BOTH, [report("a", event(1), event(2, reason="tpm"))])
    assert other == f"{SECOND}: never reported; {SECOND.replace('tpd', 'tpm')}: invented"


def test_an_event_of_nobody() -> None:
    """Whoever reads of it need not know how Python calls nobody."""
    nameless = event(2) | {"caller": None}
    assert "nobody's request to" in words(BOTH, [report("a", event(1), nameless)])


def test_events_out_of_turn() -> None:
    """What happened first is told first."""
    said = words(BOTH, [report("a", event(2), event(1))])
    assert said == "the refusals were reported in another order"


def test_a_report_is_sent_again_unchanged() -> None:
    """One key must come twice, and no key may come changed."""
    lost = report("a", event(1), receipt=False)
    assert words(sent_again_unchanged(), [lost, report("a", event(1))]) == ""
    said = words(sent_again_unchanged(), [lost, report("b", event(1))])
    assert said == "no report was sent again (2 came, under 2 keys)"
    changed = words(sent_again_unchanged(), [lost, report("a", event(1, caller="Globex"))])
    assert changed == "the report a came again, changed"


def test_reports_have_an_end() -> None:
    """Each of them alone; the same one sent again is no longer for it."""
    both = report("a", event(1), event(2))
    assert words(at_most_each(2), [both, both, report("b", event(3))]) == ""
    assert words(at_most_each(1), [both]) == "the report a told of 2 events"
