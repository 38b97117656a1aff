"""Policies that follow one another are seen in their order, each as a whole."""

from __future__ import annotations

import json

from support.matchers.policy_changes import followed_in_order
from support.targets.description import load
from support.targets.stated import StatedPolicy
from support.wire.exchange import Exchange, Moment, Request, Response
from tests.matchers.exchanges import words

DIALECT = load("embedded").dialect
POLICIES = {7: StatedPolicy(7, {}), 8: StatedPolicy(8, {})}
TOLD = [
    Exchange(
        "gateway to control plane",
        "the gateway",
        Request("POST", "/acknowledgements", (), json.dumps({"in_force": 8}).encode()),
        Moment(5, 0.0, 0.0),
    )
]
MATCHER = followed_in_order(POLICIES, TOLD, DIALECT)


def answer(number: int, policy: str) -> Exchange:
    """An answer to the request that was sent at this place in the ledger."""
    response = Response(200, "", (("X-Gateway-Policy", policy),))
    request = Request("POST", "/v1/chat/completions", ())
    return Exchange("caller to gateway", "Acme", request, Moment(number, 0.0, 0.0), response)


def test_one_after_the_other() -> None:
    """Old ones, then new ones, for every agent."""
    agents = [[answer(1, "7"), answer(6, "8")], [answer(2, "7"), answer(3, "8"), answer(7, "8")]]
    assert words(MATCHER, agents) == ""


def test_nobody_is_taken_back() -> None:
    """An older policy after a newer one is said."""
    said = words(MATCHER, [[answer(1, "7"), answer(2, "8"), answer(3, "7")]])
    assert said == "for 1 of 3: policy 7 came after 8"


def test_what_was_told_holds() -> None:
    """Whoever asks after the control plane was told is served under the new policy."""
    said = words(MATCHER, [[answer(1, "8")], [answer(6, "7")]])
    assert said == "for 1 of 2: it was policy 7 when 8 was in force already"


def test_each_policy_must_have_been_seen() -> None:
    """A run in which nobody was served under the new policy proves nothing."""
    assert words(MATCHER, [[answer(1, "7")]]) == "nobody was answered under 8"


def test_a_number_that_nobody_delivered() -> None:
    """An invented number is shown."""
    said = words(MATCHER, [[answer(1, "7"), answer(2, "8"), answer(3, "9")]])
    assert said == "for 1 of 3: its policy was 9"
