"""Which scenario meets which lie, until nothing is left to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reports.lie_rounds import Rounds
from support.reports.verdicts import Verdict
from support.targets.lies import Lie

if TYPE_CHECKING:
    from support.reports.verdicts import Word

ONE = Lie("budgets.one_short", "", "UC-16", "status was 200", "", lambda: None)
TWO = Lie("budgets.one_more", "", "UC-16", "status was 429", "", lambda: None)
OTHER = Lie("loops.deaf", "", "UC-13", "status was 200", "", lambda: None)
PROOFS = {"a:1": ("UC-16",), "a:2": ("UC-16",), "b:1": ("UC-13",)}


def seen(place: str, word: Word, message: str = "") -> Verdict:
    return Verdict(place, "", PROOFS[place], (), word, message=message)


def test_a_lie_meets_the_scenarios_of_the_promise_that_it_breaks() -> None:
    """Whoever proves something else learns nothing from it."""
    chosen = Rounds([ONE, OTHER], PROOFS, every_pair=False).next_round()
    assert chosen == {"a:1": ONE.name, "a:2": ONE.name, "b:1": OTHER.name}


def test_lies_share_the_scenarios_of_a_round() -> None:
    """Two lies about one promise are met at the same time, by different scenarios."""
    chosen = Rounds([ONE, TWO], PROOFS, every_pair=False).next_round()
    assert {chosen["a:1"], chosen["a:2"]} == {ONE.name, TWO.name}


def test_it_ends_when_everybody_has_caught_and_is_caught() -> None:
    """Caught lies are met again only by scenarios that have caught none."""
    rounds = Rounds([ONE], PROOFS, every_pair=False)
    rounds.learn(
        rounds.next_round(), [seen("a:1", "failed", "status was 200"), seen("a:2", "passed")]
    )
    assert rounds.next_round() == {}
    assert [row.lie.name for row in rounds.rows() if row.caught_by] == [ONE.name]


def test_who_has_caught_nothing_first_meets_what_was_caught_beside_it() -> None:
    """Of many lies that others have caught, those caught in the same feature come first."""
    places = {"a:1": ("UC-16",), "b:1": ("UC-16",), "b:2": ("UC-16",)}
    rounds = Rounds([ONE, TWO], places, every_pair=False)
    words = "status was 200; status was 429"
    met = {"a:1": ONE.name, "b:1": TWO.name}
    rounds.learn(met, [Verdict(each, "", ("UC-16",), (), "failed", message=words) for each in met])
    assert rounds.next_round() == {"b:2": TWO.name}


def test_every_pair_is_seen_once_when_asked_for() -> None:
    """The whole table leaves nothing out and tries nothing twice."""
    rounds, pairs = Rounds([ONE, TWO], PROOFS, every_pair=True), []
    while chosen := rounds.next_round():
        pairs += list(chosen.items())
        rounds.learn(chosen, [seen(place, "failed", "status was 200") for place in chosen])
    assert sorted(pairs) == sorted((p, lie.name) for p in ("a:1", "a:2") for lie in (ONE, TWO))


def test_across_promises_every_scenario_meets_every_lie() -> None:
    """The full table has a cell for each."""
    rounds = Rounds([OTHER], PROOFS, every_pair=True, across_promises=True)
    assert rounds.next_round() == dict.fromkeys(PROOFS, OTHER.name)


def test_a_round_that_breaks_off_is_not_tried_for_ever() -> None:
    """A meeting without a verdict is an error, and catches nothing."""
    rounds = Rounds([OTHER], PROOFS, every_pair=False)
    rounds.learn(rounds.next_round(), [])
    assert rounds.next_round() == {}
    assert "broke off" in (rounds.rows()[0].fault() or "")
