"""What the gateway said to its control plane is compared key by key."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from support.matchers.control_plane_calls import event_once, heartbeat_once
from tests.matchers.exchanges import exchange, words


def said(what: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - an exchange
    call = exchange(204)
    target = f"/v1/edges/edge-1/{what}"
    return replace(
        call, request=replace(call.request, target=target, body=json.dumps(body).encode())
    )


def test_a_heartbeat_is_found_among_other_calls() -> None:
    """Only heartbeats are looked at, and there is one."""
    calls = [said("events", {"events": []}), said("heartbeat", {"policy": 7})]
    assert words(heartbeat_once([("policy", "7")]), calls) == ""
    assert words(heartbeat_once([("policy", "7")]), [*calls, *calls]) == "there were 2 of them"


def test_every_difference_of_an_event_is_named() -> None:
    """What is missing, what is different and what is too much."""
    event = {"id": "x", "kind": "loop", "clock_skew_seconds": True, "more": 1}
    matcher = event_once(
        [("id", "a name of its own"), ("kind", "refused"), ("clock_skew_seconds", "1"), ("at", "-")]
    )
    assert words(matcher, [said("events", {"events": [event]})]) == (
        'id was "x", not a name of its own; kind was "loop", not refused; '
        "clock_skew_seconds was true, not 1; at was absent; it also had more"
    )
