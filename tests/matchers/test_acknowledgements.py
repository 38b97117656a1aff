"""What is said of a bundle is held against what was meant, part by part."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from support.evidence.deliveries import Delivered
from support.matchers.acknowledgements import told_nothing, told_rejected, told_taken
from support.wire.exchange import Exchange, Request, Response
from tests.matchers.exchanges import THEN, words

WHOLE = Delivered(8, number_is_lost=False, sound=("a", "b"), left_out={}, in_force_before=7)
LOST = Delivered(8, number_is_lost=True, sound=("a",), left_out={}, in_force_before=7)
PART = Delivered(
    8,
    number_is_lost=False,
    sound=("a",),
    left_out={"b": ("policies[1].x", "policies[1].y")},
    in_force_before=7,
)
APPLIED: dict[str, Any] = {
    "version": 8,
    "result": "applied",
    "reason": None,
    "applied": ["a", "b"],
    "rejected": [],
    "faults": [],
    "in_force": 8,
}
REJECTED: dict[str, Any] = {
    "version": None,
    "result": "rejected",
    "reason": "untrusted",
    "applied": [],
    "rejected": [],
    "faults": ["bundle: the signature is wrong"],
    "in_force": 7,
}
FAULTS = ["policies[1].x: is wrong", "policies[1].y: is wrong, too"]
IN_PART = {
    **APPLIED,
    "result": "applied_in_part",
    "applied": ["a"],
    "rejected": [{"policy": "b", "faults": FAULTS}],
    "faults": FAULTS,
}


def call(what: str, said: object = None, status: int = 204) -> Exchange:
    request = Request("POST", f"/v1/edges/edge-1/{what}", (), json.dumps(said).encode())
    taken_in = Response(status, "", ())
    return Exchange("gateway to control plane", "the gateway", request, THEN, taken_in, "complete")


def told(said: object) -> list[Exchange]:
    return [call("heartbeat"), call("acknowledgements", said)]


def test_all_is_said_as_it_was_meant() -> None:
    """A whole bundle, a part of one, and none at all: what is right in every part matches."""
    assert words(told_taken(WHOLE, "applied"), told(APPLIED)) == ""
    assert words(told_taken(PART, "applied_in_part"), told(IN_PART)) == ""
    assert words(told_rejected(LOST, "untrusted"), told(REJECTED)) == ""
    assert words(told_nothing(), [call("heartbeat")]) == ""


def test_of_thousands_of_names_a_few_are_shown() -> None:
    """What failed is read by somebody: it says how much there was, and does not show it all."""
    names = tuple(f"tokens of {number}" for number in range(10_000))
    large = replace(WHOLE, sound=names)
    found = words(told_taken(large, "applied"), told({**APPLIED, "applied": list(names[:-1])}))
    assert found.startswith('applied was ["tokens of 0", ')
    assert "... (178,872 characters), not [" in found
    assert len(found) < 1000


@pytest.mark.parametrize("times", [0, 2])
def test_a_bundle_is_spoken_of_once(times: int) -> None:
    """Silence is no acknowledgement, and two of them are one too many."""
    calls = [call("acknowledgements", APPLIED)] * times
    assert words(told_taken(WHOLE, "applied"), calls) == f"it was told {times} times"


def test_everything_wrong_is_named_at_once() -> None:
    """One reading of the mismatch is enough to mend the gateway."""
    said = {**REJECTED, "version": 8, "reason": "invalid", "in_force": 8, "faults": []}
    assert words(told_rejected(LOST, "untrusted"), told(said)) == (
        'version was 8, not null; reason was "invalid", not "untrusted"; in_force was 8, not 7; '
        "faults: nothing is said of the bundle as a whole"
    )


def test_true_is_not_one() -> None:
    """A number is told as a number."""
    first = Delivered(1, number_is_lost=False, sound=(), left_out={}, in_force_before=None)
    said = {**APPLIED, "applied": [], "version": True, "in_force": 1}
    assert words(told_taken(first, "applied"), told(said)) == "version was true, not 1"


def test_parts_are_neither_missing_nor_invented() -> None:
    """An acknowledgement has seven parts, and no others."""
    said = {key: value for key, value in APPLIED.items() if key != "reason"} | {"note": "ok"}
    assert "it was told applied, faults, in_force, note" in words(
        told_taken(WHOLE, "applied"), told(said)
    )


def test_one_fault_of_two_is_not_enough() -> None:
    """Whoever mends the first fault does not want to meet the second one afterwards."""
    said = {**IN_PART, "rejected": [{"policy": "b", "faults": FAULTS[:1]}]}
    assert words(told_taken(PART, "applied_in_part"), told(said)) == (
        "faults of b: nothing is said of policies[1].y; "
        "faults of b: 1 were told of policies[1].x, not 2"
    )


def test_a_policy_left_out_is_named() -> None:
    """Faults without the name of their policy send people searching."""
    said = {**IN_PART, "rejected": []}
    assert words(told_taken(PART, "applied_in_part"), told(said)) == (
        "rejected was [], not one entry each for b"
    )


def test_a_fault_says_where_it_is() -> None:
    """A sentence without a place is no fault that can be mended."""
    said = {**REJECTED, "faults": ["wrong"]}
    assert words(told_rejected(LOST, "untrusted"), told(said)) == (
        "faults: 'wrong' does not say what is wrong where"
    )


@pytest.mark.parametrize("said", [[1], "text", None])
def test_what_is_no_object_says_nothing(said: object) -> None:
    """An acknowledgement is an object."""
    assert "is no object" in words(told_taken(WHOLE, "applied"), told(said))


def test_what_was_not_taken_in_was_not_told() -> None:
    """Whoever speaks with the wrong token has told nobody anything."""
    calls = [call("acknowledgements", APPLIED, 401)]
    assert words(told_taken(WHOLE, "applied"), calls) == (
        "the control plane did not take it in (401)"
    )


def test_something_was_said_though_nothing_happened() -> None:
    """What the gateway said is shown."""
    assert '"result": "applied"' in words(told_nothing(), told(APPLIED))
