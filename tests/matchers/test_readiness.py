"""A look at the gateway is judged by its status and by its words."""

from __future__ import annotations

import pytest

from support.matchers.readiness import live, not_ready, ready
from support.targets.description import load
from tests.matchers.exchanges import exchange, silence, words

DIALECT = load("embedded").dialect
JSON = (("Content-Type", "application/json"),)
WHY = "no policy is in force"
UNREADY = {"status": "not ready", "reason": "no_policy", "detail": "nothing came yet"}


def test_looks_as_stated() -> None:
    """Live, ready under a policy, and not ready for a reason."""
    assert words(live(DIALECT), exchange(200, JSON, {"status": "live"})) == ""
    assert words(ready(DIALECT, 7), exchange(200, JSON, {"status": "ready", "policy": 7})) == ""
    assert words(not_ready(WHY, DIALECT), exchange(503, JSON, UNREADY)) == ""


def test_everything_wrong_is_named_at_once() -> None:
    """Status, type and words are three ways of saying it; all of them must."""
    seen = exchange(200, (("Content-Type", "text/plain"),), {"status": "ready", "policy": "7"})
    assert words(not_ready(WHY, DIALECT), seen) == (
        'status was 200; Content-Type was text/plain; status was "ready", not "not ready"; '
        'reason was null, not "no_policy"; it spoke of policy "7"; detail was null'
    )


@pytest.mark.parametrize("where", ["http://127.0.0.1:8080/v1", "10.0.0.7", "plane.inside:8443"])
def test_people_are_not_told_where_others_live(where: str) -> None:
    """A stranger who looks learns why, and no more."""
    seen = exchange(503, JSON, {**UNREADY, "detail": f"refused by {where}"})
    assert words(not_ready(WHY, DIALECT), seen) == f"detail named an address: {where}"


@pytest.mark.parametrize("policy", ["7", 7.0, 8, None, True])
def test_the_policy_is_the_one_meant(policy: object) -> None:
    """A number is told as a number, and it is the right one."""
    said = {"status": "ready", "policy": policy}
    assert "policy was" in words(ready(DIALECT, 7), exchange(200, JSON, said))


@pytest.mark.parametrize("body", [b"ok", b"[]", b""])
def test_what_is_no_object_says_nothing(body: bytes) -> None:
    """Programs read these answers."""
    assert words(live(DIALECT), exchange(200, JSON, body)) == f"the body was no object: {body!r}"


def test_silence_is_not_live() -> None:
    """Nobody is there to say so."""
    assert words(live(DIALECT), silence("refused")) == "there was no answer (refused)"
