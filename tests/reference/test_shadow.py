"""Shadow mode: the visit goes on as it was, and what would have happened is written down."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from support.reference.answers import _total_tokens_in
from support.reference.bundles import BundleRejected, read_bundle
from support.reference.event_stream import as_unasked
from support.reference.policies import LoopDetection
from support.reference.reasons import Reason, Refused
from support.reference.shadow import Shadow, in_shadow
from support.reference.visits import Visit

from .a_bundle import BUDGET, EVERY_KIND, NOON, document

if TYPE_CHECKING:
    from collections.abc import Callable

LOOPS = LoopDetection("loops", 2, 60, "refuse", 0, 0)


class Notes:
    """Metrics and outbox in one, as far as a shadow uses them."""

    def __init__(self) -> None:
        """Hold nothing."""
        self.counted: list[tuple[str, dict[str, str]]] = []
        self.told: list[tuple[str, dict[str, Any]]] = []

    def count(self, name: str, **labels: str) -> None:
        """Hold a figure."""
        self.counted.append((name, labels))

    def note(self, kind: str, **fields: object) -> None:
        """Hold an event."""
        self.told.append((kind, fields))


def _watched(question: Callable[[Visit], None]) -> tuple[Visit, Notes]:
    visit = Visit(None, "GET", "/page", "/page", "", "1.1", [], "192.0.2.1")
    notes: Any = Notes()
    Shadow(notes, notes).watch(visit, "loops", question)
    return visit, notes


def _refuses(_visit: Visit) -> None:
    raise Refused(Reason.LOOP_DETECTED, 7)


def _slows(visit: Visit) -> None:
    visit.delay += 2
    visit.warnings.append((b"X-Gateway-Warning", b"loop_detected"))


def test_a_refusal_is_written_down_and_not_carried_out() -> None:
    """With the policy and the reason."""
    _, notes = _watched(_refuses)
    named = {"policy": "loops", "reason": "loop_detected"}
    assert notes.counted == [("gateway_would_refuse_total", named)]
    assert notes.told == [("would_refuse", {"caller": None, "path": "/page"} | named)]


def test_nothing_sticks_to_the_visit() -> None:
    """Neither a delay nor a warning."""
    visit, notes = _watched(_slows)
    assert (visit.delay, visit.warnings, visit.shadowed) == (0.0, [], False)
    assert notes.counted == [("gateway_would_slow_total", {"policy": "loops"})]


@pytest.mark.parametrize(("wall", "watched"), [(NOON - 1, True), (NOON, False)])
def test_a_shadow_over_everything_ends_by_itself(wall: float, watched: bool) -> None:  # noqa: FBT001
    """At the moment that the bundle says."""
    bundle = read_bundle(document(shadow_until="2026-09-23T12:00:00Z"), None)
    assert in_shadow(LOOPS, bundle, wall) == watched


def test_a_policy_may_be_in_shadow_by_itself() -> None:
    """And the others are not."""
    policies = [BUDGET | {"mode": "shadow"}, EVERY_KIND[1]]
    bundle = read_bundle(document(policies=policies), None)
    assert in_shadow(bundle.budgets["Acme"], bundle, NOON)
    assert bundle.loops is not None
    assert not in_shadow(bundle.loops, bundle, NOON)


@pytest.mark.parametrize("kind", ["hop_limit", "passes", "clock_watch", "kill_switch"])
def test_some_kinds_have_no_shadow(kind: str) -> None:
    """A mode is not a key of theirs."""
    good = {each["kind"]: each for each in EVERY_KIND} | {
        "kill_switch": {"name": "stop", "kind": "kill_switch"}
    }
    with pytest.raises(BundleRejected, match=r"mode: is not a key of a"):
        _read_only(good[kind] | {"mode": "shadow"})


def _read_only(policy: dict[str, Any]) -> None:
    try:
        read_bundle(document(policies=[policy]), None)
    except BundleRejected as verdict:
        faults = [fault for each in verdict.left_out for fault in each.faults]
        raise BundleRejected(verdict.reason, faults) from verdict


def test_an_event_loses_its_empty_usage_and_nothing_else() -> None:
    """Wherever it stands; what somebody says of usage stays."""
    said = json.dumps({"content": ', "usage": null', "usage": None}).encode()
    assert as_unasked(said) == json.dumps({"content": ', "usage": null'}).encode()
    assert as_unasked(b'{"usage":null,"id":1}') == b'{"id":1}'
    full = b'{"id": 1, "usage": {"total_tokens": 7}}'
    assert as_unasked(full) == full


def test_packed_answers_are_read() -> None:
    """Where a budget only watches, callers get them packed as they asked for them."""
    answer = json.dumps({"usage": {"total_tokens": 7}}).encode()
    assert _total_tokens_in(answer) == 7
    assert _total_tokens_in(gzip.compress(answer), "GZIP") == 7
    assert _total_tokens_in(b"not packed", "gzip") is None


def test_what_a_twin_spends_can_be_taken_back() -> None:
    """It counts, until the request turns out to have failed."""
    expense: Any = "an expense"
    visit, _ = _watched(lambda twin: twin.expenses.append(expense))
    assert visit.expenses == [expense]
