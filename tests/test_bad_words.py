"""What a person gets wrong in a feature: each is told in one sentence, and no gateway is blamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.a_run import Runs, small_project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.a_run import Run

HEAD = """@operations @EP-01
Feature: Bad words
  Rule: They are told
"""
BUDGET = "Given Acme may use 12,000 tokens per minute"
CRAWLER = "Given each crawler may fetch 2 pages a day"
TIERS = "Given the tier on a pass decides how fast each caller may send requests"
TIER = "| tier | at once | more | every     |\n        | gold | 10      | 1    | fortnight |"
PAGES = f"{CRAWLER}\n      When GPTBot fetches 2 pages\n      Then the pages are"
PAGE = "| pages  | answer                 |\n        | 1 to 2 | refused because I said |"
PARTS = f"{BUDGET}\n      When Acme asks for up to 600 tokens\n      Then the answer carries"
PART = "| part       | value |\n        | the status | 200   |"
COUNTS = "Then the figures count these requests, and no others"
COUNT = "| caller | what became of it | requests |\n        | Acme   | answered   | many   |"
WRONG = [
    ("Given it is 12:00:00 on 31 February 2028", "'31 February 2028' is no day of the calendar"),
    ("Given it is 29:00:00", "there is no sentence for 'given' that reads 'it is 29:00:00'"),
    (BUDGET.replace("12,000", "12,00"), "there is no sentence for 'given' that reads 'Acme"),
    (BUDGET.replace("12,000", "<used>"), "the Examples have no column called 'used'; add it"),
    (f"{BUDGET}\n        | a |\n        | b |", "nothing reads the table under this sentence"),
    (f'{BUDGET}\n        """\n        a\n        """', "nothing reads the document under this"),
    (f"{TIERS}\n        {TIER}", "the table's column 'every' has 'fortnight', which means nothing"),
    (f"{PAGES}\n        {PAGE}", "the table's column 'answer' has 'refused because I said', which"),
    (f"{PARTS}\n        {PART}", "the table's column 'part' has 'the status', which means nothing"),
    (f"{COUNTS}\n        {COUNT}", "the table's column 'requests' has 'many', which means nothing"),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project")


def judged(project: Path, *examples: str) -> Run:
    feature = HEAD + "".join(
        f"    Example: {number}\n{example}" for number, example in enumerate(examples)
    )
    (project / "features" / "mine.feature").write_text(feature, encoding="utf-8")
    return Runs(project.parent, project).run("features/mine.feature")


def test_words_that_mean_nothing(project: Path) -> None:
    """And nothing is shown of what the gateway did, for it has nothing to do with it."""
    end = "      When the operator looks after the gateway\n      Then the gateway is alive\n"
    run = judged(project, *(f"      {sentence}\n{end}" for sentence, _ in WRONG))
    assert run.words == ["error"] * len(WRONG), run.said
    for verdict, (_, told) in zip(run.verdicts, WRONG, strict=True):
        assert told in verdict["message"]
    assert "unforeseen" not in run.said
    assert "To ask the same again" not in run.said
    assert "Traceback" not in run.said


def test_an_example_without_a_sentence(project: Path) -> None:
    """Where nothing was said nothing was proved."""
    run = judged(project, "")
    assert (run.status, run.words) == (1, ["error"])
    assert "an example without a sentence proves nothing" in run.verdicts[0]["message"]
