"""What a report says about the clock is judged in size, direction and kind."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from support.matchers.clock_marks import dated_by_clock, dated_without_remark
from tests.matchers.exchanges import exchange, words


def told(*marks: dict[str, Any]) -> list[Any]:
    """A heartbeat, and a report of one event for each of these."""
    events = [{"id": str(n), "kind": "refused", **each} for n, each in enumerate(marks)]
    body = json.dumps({"events": events}).encode()
    call = exchange(204)
    heartbeat = replace(call.request, target="/v1/edges/edge-1/heartbeat", body=b"{}")
    report = replace(call.request, target="/v1/edges/edge-1/events", body=body)
    return [replace(call, request=heartbeat), replace(call, request=report)]


def skew(size: Any, direction: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    return {"clock_skew_seconds": size, "clock_skew_direction": direction}


def test_size_and_direction_are_as_said() -> None:
    """A clock that is behind has a size above nothing, and says so in words."""
    assert words(dated_by_clock(1, -31.0), told(skew(31.0, "behind"))) == ""


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (skew(31.0, "behind"), 'event 1 came 31.0 "behind"'),
        (skew(-31.0, "ahead"), 'event 1 came -31.0 "ahead"'),
        (skew("31", "ahead"), 'event 1 came "31" "ahead"'),
        (skew(31.1, "ahead"), 'event 1 came 31.1 "ahead"'),
        ({"clock_skew_seconds": 31.0}, "event 1 came 31.0 no clock_skew_direction"),
        ({}, "event 1 came without a remark about the clock"),
    ],
)
def test_each_difference_is_named(seen: dict[str, Any], said: str) -> None:
    """A reader sees what the event carried instead."""
    assert words(dated_by_clock(1, 31.0), told(seen)) == said


def test_true_is_not_one() -> None:
    """A difference of one second is a number."""
    assert "came true" in words(dated_by_clock(1, 1.0), told(skew(size=True, direction="ahead")))


def test_every_event_is_judged_and_counted() -> None:
    """One good event among several proves nothing."""
    seen = told(skew(31.0, "ahead"), {}, skew(31.0, "ahead"))
    assert words(dated_by_clock(2, 31.0), seen) == (
        "3 events were reported; event 2 came without a remark about the clock"
    )


def test_a_right_clock_is_not_remarked_on() -> None:
    """A remark where none is due is a fault, even half of one."""
    assert words(dated_without_remark(1), told({})) == ""
    assert "no clock_skew_seconds" in words(
        dated_without_remark(1), told({"clock_skew_direction": "ahead"})
    )


def test_no_report_at_all_is_no_proof() -> None:
    """Nothing reported is not the same as reported without a remark."""
    assert words(dated_without_remark(1), told()) == "0 events were reported"
