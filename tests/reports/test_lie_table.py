"""The table of lies: who is caught, by whom, and in which words."""

from __future__ import annotations

import json
from dataclasses import replace

from support.reports.lie_table import Row, as_markdown, idle_scenarios, recalled, remembered
from support.reports.verdicts import Verdict, Word
from support.targets.lies import Lie

LIE = Lie("budgets.one_short", "Is one short.", "UC-16", "status was 200", "", lambda: None)
TRICK = Lie("five.echo", "Echoes.", "*", "", "", lambda: None)


def verdict(word: Word, message: str = "", promise: str = "UC-16", place: str = "a:1") -> Verdict:
    return Verdict(place, f"Title of {place}", (promise,), (), word, "", message)


def test_a_lie_is_caught_in_the_right_words() -> None:
    """A failed scenario of the broken promise that names the reason catches it."""
    row = Row(LIE, (verdict("passed"), verdict("failed", "Expected: x but: status was 200")))
    assert row.fault() is None
    assert [each.message for each in row.caught_by] == ["Expected: x but: status was 200"]


def test_other_words_do_not_catch() -> None:
    """A failure for another reason is told with its words."""
    fault = Row(LIE, (verdict("failed", "status was 500"),)).fault()
    assert fault is not None
    assert "do not name 'status was 200': status was 500" in fault


def test_words_of_the_explanation_do_not_catch() -> None:
    """What crossed the wire is no judgement: only the mismatch itself counts."""
    seen = Verdict("a:1", "T", ("UC-16",), (), "failed", "", "status was 500", "status was 200")
    assert Row(LIE, (seen,)).fault() is not None


def test_another_promise_does_not_catch() -> None:
    """A scenario of another promise does not count, whatever it says."""
    fault = Row(LIE, (verdict("failed", "status was 200", "UC-09"),)).fault()
    assert fault is not None
    assert "every scenario of UC-16 passes" in fault


def test_an_error_does_not_catch() -> None:
    """A lie that only breaks a Given is not caught."""
    fault = Row(LIE, (verdict("error", "status was 200"),)).fault()
    assert fault is not None
    assert "only ends in an error: status was 200" in fault


def test_a_lie_that_nobody_met_is_a_fault() -> None:
    """Without any scenario nothing was shown."""
    assert Row(LIE, ()).fault() == "budgets.one_short: no scenario was run against it"


def test_nothing_passes_against_one_trick() -> None:
    """A gateway that knows one trick must pass no scenario at all; errors are enough."""
    assert Row(TRICK, (verdict("error"), verdict("failed"))).fault() is None
    fault = Row(TRICK, (verdict("passed", place="a:7"),)).fault()
    assert fault == "five.echo: these pass against it: a:7"


def test_a_scenario_that_catches_nothing_is_idle() -> None:
    """Failing against a gateway that knows one trick is not enough to be of use."""
    rows = [
        Row(LIE, (verdict("failed", place="a:1"),)),
        Row(TRICK, (verdict("failed", place="a:2"),)),
    ]
    assert idle_scenarios(rows, ["a:1", "a:2", "a:3"]) == ["a:2", "a:3"]


def test_the_table_can_be_read() -> None:
    """One row a lie, with the titles of those that catch it; bars in a cell are kept apart."""
    seen = replace(verdict("failed", "status was 200"), title="One | two")
    assert as_markdown([Row(LIE, (seen,))]).splitlines()[2] == (
        r"| budgets.one_short | Is one short. | UC-16 | status was 200 | One \| two |"
    )


def test_who_caught_a_lie_is_found_again_where_it_stands_now() -> None:
    """A feature that has grown moves its scenarios; the file and the title remain."""
    here = replace(verdict("failed", "status was 200", place="features/a.feature:7"), title="One ")
    known = json.loads(remembered([Row(LIE, (here,))]))
    there = replace(here, scenario="features/a.feature:9", title="One")
    others = [
        replace(there, scenario="features/a.feature:7", title="Two"),
        replace(there, scenario="features/b.feature:9"),
    ]
    assert recalled(known, [there, *others]) == {LIE.name: [there.scenario]}
    assert recalled(known, others) == {LIE.name: []}
