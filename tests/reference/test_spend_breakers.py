"""Spend breakers: exactly the amount within exactly the stretch, open for exactly so long."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from support.reference import spend_breakers
from support.reference.bundles import read_bundle
from support.reference.money import MILLIONTHS
from support.reference.spend_breakers import Expense, SpendBreakers, Stopped
from support.reference.token_budgets import Now

from .a_bundle import BUDGET, NOON, Memory, stated

if TYPE_CHECKING:
    from support.reference.kinds.spend_breaker import SpendBreaker
    from support.reference.store import Store


def _read(**changes: object) -> tuple[tuple[SpendBreaker, ...], list[str]]:
    keys = {"name": "runaway", "kind": "spend_breaker", "per": "caller", "amount": 100}
    keys |= {"window_seconds": 60, "open_seconds": 300, "price": {"fixed": 1}}
    document = json.dumps(stated(policies=[BUDGET, keys | changes])).encode()
    bundle = read_bundle(document, None)
    return bundle.spend_breakers, [fault for each in bundle.left_out for fault in each.faults]


class _Spending:
    """The breakers of one policy, with a clock that is moved."""

    def __init__(self, memory: Memory | None = None, wall: float = NOON) -> None:
        """Start, or start again, with what the memory holds."""
        self.memory = memory or Memory()
        self._wall, self._steady = wall, 0.0
        [self._policy], _ = _read()
        self._breakers = SpendBreakers(cast("Store", self.memory), self._now())

    def _now(self) -> Now:
        return Now(self._wall + self._steady, self._steady)

    def passes(self, seconds: float) -> None:
        self._steady += seconds

    def spend(self, dollars: float, key: str = "Acme") -> Any:  # noqa: ANN401 - either outcome
        price = round(dollars * MILLIONTHS)
        return self._breakers.spend(self._policy, key, price, self._now())

    def take_back(self, expense: Expense) -> None:
        self._breakers.take_back(expense, self._now())

    def killed(self, asleep: float) -> _Spending:
        return _Spending(self.memory, self._wall + self._steady + asleep)


def test_all_of_it_may_be_spent_and_no_more() -> None:
    """A millionth more opens the breaker, and only the first time says so."""
    spending = _Spending()
    assert isinstance(spending.spend(60), Expense)
    assert isinstance(spending.spend(40), Expense)
    assert spending.spend(0.000001) == Stopped(300, opened=True)
    assert spending.spend(0.000001) == Stopped(300)


def test_the_stretch_slides() -> None:
    """What is as old as the stretch counts no longer, and not a moment earlier."""
    spending = _Spending()
    spending.spend(60)
    spending.passes(30)
    spending.spend(40)
    spending.passes(30)
    assert isinstance(spending.spend(60), Expense)
    spending.passes(29.999)
    assert isinstance(spending.spend(0.000001), Stopped)


def test_it_is_open_for_exactly_as_long_as_stated() -> None:
    """Knocking prolongs nothing, and afterwards the stretch is empty."""
    spending = _Spending()
    spending.spend(100)
    spending.spend(1)
    spending.passes(299.5)
    assert spending.spend(1) == Stopped(1)
    spending.passes(0.5)
    assert isinstance(spending.spend(100), Expense)


def test_one_counters_breaker_is_not_anothers() -> None:
    """Whatever the others do."""
    spending = _Spending()
    spending.spend(100)
    spending.spend(1)
    assert isinstance(spending.spend(100, "Globex"), Expense)


def test_idle_breakers_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names without end fill no disk; whoever is cut off stays so."""
    monkeypatch.setattr(spend_breakers, "MANY", 3)
    spending = _Spending()
    for dollars in (100, 1):
        spending.spend(dollars, "Runaway")
    for number in range(5):
        spending.passes(50)
        spending.spend(1, f"caller {number}")
    assert len(spending.memory.names("breakers/")) < 5
    assert spending.spend(1, "Runaway") == Stopped(50)


def test_what_is_dearer_than_ever_fits_opens_nothing() -> None:
    """It could not have been spent."""
    spending = _Spending()
    assert spending.spend(100.000001) == Stopped(None)
    assert isinstance(spending.spend(100), Expense)


def test_what_is_taken_back_was_not_spent() -> None:
    """And what was spent at the same moment still is."""
    spending = _Spending()
    first, _ = spending.spend(50), spending.spend(50)
    spending.take_back(first)
    assert isinstance(spending.spend(50), Expense)
    assert isinstance(spending.spend(1), Stopped)


@pytest.mark.parametrize(("asleep", "wait"), [(0, 240), (100, 140), (-3600, 300)])
def test_an_open_breaker_outlives_the_process(asleep: float, wait: int) -> None:
    """Time went on meanwhile by the wall clock; one that is set back closes nothing sooner."""
    spending = _Spending()
    spending.spend(100)
    spending.spend(1)
    spending.passes(60)
    assert spending.killed(asleep).spend(1) == Stopped(wait)


@pytest.mark.parametrize(("asleep", "fits"), [(0.9, False), (1, True)])
def test_what_was_spent_outlives_the_process(asleep: float, fits: bool) -> None:  # noqa: FBT001
    """To the moment at which it counts no longer."""
    spending = _Spending()
    spending.spend(100)
    spending.passes(59)
    assert isinstance(spending.killed(asleep).spend(1), Expense) == fits


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"amount": 0}, "amount: must be a whole number of at least 1"),
        ({"window_seconds": 0}, "window_seconds: must be a whole number"),
        ({"open_seconds": 90}, "open_seconds: must be whole minutes, was 90 seconds"),
        ({"window_seconds": 301}, "open_seconds: must be window_seconds at least"),
        ({"price": {"fixed": 101}}, "price: is more than may be spent"),
        ({"where": {"caller": "Nobody"}}, "where.caller: no caller is named"),
        ({"threshold": 5}, "threshold: is not a key of a spend_breaker policy"),
    ],
)
def test_faults_are_named(changes: dict[str, object], fault: str) -> None:
    """Each with its place."""
    breakers, faults = _read(**changes)
    assert breakers == ()
    assert faults[0].startswith(f"policies[1].{fault}")
