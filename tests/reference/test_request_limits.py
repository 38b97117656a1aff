"""Request limits: exactly what is there passes, what was taken comes back exactly in time."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import pytest

from support.reference.bundles import read_bundle
from support.reference.counted_by import CountedBy
from support.reference.kinds.request_limit import Rate, RequestLimit, Tiers
from support.reference.request_limits import Counted, RequestLimits
from support.reference.token_budgets import Now

from .a_bundle import BUDGET, NOON, Memory, document

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.store import Store

LIMIT: dict[str, object] = {"name": "requests", "kind": "request_limit", "per": "caller"}
RATE: dict[str, object] = {"requests": 1, "seconds": 2, "burst": 5}


def _now(passed: Fraction | float = 0) -> Now:
    return Now(NOON + float(passed), 50.0 + float(passed))


def _limits(memory: Memory | None = None, now: Now | None = None) -> RequestLimits:
    return RequestLimits(cast("Store", memory or Memory()), now or _now())


def _counted(rate: Rate, tiers: Tiers | None = None, tier: str | None = None) -> Counted:
    limit = RequestLimit("requests", CountedBy("caller"), rate, tiers)
    return Counted(limit, "Acme", tier)


def _left(limits: RequestLimits, counted: Counted, now: Now) -> int:
    return limits.windows([counted], now)[0].left


def test_exactly_the_burst_passes() -> None:
    """And the next one is told when there is one more."""
    limits, counted = _limits(), _counted(Rate(5, Fraction(1, 2)))
    assert [limits.take([counted], _now()) for _ in range(6)] == [None] * 5 + [2]


@pytest.mark.parametrize(
    "per_second", [Fraction(7, 3), Fraction(1, 7), Fraction("1e9"), Fraction(9, 10), Fraction(1)]
)
def test_who_comes_when_told_is_let_in_and_nobody_a_second_earlier(per_second: Fraction) -> None:
    """Whatever the rate is, and whatever has happened before."""
    chance = random.Random(7)  # noqa: S311 - numbers to try, no secrets
    limits, counted = _limits(), _counted(Rate(3, per_second))
    passed = 0.0
    for _ in range(300):
        passed += chance.choice([0.0, 0.25, 1.0, 3.5])
        wait = limits.take([counted], _now(passed))
        if wait is not None:
            assert limits.take([counted], _now(passed + wait - 1)) is not None
            assert limits.take([counted], _now(passed + wait)) is None
            passed += wait


def test_nothing_drifts_in_a_day() -> None:
    """Seven a minute are 10,080 a day, for somebody who comes each time when told."""
    limits, counted = _limits(), _counted(Rate(2, Fraction(7, 60)))
    passed, answered = 0, 0
    while passed < 86_400:
        wait = limits.take([counted], _now(passed))
        answered += wait is None
        passed += wait or 0
    assert answered == 2 + 10_080 - 1  # the last one comes back at the stroke of midnight


def test_an_empty_bucket_takes_nothing_from_another() -> None:
    """A request that one of two limits refuses leaves the other as it was."""
    limits = _limits()
    small = _counted(Rate(1, Fraction(1)))
    large = Counted(RequestLimit("all", CountedBy(), Rate(9, Fraction(1)), None), "", None)
    assert limits.take([large, small], _now()) is None
    assert limits.take([large, small], _now()) == 1
    assert _left(limits, large, _now()) == 8


def test_a_new_process_goes_on_where_the_old_one_was_killed() -> None:
    """And counts the time that it was away."""
    memory, counted = Memory(), _counted(Rate(5, Fraction(1, 2)))
    for _ in range(5):
        _limits(memory).take([counted], _now())
    assert _left(_limits(memory), counted, _now()) == 0
    later = Now(NOON + 4, 0.0)
    assert _left(_limits(memory, later), counted, later) == 2


def test_of_two_limits_the_longer_wait_is_told() -> None:
    """Coming back earlier would be in vain; and the one with the least left is told first."""
    limits = _limits()
    slow = Counted(RequestLimit("slow", CountedBy(), Rate(1, Fraction(1, 60)), None), "", None)
    fast = Counted(RequestLimit("fast", CountedBy(), Rate(2, Fraction(1)), None), "", None)
    assert limits.take([fast, slow], _now()) is None
    assert limits.take([fast, slow], _now()) == 60
    assert [each.name for each in limits.windows([fast, slow], _now())] == ["slow", "fast"]


def test_full_buckets_are_forgotten() -> None:
    """Whoever invents a name for each request does not fill the memory for ever."""
    memory = Memory()
    limits, policy = _limits(memory), _counted(Rate(1, Fraction(1))).limit
    for number in range(5000):
        limits.take([Counted(policy, str(number), None)], _now(number))
    assert len(memory.held) <= 2000


def test_a_new_size_changes_what_is_left_by_the_difference() -> None:
    """What was taken stays taken, in both directions; and it comes back at the new rate."""
    limits = _limits()
    for _ in range(5):
        limits.take([_counted(Rate(5, Fraction(1, 2)))], _now())
    limits.adopt(_bundle(burst=8), _now())
    assert _left(limits, _counted(Rate(8, Fraction(1, 2))), _now()) == 3
    assert limits.take([_counted(Rate(3, Fraction(1, 2)))], _now()) == 6


def test_the_old_rate_counts_until_the_new_one_comes() -> None:
    """A bundle does not reckon backwards."""
    limits, counted = _limits(), _counted(Rate(5, Fraction(1, 2)))
    for _ in range(5):
        limits.take([counted], _now())
    limits.adopt(_bundle(requests=100), _now(2))
    assert _left(limits, counted, _now(2)) == 1


def test_a_tier_has_its_own_rate_and_no_bucket_of_its_own() -> None:
    """Who changes tier keeps what was taken."""
    tiers = Tiers("tier", {"pro": Rate(10, Fraction(1))})
    fallback, limits = Rate(5, Fraction(1, 2)), _limits()
    for _ in range(5):
        limits.take([_counted(fallback, tiers)], _now())
    assert _left(limits, _counted(fallback, tiers, "pro"), _now()) == 5
    assert _left(limits, _counted(fallback, tiers, "Pro"), _now()) == 0


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": "tokens-per-day"}, "is how token budgets are told of"),
        ({"per": "tenant"}, "per: must be one of caller, address, everybody"),
        ({"per": {"header": ""}}, "per.header: must be a string that is not empty"),
        ({"per": {"header": "a", "claim": "b"}}, "per.header: is not a key of per"),
        ({"seconds": 0}, "seconds: must be a number above 0"),
        ({"burst": 0}, "burst: must be a whole number of at least 1"),
        ({"missing": "shrug"}, "missing: must be one of refuse, pass"),
        ({"tiers": {"claim": "t", "rates": [RATE]}}, "tiers.rates[0].tier: is missing"),
    ],
)
def test_faults_are_named(changed: dict[str, object], fault: str) -> None:
    """Each with its place."""
    bundle = read_bundle(document(policies=[BUDGET, LIMIT | RATE | changed]), None)
    assert fault in json.dumps([each.faults for each in bundle.left_out])


def _bundle(**changed: object) -> Bundle:
    return read_bundle(document(policies=[LIMIT | RATE | changed]), None)
