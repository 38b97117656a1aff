"""Several requests are judged one by one, and told apart by their place."""

from __future__ import annotations

from support.matchers.repetitions import counted_as, nothing_said
from support.matchers.several import each, only_the
from support.targets.description import load
from tests.matchers.exchanges import exchange, words

DIALECT = load("embedded").dialect
PLAIN = exchange()
COUNTED = exchange(headers=(("X-Gateway-Loop-Count", "3"),))
THIRD = counted_as(3, DIALECT)
USUAL = nothing_said(DIALECT)


def test_each_is_judged() -> None:
    """One that differs is found in its place, and many are not told one by one."""
    assert words(each(USUAL), [PLAIN, PLAIN]) == ""
    said = words(each(USUAL), [PLAIN, COUNTED])
    assert said == "number 2 of 2: X-Gateway-Loop-Count was 3, though nothing was to be said"
    assert words(each(USUAL), [COUNTED] * 5).endswith("nothing was to be said; and 2 more")


def test_nobody_is_not_everybody() -> None:
    """Without a request there is nothing that could be as promised."""
    assert words(each(USUAL), []) == "there were only 0 requests"


def test_only_the_one_in_its_place_differs() -> None:
    """Neither another one, nor two, nor none."""
    third = only_the(3, THIRD, USUAL)
    assert words(third, [PLAIN, PLAIN, COUNTED]) == ""
    assert "number 3 of 3: X-Gateway-Loop-Count was absent" in words(third, [PLAIN] * 3)
    assert "number 2 of 3: X-Gateway-Loop-Count was 3" in words(third, [PLAIN, COUNTED, COUNTED])
    assert "there were only 2 requests" in words(third, [PLAIN, PLAIN])
