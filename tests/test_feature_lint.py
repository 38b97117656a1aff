"""The lint notices each thing that a feature may not do, and lets a good feature pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.feature_lint import parsed, remarks
from tests.feature_tags import repeated_ids

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
@budgets @UC-16 @P0
Feature: Tokens per minute

  An organisation buys a number of tokens per minute.
  Whatever the answer does not use goes back.

  Background:
    Given Acme may use 12,000 tokens per minute

  Rule: A request that does not fit never reaches the model

    @TPM-1 @cites.OAI-43 @needs.clock
    Example: A request is larger than what is left
      Given Acme has used 11,400 tokens in this minute
      When Acme asks for up to 1,000 tokens
      Then the request is refused because the minute budget is spent
      And the model is not called

    @TPM-2
    Scenario Outline: A request for <tokens> is <answer>
      When Acme asks for up to <tokens> tokens
      Then the request is <answer>

      Examples:
        | tokens | answer   | because           |
        | 12,000 | answered | all of it is left |
        | 12,001 | refused  | one is missing    |
"""
WIRE = GOOD.replace("@budgets", "@budgets @wire")
WHEN = "      When Acme asks for up to 1,000 tokens\n"
THEN = "      Then the request is refused because the minute budget is spent\n"
GIVEN = "    Given Acme may use 12,000 tokens per minute\n"
RULE = "A request that does not fit never reaches the model"
TITLE = "A request is larger than what is left"
REST = GOOD[GOOD.index("    @TPM-2") :]


def told(
    tmp_path: Path, text: str, folder: str = "token_budgets", name: str = "tokens.feature"
) -> list[str]:
    path = tmp_path / folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [remark.text for remark in remarks(path, {"UC-16"})]


def test_a_good_feature_passes(tmp_path: Path) -> None:
    """A feature that keeps the rules gets no remark, in a capability and on the wire."""
    assert told(tmp_path, GOOD) == []
    assert told(tmp_path, WIRE, "wire_contract") == []


