"""Token budgets: exactly what is left fits, the unused goes back, nothing is forgotten."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, cast

import pytest

from support.reference.bundles import read_bundle
from support.reference.policies import TokenBudget
from support.reference.reasons import Reason
from support.reference.token_budgets import DAY, Now, Reservation, TokenBudgets, TooMuch

from .a_bundle import BUDGET, NOON, Memory, document

if TYPE_CHECKING:
    from support.reference.store import Store


def _policy(
    per_minute: int | None = None, per_day: int | None = None, max_prompt: int | None = None
) -> TokenBudget:
    return TokenBudget("acme", "Acme", per_minute, per_day, max_prompt, 1000)


def _now(passed: float = 0.0, wall: float | None = None) -> Now:
    return Now(NOON + passed if wall is None else wall, 50.0 + passed)


def _budgets(memory: Memory | None = None, now: Now | None = None) -> TokenBudgets:
    return TokenBudgets(cast("Store", memory or Memory()), now or _now())


def _left(budgets: TokenBudgets, policy: TokenBudget, now: Now) -> list[int]:
    return [window.left for window in budgets.windows(policy, now)]


def _reserved(answer: Reservation | TooMuch) -> Reservation:
    assert isinstance(answer, Reservation)
    return answer


def test_exactly_what_is_left_fits_and_one_more_does_not() -> None:
    """The last token is there to be used."""
    budgets, policy = _budgets(), _policy(per_minute=12_000, per_day=20_000)
    _reserved(budgets.reserve(policy, 0, 11_400, _now()))
    assert isinstance(budgets.reserve(policy, 0, 601, _now()), TooMuch)
    _reserved(budgets.reserve(policy, 0, 600, _now()))
    assert _left(budgets, policy, _now()) == [0, 8000]


@pytest.mark.parametrize("per_minute", [1, 7, 60, 999, 12_000, 1_000_003])
def test_the_wait_is_exact_to_the_second(per_minute: int) -> None:
    """After the wait it fits; one second before it does not; whatever the numbers are."""
    chance = random.Random(per_minute)  # noqa: S311 - numbers to try, no secrets
    policy = _policy(per_minute=per_minute)
    for _ in range(200):
        used, cost = chance.randint(1, per_minute), chance.randint(1, per_minute)
        start = chance.uniform(0, 1e6)
        outcomes = []
        for early in (0, 1):
            budgets = _budgets(now=_now(start))
            _reserved(budgets.reserve(policy, 0, used, _now(start)))
            refused = budgets.reserve(policy, 0, cost, _now(start))
            if isinstance(refused, Reservation):
                assert used + cost <= per_minute
                break
            assert refused.wait is not None
            later = _now(start + refused.wait - early)
            outcomes.append(isinstance(budgets.reserve(policy, 0, cost, later), Reservation))
        assert outcomes in ([], [True, False])


def test_the_bucket_refills_continuously_and_not_beyond_its_size() -> None:
    """What is left grows with the steady clock and stops at the limit."""
    budgets, policy = _budgets(), _policy(per_minute=600)
    _reserved(budgets.reserve(policy, 0, 600, _now()))
    assert [_left(budgets, policy, _now(each)) for each in (0, 0.05, 0.1, 30, 59.9, 60, 99)] == [
        [0], [0], [1], [300], [599], [600], [600],
    ]  # fmt: skip
    assert budgets.windows(policy, _now(99))[0].full_in == 0


def test_a_wall_clock_that_is_set_gives_nothing_of_the_minute() -> None:
    """The minute is measured on the steady clock alone."""
    budgets, policy = _budgets(), _policy(per_minute=600)
    _reserved(budgets.reserve(policy, 0, 600, _now()))
    for wall in (NOON + 10 * DAY, NOON - 10 * DAY):
        assert _left(budgets, policy, Now(wall, 50.0)) == [0]


def test_the_day_ends_at_midnight_in_utc() -> None:
    """One second before midnight the day is spent; at midnight all of it is there."""
    budgets, policy = _budgets(), _policy(per_day=1000)
    _reserved(budgets.reserve(policy, 0, 1000, _now()))
    assert budgets.reserve(policy, 0, 1, _now()) == TooMuch(Reason.TPD_EXCEEDED, DAY // 2)
    assert budgets.windows(policy, _now())[0].full_in == DAY // 2
    late = _now(DAY / 2 - 0.25)
    assert budgets.reserve(policy, 0, 1, late) == TooMuch(Reason.TPD_EXCEEDED, 1)
    _reserved(budgets.reserve(policy, 0, 1000, _now(DAY / 2)))


def test_an_earlier_day_never_comes_back() -> None:
    """A clock set forward begins one new day, once; set back, it gives none."""
    budgets, policy = _budgets(), _policy(per_day=1000)
    _reserved(budgets.reserve(policy, 0, 1000, _now()))
    _reserved(budgets.reserve(policy, 0, 1000, _now(wall=NOON + DAY)))
    refused = budgets.reserve(policy, 0, 1, _now(wall=NOON))
    assert refused == TooMuch(Reason.TPD_EXCEEDED, DAY + DAY // 2)
    assert isinstance(budgets.reserve(policy, 0, 1, _now(wall=NOON + DAY)), TooMuch)


def test_the_longer_wait_is_the_reason() -> None:
    """Whoever obeys it gets through both."""
    policy = _policy(per_minute=1000, per_day=1500)
    budgets = _budgets()
    _reserved(budgets.reserve(policy, 0, 1000, _now()))
    assert budgets.reserve(policy, 0, 500, _now()) == TooMuch(Reason.TPM_EXCEEDED, 30)
    assert budgets.reserve(policy, 0, 501, _now()) == TooMuch(Reason.TPD_EXCEEDED, DAY // 2)
    nearly = Now(NOON + DAY / 2 - 3, 50.0)
    assert budgets.reserve(policy, 0, 501, nearly) == TooMuch(Reason.TPM_EXCEEDED, 31)


def test_what_can_never_fit_is_not_told_to_wait() -> None:
    """Too large for the minute or the day, and a prompt too long, are final."""
    policy = _policy(per_minute=1000, per_day=900, max_prompt=10)
    budgets = _budgets()
    assert budgets.reserve(policy, 11, 5000, _now()) == TooMuch(Reason.PROMPT_TOO_LONG, None)
    assert budgets.reserve(policy, 10, 901, _now()) == TooMuch(Reason.REQUEST_TOO_LARGE, None)
    _reserved(budgets.reserve(policy, 10, 900, _now()))


def test_a_refused_request_costs_nothing() -> None:
    """Neither the minute nor the day is touched when one of them refuses."""
    policy = _policy(per_minute=1000, per_day=1500)
    budgets = _budgets()
    _reserved(budgets.reserve(policy, 0, 900, _now()))
    for _ in range(5):
        assert isinstance(budgets.reserve(policy, 0, 700, _now()), TooMuch)
    assert _left(budgets, policy, _now()) == [100, 600]


@pytest.mark.parametrize(("used", "left"), [(0, 1000), (15, 985), (400, 600), (1300, 0)])
def test_what_was_used_takes_the_reservations_place(used: int, left: int) -> None:
    """Unused tokens go back to both budgets, and an overrun is charged to both."""
    budgets, policy = _budgets(), _policy(per_minute=1000, per_day=10_000)
    budgets.settle(_reserved(budgets.reserve(policy, 0, 400, _now())), used, _now())
    assert _left(budgets, policy, _now()) == [left, 10_000 - used]
    if used > 1000:
        assert budgets.reserve(policy, 0, 1, _now()) == TooMuch(Reason.TPM_EXCEEDED, 19)


def test_yesterdays_refund_does_not_go_into_today() -> None:
    """A request that began before midnight gives back to a day that is over."""
    budgets, policy = _budgets(), _policy(per_day=1000)
    reservation = _reserved(budgets.reserve(policy, 0, 800, _now()))
    tomorrow = _now(DAY)
    _reserved(budgets.reserve(policy, 0, 300, tomorrow))
    budgets.settle(reservation, 0, tomorrow)
    assert _left(budgets, policy, tomorrow) == [700]


def test_tokens_are_conserved_whatever_happens() -> None:
    """Over a day of requests what is left is the limit less what was really used."""
    chance = random.Random(4)  # noqa: S311 - numbers to try, no secrets
    budgets, policy = _budgets(), _policy(per_day=100_000)
    used, begun = 0, []
    for second in range(2000):
        answer = budgets.reserve(policy, 0, chance.randint(1, 400), _now(second))
        if isinstance(answer, Reservation):
            begun.append(answer)
        if begun and chance.random() < 0.7:
            really = chance.randint(0, 300)
            budgets.settle(begun.pop(chance.randrange(len(begun))), really, _now(second))
            used += really
    waiting = sum(each.tokens for each in begun)
    assert _left(budgets, policy, _now(2000)) == [max(0, 100_000 - used - waiting)]


def test_a_new_size_changes_what_is_left_by_the_difference() -> None:
    """What was used stays used, and refills at the old rate until the new bundle came."""
    budgets, small, large = _budgets(), _policy(per_minute=600), _policy(per_minute=6000)
    _reserved(budgets.reserve(small, 0, 600, _now()))
    larger = BUDGET | {"tokens_per_minute": 6000}
    budgets.adopt(read_bundle(document(version=8, policies=[larger]), None), _now(30))
    assert _left(budgets, large, _now(30)) == [5700]
    assert _left(budgets, large, _now(31)) == [5800]


def test_a_crash_forgets_nothing() -> None:
    """Another process goes on with the same accounts; the time in between has passed."""
    memory, policy = Memory(), _policy(per_minute=600, per_day=5000)
    budgets = _budgets(memory)
    budgets.settle(_reserved(budgets.reserve(policy, 0, 500, _now())), 450, _now())
    _reserved(budgets.reserve(policy, 0, 100, _now()))
    again = _budgets(memory, Now(NOON, 0.0))
    assert _left(again, policy, Now(NOON, 0.0)) == [50, 4450]
    later = _budgets(memory, Now(NOON + 10, 3.0))
    assert _left(later, policy, Now(NOON + 10, 3.0)) == [150, 4450]
    set_back = _budgets(memory, Now(NOON - 999, 3.0))
    assert _left(set_back, policy, Now(NOON - 999, 3.0)) == [50, 4450]
