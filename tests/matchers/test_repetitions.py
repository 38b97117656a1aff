"""What a caller is told about its repetitions, and what it is not told."""

from __future__ import annotations

from support.matchers.repetitions import (
    REPEATS_ITSELF,
    counted_as,
    nothing_said,
    numbered,
    warned_of_each,
    warned_that,
)
from support.matchers.spending import NEARLY_SPENT
from support.targets.description import load
from tests.matchers.exchanges import exchange, silence, words

DIALECT = load("embedded").dialect
COUNT = "X-Gateway-Loop-Count"


def test_the_count_is_exact() -> None:
    """One too few, one too many, none at all and two at once are named."""
    tenth = counted_as(10, DIALECT)
    assert words(tenth, exchange(headers=((COUNT, "10"),))) == ""
    assert words(tenth, exchange(headers=((COUNT, "9"),))) == f"{COUNT} was 9, not 10"
    assert words(tenth, exchange()) == f"{COUNT} was absent, not 10"
    twice = exchange(headers=((COUNT, "10"), (COUNT, "10")))
    assert words(tenth, twice) == f"{COUNT} was 10, then 10 (sent twice), not 10"


def test_a_gateway_that_tells_it_nowhere_is_asked_to_say_where() -> None:
    """A target file without the header cannot pass."""
    silent = DIALECT.model_copy(update={"headers": DIALECT.headers.model_copy()})
    nowhere = silent.headers.model_copy(update={"loop_count": None})
    said = words(counted_as(2, DIALECT.model_copy(update={"headers": nowhere})), exchange())
    assert "[dialect.headers] loop_count" in said


def test_silence_about_repetitions_is_complete() -> None:
    """Neither a count nor a warning; both are named when both are there."""
    headers = ((COUNT, "1"), ("X-Gateway-Warning", "loop_detected"))
    assert words(nothing_said(DIALECT), exchange()) == ""
    assert words(nothing_said(DIALECT), exchange(headers=headers)) == (
        f"{COUNT} was 1, though nothing was to be said; "
        "X-Gateway-Warning was loop_detected, though nothing was to be said"
    )
    assert words(nothing_said(DIALECT), silence("cut")) == "there was no answer (cut)"


def test_a_warning_is_the_word_of_the_dialect() -> None:
    """Another word, more words and none at all are named."""
    warned = warned_that(REPEATS_ITSELF, DIALECT)
    assert words(warned, exchange(headers=(("X-Gateway-Warning", "loop_detected"),))) == ""
    other = exchange(headers=(("X-Gateway-Warning", "crawler_allowance"),))
    said = words(warned, other)
    assert said == "X-Gateway-Warning was crawler_allowance, not loop_detected"
    assert words(warned, exchange()) == "X-Gateway-Warning was absent, not loop_detected"


def test_each_warning_comes_once() -> None:
    """One that is missing, doubled or too many is named."""
    name, loop, money = "X-Gateway-Warning", "loop_detected", "cost_budget; used=98; of=100"
    both = warned_of_each([REPEATS_ITSELF, NEARLY_SPENT], DIALECT)
    assert words(both, exchange(headers=((name, money), (name, loop)))) == ""
    assert words(both, exchange(headers=((name, loop),))) == f"{name} was {loop}"
    twice = exchange(headers=((name, loop), (name, money), (name, money)))
    assert words(both, twice) == f"{name} was {loop}, then {money}, then {money}"
    assert words(both, exchange()) == f"{name} was absent"
    nowhere = warned_of_each([REPEATS_ITSELF], DIALECT.model_copy(update={"warnings": {}}))
    assert "[dialect.warnings]" in words(nowhere, exchange())


def test_numbers_come_once_each_in_any_order() -> None:
    """One that is missing, doubled or too many shows in the row of all."""
    none = exchange()
    two, ten = (exchange(headers=((COUNT, each),)) for each in ("2", "10"))
    both = numbered((2, 10), DIALECT)
    assert words(both, [ten, none, two]) == ""
    assert words(both, [two, two, ten]) == f"{COUNT} was 2, 2, 10"
    assert words(both, [none]) == f"{COUNT} was absent"
