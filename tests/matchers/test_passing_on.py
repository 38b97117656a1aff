"""What is passed on is the same on both sides of the gateway."""

from __future__ import annotations

from dataclasses import replace

from support.matchers.passing_on import broken_off, passed_on
from support.wire.exchange import Request
from tests.matchers.exchanges import exchange, words

SAID = exchange(headers=(("X-Note", "a"), ("Date", "then"), ("x-request-id", "1")), body=b"yes")
HEARD = exchange(headers=(("x-note", "a"), ("Date", "now"), ("X-More", "ours")), body=b"yes")


def test_what_is_handed_through_may_be_added_to() -> None:
    """The gateway dates and marks the answer; nothing else differs."""
    assert words(passed_on("the model", [SAID]), HEARD) == ""


def test_every_change_of_the_answer_is_named() -> None:
    """Status, body, and a header that was lost or changed."""
    changed = exchange(203, headers=(("x-note", "b"),), body=b"no")
    said = words(passed_on("the model", [SAID]), changed)
    assert said == "status was 203, not 200; the body was b'no', not b'yes'; x-note was b, not a"


def test_every_change_of_the_question_is_named() -> None:
    """Where it went and what it says."""
    elsewhere = replace(SAID, request=Request("POST", "/other", (), b"?"))
    said = words(passed_on("the model", [elsewhere]), HEARD)
    assert "the model was asked POST /other" in said
    assert "the model was asked b'?', not b''" in said


def test_it_is_passed_on_once() -> None:
    """Neither never nor twice."""
    assert words(passed_on("the model", []), HEARD) == "the model was called 0 times"
    assert words(passed_on("the model", [SAID, SAID]), HEARD) == "the model was called 2 times"


def test_long_questions_are_told_by_their_start_and_their_length() -> None:
    """Nobody reads a million letters to find out that the last one is missing."""
    asked = replace(HEARD, request=Request("POST", SAID.request.target, (), b"x" * 1000))
    call = replace(SAID, request=Request("POST", SAID.request.target, (), b"x" * 999))
    said = words(passed_on("the model", [call]), asked)
    assert said.startswith("the model was asked b'xxx")
    assert "... (999 bytes), not b'xxx" in said
    assert said.endswith("... (1,000 bytes)")


def test_what_broke_off_is_seen_to_be_a_part() -> None:
    """All that was said comes, and no end of it."""
    half = exchange(body=b"ha", ending="cut")
    assert words(broken_off("the site", [half]), half) == ""
    whole = words(broken_off("the site", [half]), exchange(body=b"ha"))
    assert whole == "it came to an end, as if it were whole"
    less = words(broken_off("the site", [half]), exchange(body=b"h", ending="cut"))
    assert less == "b'h' came of b'ha'"
