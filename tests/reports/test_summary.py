"""The end of a run: broken promises first, nothing passed over."""

from __future__ import annotations

from support.reports.catalogue import Catalogue, Promise
from support.reports.summary import summary
from support.reports.verdicts import Verdict, Word
from tests.reports.a_record import began


def promise(name: str, area: str = "Edge") -> Promise:
    return Promise(
        id=name,
        sentence=f"The sentence of {name}.",
        why="It matters.",
        area=area,
        priority=0,
        wire="x",
        value_at_risk=1,
        owner="Somebody",
    )


CATALOGUE = Catalogue(
    promise=[promise("AA-01"), promise("AA-02"), promise("AA-03"), promise("BB-01", "Chat")]
)


def verdict(name: str, word: Word, message: str = "") -> Verdict:
    return Verdict(f"features/{name}.feature:3", f"Title {name}", (name,), (), word, "", message)


def told(*verdicts: Verdict, faults: tuple[str, ...] = ()) -> list[str]:
    return summary(verdicts, CATALOGUE, began().tested, faults).splitlines()[2:]


def test_a_good_run_is_short() -> None:
    """A kept promise is one line with its sentence; areas are counted, the unproven too."""
    assert told(verdict("AA-01", "passed"), verdict("AA-01", "passed")) == [
        "  kept         AA-01  The sentence of AA-01. (2 scenarios)",
        "  by area:",
        "    Edge: 1 kept, 2 unproven",
        "    Chat: 1 unproven",
        "2 passed, 0 failed, 0 in error, 0 not claimed",
    ]


def test_broken_promises_come_first() -> None:
    """Broken, then inconclusive, then not claimed, then kept; with the scenarios that say so."""
    lines = told(
        verdict("AA-01", "passed"),
        verdict("AA-02", "not claimed", "it has no clock"),
        verdict("AA-03", "error"),
        verdict("BB-01", "failed"),
        verdict("BB-01", "passed"),
    )
    assert lines[:7] == [
        "  broken       BB-01  The sentence of BB-01. (2 scenarios, 1 failed)",
        "      failed  features/BB-01.feature:3  Title BB-01",
        "  inconclusive AA-03  The sentence of AA-03. (1 scenario, 1 error)",
        "      error   features/AA-03.feature:3  Title AA-03",
        "  not claimed  AA-02  The sentence of AA-02. (1 scenario, 1 not claimed)",
        "      it has no clock",
        "  kept         AA-01  The sentence of AA-01. (1 scenario)",
    ]


def test_a_reason_is_told_once() -> None:
    """Five scenarios that lack the same ability give one reason."""
    lines = told(*(verdict("AA-01", "not claimed", "it has no clock") for _ in range(5)))
    assert sum("it has no clock" in line for line in lines) == 1


def test_what_is_kept_in_part_says_what_was_not_asked() -> None:
    """A promise of which something is not claimed tells the reason, kept or not."""
    said: list[tuple[Word, str]] = [("passed", "kept"), ("failed", "broken")]
    for word, standing in said:
        lines = told(verdict("AA-01", word), verdict("AA-01", "not claimed", "it has no clock"))
        assert lines[0].split()[0] == standing
        assert lines.count("      it has no clock") == 1


def test_faults_are_marked() -> None:
    """What must not pass for a success has a mark of its own, just above the figures."""
    assert told(verdict("AA-01", "passed"), faults=("a thread too many",))[-2:] == [
        "! a thread too many",
        "1 passed, 0 failed, 0 in error, 0 not claimed",
    ]


def test_a_long_sentence_goes_on_below() -> None:
    """Every line about a promise fits a hundred columns, and no word of it is lost."""
    long = promise("AA-01").model_copy(update={"sentence": f"{'Very ' * 20}long."})
    text = summary([verdict("AA-01", "passed")], Catalogue(promise=[long]), began().tested, [])
    first, second = text.splitlines()[2:4]
    assert first.startswith("  kept         AA-01  Very")
    assert second.startswith(" " * 22 + "Very")
    assert f"{first} {second.strip()}".count("Very") == 20
    assert second.endswith("long. (1 scenario)")
    assert max(len(first), len(second)) <= 100


def test_of_a_part_of_the_suite_nothing_is_called_kept() -> None:
    """What else proves the promise was not tried; what is broken is broken all the same."""
    verdicts = [verdict("AA-01", "passed"), verdict("AA-02", "failed")]
    lines = summary(verdicts, CATALOGUE, began().tested, (), whole=False).splitlines()
    assert "  kept so far  AA-01  The sentence of AA-01. (1 scenario)" in lines
    assert "    Edge: 1 broken, 1 kept so far, 1 unproven" in lines
    assert [line for line in lines if line.startswith("  broken       AA-02")]