@pytest.mark.parametrize(
    ("piece", "instead", "remark"),
    [
        ("  An organisation buys", "  A\n  B\n  C\n  D\n  E", "why it exists in two to four"),
        ("  Whatever the answer does not use goes back.\n", "", "why it exists in two to four"),
        ("  Whatever the answer", "  As an operator I want that", "not 'As a ... I want ...'"),
        (REST, REST + "\n" * 100, "a feature fits on 120 lines"),
        ("  Background:", "  # later\n  Background:", "a comment is a missing sentence"),
        (f"  Rule: {RULE}\n", "", "an example stands under a rule"),
        (f"  Rule: {RULE}\n", "", "a feature has at least one rule"),
        (RULE, "Does a request that does not fit pass?", "a statement, not a question"),
        (RULE, "Too large", "a whole sentence that could be true or false"),
        (TITLE, "", "an example has a title"),
        (TITLE, "Verify that it is refused", "'Verify' does not belong in it"),
        (TITLE, "Acme asks when nothing is left", "'when' does not belong in it"),
        (TITLE, "Acme asks for 1,000 tokens", "numbers live in tags"),
        (WHEN, WHEN + WHEN, "one When, not 2"),
        (WHEN, WHEN + WHEN.replace("When", "And"), "one When, not 2"),
        (WHEN, "", "one When, not 0"),
        (THEN, THEN * 4, "two to six steps, not 7"),
        (THEN + "      And the model is not called\n", "", "from Given over When to Then"),
        (WHEN + THEN, THEN + WHEN, "from Given over When to Then"),
        (GIVEN, GIVEN * 4, "a background has at most three Givens"),
        (GIVEN, GIVEN + THEN, "a background has at most three Givens"),
        ("not called\n", 'not called\n      """\n      x\n      """\n', "quoted documents belong"),
        ("is not called", "gets no JSON", "'JSON' belongs to the wire contract"),
        ("An organisation buys", "An endpoint buys", "'endpoint' belongs to the wire contract"),
        (TITLE, "Nobody may POST any more", "'POST' belongs to the wire contract"),
        ("all of it is left", "the header says so", "'header' belongs to the wire contract"),
        ("in this minute", "at 1700000000", "'1700000000' belongs to the wire contract"),
        ("Given Acme has used", "Given Acme must wait for", "'wait': time is set or passed"),
        ("because           |", "reason            |", "the last column of an outline is"),
        ("| one is missing    |", "|                   |", "each row says because of what"),
        (REST[REST.index("        | 12,000") :], "", "an outline without rows runs nothing"),
        ("@P0", "@P3", "@P3 is not on the list of tags"),
        ("@P0", "@slow", "@slow is not on the list of tags"),
        ("@UC-16", "@UC-99", "@UC-99 is not a promise of the catalogue"),
        ("@UC-16 ", "", "an example proves a promise"),
        ("@TPM-1 ", "", "an example has one id of its own"),
        ("@TPM-1 ", "@TPM-1 @TPM-9 ", "an example has one id of its own"),
        ("@P0", "@TPM-9", "@TPM-9 is the id of one example"),
        ("@P0", "@wire", "@wire stands on each feature of wire_contract/ and nowhere else"),
        ("@TPM-1 ", "@TPM-1 @harness ", "@harness stands on a feature as a whole"),
        ("@needs.clock", "@needs.wings", "@needs.wings is not on the list of tags"),
        ("@cites.OAI-43", "@cites.", "@cites. is not on the list of tags"),
        ("  Rule:", "  Rool:", "the official parser does not understand it"),
        (GOOD, "", "there is no feature in it"),
    ],
)
def test_a_bad_feature_is_told(tmp_path: Path, piece: str, instead: str, remark: str) -> None:
    """Each rule notices the feature that breaks it."""
    assert piece in GOOD
    texts = told(tmp_path, GOOD.replace(piece, instead, 1))
    assert [text for text in texts if remark in text], texts


def test_a_rule_has_at_most_five_examples(tmp_path: Path) -> None:
    """A rule with six examples is two rules."""
    many = "".join(REST.replace("TPM-2", f"TPM-{number}") for number in range(2, 8))
    assert "a rule has one to five examples, not 7" in told(tmp_path, GOOD.replace(REST, many))


def test_a_rule_has_at_least_one_example(tmp_path: Path) -> None:
    """A rule that nobody shows is a wish."""
    empty = GOOD + "\n  Rule: Nobody has ever shown this one\n"
    assert "a rule has one to five examples, not 0" in told(tmp_path, empty)


def test_a_feature_has_a_home(tmp_path: Path) -> None:
    """The path of a feature reads as a table of contents."""
    assert "'misc' is not the folder of a capability" in told(tmp_path, GOOD, "misc")
    (remark,) = told(tmp_path, GOOD, name="Tokens-2.feature")
    assert remark == "the name of the file is its subject in small letters"


def test_the_wire_contract_may_speak_of_the_wire(tmp_path: Path) -> None:
    """Where HTTP is the subject, its words are welcome and no column says because."""
    text = WIRE.replace("is not called", "gets no JSON header").replace("because   ", "status    ")
    assert told(tmp_path, text, "wire_contract") == []


def test_an_untagged_wire_feature_is_told(tmp_path: Path) -> None:
    """A page of the wire contract says that it is one."""
    (remark,) = told(tmp_path, GOOD, "wire_contract")
    assert remark == "@wire stands on each feature of wire_contract/ and nowhere else"


def test_an_id_is_used_once_in_the_suite(tmp_path: Path) -> None:
    """Two examples with one id cannot be told apart in a report."""
    told(tmp_path, GOOD)
    feature = parsed(tmp_path / "token_budgets" / "tokens.feature")["feature"]
    assert repeated_ids([feature]) == []
    assert repeated_ids([feature, feature]) == ["@TPM-1", "@TPM-2"]
