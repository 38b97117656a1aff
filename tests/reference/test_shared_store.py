"""The store in several hands: whoever has a turn knows what others have kept, and is alone."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from support.reference.metrics import Metrics
from support.reference.reasons import Reason, Refused
from support.reference.shared_metrics import SharedMetrics
from support.reference.shared_store import SharedStore
from support.reference.siblings import alone_in
from support.reference.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(name="stores")
def _stores(tmp_path: Path) -> Iterator[tuple[SharedStore, SharedStore]]:
    with (
        contextlib.closing(SharedStore(tmp_path, waits=False)) as first,
        contextlib.closing(SharedStore(tmp_path, waits=True)) as second,
    ):
        yield first, second


def test_a_turn_begins_with_what_others_have_kept(stores: tuple[SharedStore, SharedStore]) -> None:
    """It is read again when others have written, and not when they have not, or oneself has."""
    first, second = stores
    read: list[object] = []
    second.when_changed(lambda: read.append(second.kept("a")))
    with second.turn():
        second.keep("b", {})
    with second.turn():
        assert read == []
    first.keep("a", {"n": 1})
    with second.turn(), second.turn():
        assert read == [{"n": 1}]
    first.keep("a", {"n": 2})
    second.look()
    second.look()
    assert read == [{"n": 1}, {"n": 2}]


def test_nobody_else_writes_during_a_turn(stores: tuple[SharedStore, SharedStore]) -> None:
    """Who does not wait for the end of the turn is refused."""
    first, second = stores
    second._rows.execute("PRAGMA busy_timeout=0")  # noqa: SLF001 - nobody is to wait in a test
    with first.turn():
        first.keep("a", {})
        assert second.kept("a") is None
        with pytest.raises(StoreError):
            second.keep("a", {"mine": True})
    assert second.kept("a") == {}


def test_what_was_kept_before_a_refusal_stays_kept(
    stores: tuple[SharedStore, SharedStore],
) -> None:
    """A refusal is a decision; but what belongs together is kept together or not at all."""
    first, second = stores

    def refuse() -> None:
        with first.turn():
            first.keep("counted", {})
            with first.together():
                first.keep("half", {})
                raise Refused(Reason.RATE_EXCEEDED, 1)

    with pytest.raises(Refused):
        refuse()
    assert second.names() == ["counted"]


def test_a_folder_belongs_to_one_gateway(tmp_path: Path) -> None:
    """However many processes it has; the next one gets it when the last has let go."""
    with alone_in(tmp_path), pytest.raises(StoreError, match="another gateway"), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        pass


def test_a_store_held_alone_is_not_shared(tmp_path: Path) -> None:
    """Who does not wait hears so at once."""
    with contextlib.closing(Store(tmp_path)), pytest.raises(StoreError, match="another gateway"):
        SharedStore(tmp_path, waits=False)


def test_figures_are_those_of_all(stores: tuple[SharedStore, SharedStore]) -> None:
    """Counts are added up; a state is one's own, or else the first process's."""
    first, second = (SharedMetrics(store, number) for number, store in enumerate(stores, 1))
    for each, tokens in ((first, 2), (second, 3), (second, 4)):
        each.count("gateway_tokens_total", tokens, caller="Acme")
    second.count("gateway_tokens_total", 5, caller="Globex")
    first.set("gateway_control_plane_reachable", 1)
    first.set("gateway_policy_version", 7)
    second.set("gateway_policy_version", 8)
    alone = Metrics()
    alone.count("gateway_tokens_total", 9, caller="Acme")
    alone.count("gateway_tokens_total", 5, caller="Globex")
    alone.set("gateway_policy_version", 8)
    alone.set("gateway_control_plane_reachable", 1)
    assert second.render() == alone.render()


def test_a_new_life_counts_from_nothing(stores: tuple[SharedStore, SharedStore]) -> None:
    """The figures of an earlier life of the gateway are forgotten by its first process."""
    SharedMetrics(stores[1], 2).count("gateway_tokens_total", caller="Acme")
    assert SharedMetrics(stores[0], 1).render() == Metrics().render()
