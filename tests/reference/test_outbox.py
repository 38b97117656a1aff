"""The outbox: each event is told, and a batch is always the same batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.reference.clock import SettableClock
from support.reference.metrics import Metrics
from support.reference.outbox import MOST_IN_A_BATCH, Outbox, rfc3339
from support.reference.skew import Skew
from support.reference.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = 1790164800.0


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    yield store
    store.close()


def _outbox(store: Store, skew: Skew | None = None) -> Outbox:
    return Outbox(store, SettableClock(NOON), skew or Skew(), Metrics())


def test_an_event_says_what_happened_and_when(store: Store) -> None:
    """It has an id of its own, its kind, its fields, and the gateway's time."""
    outbox = _outbox(store)
    outbox.note("refused", caller="Acme", reason="tpm_exceeded")
    outbox.note("refused", caller="Acme", reason="tpm_exceeded")
    batch = outbox.batch()
    assert batch is not None
    first, second = batch.events
    assert first.pop("id") != second.pop("id")
    assert first == second
    assert first == {
        "kind": "refused",
        "caller": "Acme",
        "reason": "tpm_exceeded",
        "at": "2026-09-23T12:00:00.000Z",
    }


def test_a_batch_that_was_formed_is_never_changed(store: Store) -> None:
    """Events noted later go into the next batch; a batch is sent again under its own key."""
    outbox = _outbox(store)
    outbox.note("loop")
    first = outbox.batch()
    outbox.note("loop")
    assert outbox.batch() == first
    assert first is not None
    outbox.delivered(first)
    second = outbox.batch()
    assert second is not None
    assert second.key != first.key
    assert second.events != first.events
    outbox.delivered(second)
    assert (outbox.batch(), outbox.waiting) == (None, 0)


def test_a_restart_sends_the_same_batch_again(store: Store) -> None:
    """An unanswered batch has the same key and events, and the waiting events follow it."""
    before = _outbox(store)
    before.note("loop", count=3)
    sent = before.batch()
    before.note("loop", count=4)
    after = _outbox(store)
    assert after.waiting == 2
    assert after.batch() == sent
    assert sent is not None
    after.delivered(sent)
    after.note("loop", count=5)
    rest = after.batch()
    assert rest is not None
    assert [event["count"] for event in rest.events] == [4, 5]


def test_a_delivered_batch_is_not_sent_after_a_restart(store: Store) -> None:
    """What was answered is forgotten on disk too."""
    before = _outbox(store)
    before.note("loop")
    batch = before.batch()
    assert batch is not None
    before.delivered(batch)
    assert _outbox(store).batch() is None


def test_many_events_leave_in_batches_in_their_order(store: Store) -> None:
    """No batch is longer than stated, no event is missing, and the order is that of happening."""
    outbox = _outbox(store)
    for number in range(MOST_IN_A_BATCH * 2 + 1):
        outbox.note("crawler", page=number)
    told: list[int] = []
    sizes: list[int] = []
    while batch := outbox.batch():
        told += [event["page"] for event in batch.events]
        sizes.append(len(batch.events))
        outbox.delivered(batch)
    assert sizes == [MOST_IN_A_BATCH, MOST_IN_A_BATCH, 1]
    assert told == list(range(MOST_IN_A_BATCH * 2 + 1))


def test_events_tell_of_a_skewed_clock(store: Store) -> None:
    """While the clock is wrong each event says by how much and in which direction."""
    skew = Skew()
    skew.measure(NOON + 31, NOON)
    outbox = _outbox(store, skew)
    outbox.note("loop")
    skew.measure(NOON, NOON)
    outbox.note("loop")
    batch = outbox.batch()
    assert batch is not None
    skewed, right = batch.events
    assert (skewed["clock_skew_seconds"], skewed["clock_skew_direction"]) == (31.0, "ahead")
    assert "clock_skew_seconds" not in right


def test_times_are_spelt_to_the_millisecond() -> None:
    """Moments are RFC 3339 in UTC with three decimals."""
    assert rfc3339(NOON + 0.5) == "2026-09-23T12:00:00.500Z"
