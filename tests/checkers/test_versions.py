"""Signs of life are held against what was told of policies before, until a crash."""

from __future__ import annotations

import json

import pytest

from support.checkers.versions import versions
from support.evidence.ledger import Happening
from support.targets.description import load
from support.wire.exchange import Exchange, Request
from tests.matchers.exchanges import THEN, exchange

DIALECT = load("embedded").dialect
ANSWER = exchange(headers=(("X-Gateway-Policy", "7"),))
CRASH = Happening("gateway", "killed", THEN)


def told(where: str, **said: object) -> Exchange:
    request = Request("POST", f"/v1/edges/edge-1/{where}", (), json.dumps(said).encode())
    return Exchange("gateway to control plane", "the gateway", request, THEN, None, "complete")


TAKEN_UP = told("acknowledgements", in_force=7)
SENT_BACK = told("acknowledgements", in_force=None)
ALIVE, UNDER_NONE, AHEAD = (told("heartbeat", policy=each) for each in (7, None, 8))


@pytest.mark.parametrize(
    ("history", "named"),
    [
        ([ALIVE], None),  # nothing was told before
        ([TAKEN_UP, ALIVE], None),
        ([SENT_BACK, UNDER_NONE], None),
        ([TAKEN_UP, CRASH, AHEAD], None),  # it may have died before it could tell
        ([TAKEN_UP, AHEAD], "8, and the control plane had been told of 7"),
        ([TAKEN_UP, UNDER_NONE], "None, and the control plane had been told of 7"),
        ([SENT_BACK, ALIVE], "7, and the control plane had been told of None"),
        ([TAKEN_UP, CRASH, TAKEN_UP, AHEAD], "8, and the control plane had been told of 7"),
    ],
)
def test_signs_of_life(history: list[Exchange | Happening], named: str | None) -> None:
    """They name what was last told to be in force; before that, and after a crash, anything."""
    found = versions([ANSWER, *history], DIALECT, {7: {}})
    assert found == ([f"sign of life 0 named policy {named}"] if named else [])
