"""Cost budgets: charged before, given back where nothing was served, afresh in each period."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest

from support.reference import cost_budgets
from support.reference.bundles import read_bundle
from support.reference.cost_budgets import Charge, Cost, CostBudgets, TooDear
from support.reference.money import MILLIONTHS

from .a_bundle import BUDGET, NOON, Memory, stated

if TYPE_CHECKING:
    from support.reference.kinds.cost_budget import CostBudget
    from support.reference.store import Store

DAY = 86_400
MIDNIGHT = NOON + DAY // 2
STAGES = [
    {"from_percent": 80, "action": "warn"},
    {"from_percent": 95, "action": "throttle", "delay_seconds": 0.5},
    {"above_percent": 100, "action": "refuse"},
]


def _stated(**changes: object) -> dict[str, Any]:
    keys = {"name": "spending", "kind": "cost_budget", "per": "caller", "amount": 100}
    return keys | {"period": "day", "price": {"fixed": 10}} | changes


def _read(**changes: object) -> tuple[tuple[CostBudget, ...], list[str]]:
    document = json.dumps(stated(policies=[BUDGET, _stated(**changes)])).encode()
    bundle = read_bundle(document, None)
    return bundle.cost_budgets, [fault for each in bundle.left_out for fault in each.faults]


def _cost(dollars: float, key: str = "Acme", **changes: object) -> Cost:
    [budget], _ = _read(**changes)
    return Cost(budget, key, round(dollars * MILLIONTHS))


def _budgets(memory: Memory | None = None) -> CostBudgets:
    return CostBudgets(cast("Store", memory or Memory()))


def _stage(found: Charge | TooDear) -> str | int | None:
    if isinstance(found, TooDear):
        return found.wait
    return found.stage.action if found.stage else "none"


def test_stages_begin_at_their_exact_amount() -> None:
    """A millionth less is not there yet, and exactly all of it is allowed."""
    budgets = _budgets()
    stages = [
        _stage(budgets.charge(_cost(dollars, stages=STAGES), NOON))
        for dollars in (79.999999, 0.000001, 14.999999, 0.000001, 5, 0.000001)
    ]
    assert stages == ["none", "warn", "warn", "throttle", "throttle", DAY // 2]


def test_what_is_dearer_than_a_period_never_fits() -> None:
    """Whether all of it is allowed or refused is the policy's word."""
    assert _budgets().charge(_cost(100.000001), NOON) == TooDear(None)
    from_on = [{"from_percent": 100, "action": "refuse"}]
    assert _budgets().charge(_cost(100, stages=from_on), NOON) == TooDear(None)
    assert _stage(_budgets().charge(_cost(99.999999, stages=from_on), NOON)) == "none"


def test_refusals_are_not_charged() -> None:
    """What was left is still there."""
    budgets = _budgets()
    budgets.charge(_cost(95), NOON)
    assert budgets.charge(_cost(6), NOON) == TooDear(DAY // 2)
    assert budgets.window(_cost(0), NOON).left == 5


def test_a_charge_goes_back_to_its_own_period() -> None:
    """And to no later one."""
    budgets = _budgets()
    early = budgets.charge(_cost(60), NOON)
    late = budgets.charge(_cost(70), MIDNIGHT)
    assert isinstance(early, Charge)
    assert isinstance(late, Charge)
    budgets.give_back(early)
    assert budgets.window(_cost(0), MIDNIGHT).left == 30
    budgets.give_back(late)
    assert budgets.window(_cost(0), MIDNIGHT).left == 100


def test_spending_outlives_the_process() -> None:
    """To the millionth, each counter its own."""
    memory = Memory()
    _budgets(memory).charge(_cost(0.000001), NOON)
    _budgets(memory).charge(_cost(50, "Globex"), NOON)
    assert _budgets(memory).window(_cost(0), NOON).left == 99
    assert _budgets(memory).window(_cost(0, "Globex"), NOON).left == 50


def test_old_accounts_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names without end fill no disk; what was spent in this period and the last one is kept."""
    monkeypatch.setattr(cost_budgets, "MANY", 3)
    memory = Memory()
    budgets = _budgets(memory)
    for day in range(5):
        budgets.charge(_cost(60, f"caller of day {day}"), NOON + day * DAY)
    assert len(memory.names("costs/")) == 3
    assert isinstance(budgets.charge(_cost(60, "caller of day 3"), NOON + 3 * DAY), TooDear)


def test_a_clock_that_is_set_back_gives_nothing_back() -> None:
    """The period that was begun goes on until its own end."""
    budgets = _budgets()
    budgets.charge(_cost(100), NOON)
    assert budgets.charge(_cost(1), NOON - 13 * 3600) == TooDear(25 * 3600)


def test_a_budget_tells_its_figures() -> None:
    """Whole numbers, the rest rounded down; the time until the next period rounded up."""
    budgets = _budgets()
    budgets.charge(_cost(0.5), NOON)
    window = budgets.window(_cost(0), NOON + 0.5)
    assert (window.name, window.limit, window.seconds) == ("spending", 100, DAY)
    assert (window.left, window.full_in, window.unit) == (99, DAY // 2, "money")


def test_a_warning_tells_what_was_spent() -> None:
    """To the millionth."""
    found = _budgets().charge(_cost(80.25, stages=STAGES), NOON)
    assert isinstance(found, Charge)
    assert found.warning == "cost_budget; used=80.25; of=100"


def test_several_budgets_may_look_at_the_same_request() -> None:
    """A bundle has as many as it likes; each keeps accounts of its own."""
    document = json.dumps(stated(policies=[_stated(), _stated(name="month", period="month")]))
    assert len(read_bundle(document.encode(), None).cost_budgets) == 2


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"amount": 0}, "amount: must be a whole number of at least 1"),
        ({"amount": 10**9}, "amount: must be below 1000000000"),
        ({"period": "year"}, "period: must be one of 5m, hour, day, week, month"),
        ({"price": {"fixed": 0}}, "price.fixed: must be a number above 0"),
        ({"price": {"fixed": 100.5}}, "price: is more than the whole budget"),
        ({"stages": STAGES[:2]}, "stages: must have one that refuses"),
        ({"per": "nobody"}, "per: must be one of"),
        ({"where": {"caller": "Nobody"}}, "where.caller: no caller is named"),
        ({"currency": "USD"}, "currency: is not a key of a cost_budget policy"),
    ],
)
def test_faults_are_named(changes: dict[str, object], fault: str) -> None:
    """Each with its place."""
    budgets, faults = _read(**changes)
    assert budgets == ()
    assert faults[0].startswith(f"policies[1].{fault}")
