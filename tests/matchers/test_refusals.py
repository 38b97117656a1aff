"""A refusal that is not as stated is described by everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.matchers.refusals import refused_because, told_in_turn, told_to_try_again_in
from support.targets.description import load
from support.targets.dialect import Refusal
from tests.matchers.exchanges import exchange, silence, words

DIALECT = load("embedded").dialect
PHRASE = "the minute budget is spent"
MATCHER = refused_because(PHRASE, DIALECT.refusals[PHRASE], DIALECT)
HEADERS = (
    ("content-type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Gateway-Reason", "tpm_exceeded"),
    ("Retry-After", "2"),
)
ERROR = {"message": "Later.", "type": "tokens", "param": None, "code": "rate_limit_exceeded"}


def test_a_refusal_as_stated() -> None:
    """A refusal that is right in every part matches."""
    assert words(MATCHER, exchange(429, HEADERS, {"error": ERROR})) == ""


def test_everything_wrong_is_named_at_once() -> None:
    """One reading of the mismatch is enough to mend the gateway."""
    assert words(MATCHER, exchange(403, (("Content-Type", "text/html"),), b"<h1>No</h1>")) == (
        "status was 403; X-Gateway-Reason was absent, not tpm_exceeded; "
        "Cache-Control was absent, not no-store; "
        "Retry-After was absent, not whole seconds above 0; "
        "Content-Type was text/html; the body was no error object: b'<h1>No</h1>'"
    )


def test_whoever_only_looks_is_told_all_but_the_body() -> None:
    """A HEAD is answered with the head that a GET would get."""
    seen = exchange(429, HEADERS)
    looked = replace(seen, request=replace(seen.request, method="HEAD"))
    assert words(MATCHER, looked) == ""
    assert words(MATCHER, seen) == "the body was no error object: b''"
    bare = replace(looked, response=exchange(429, HEADERS[1:]).response)
    assert words(MATCHER, bare) == "Content-Type was absent"


def without(name: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in HEADERS if pair[0] != name)


@pytest.mark.parametrize("value", ["0", "1.5", "-1", "2s", "", "٢"])
def test_retry_after_is_whole_seconds_above_0(value: str) -> None:
    """Clients read digits and nothing else."""
    headers = (*without("Retry-After"), ("Retry-After", value))
    assert "Retry-After was" in words(MATCHER, exchange(429, headers, {"error": ERROR}))


def test_a_header_sent_twice_is_not_one_value() -> None:
    """Two Retry-After headers are no answer to when."""
    headers = (*HEADERS, ("Retry-After", "3"))
    assert words(MATCHER, exchange(429, headers, {"error": ERROR})) == (
        "Retry-After was 2, then 3 (sent twice), not whole seconds above 0"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "requests"}, "error.type was 'requests', not 'tokens'"),
        ({"code": 429}, "error.code was 429, not 'rate_limit_exceeded'"),
        ({"param": "model"}, "error.param was 'model', not None"),
        ({"message": ""}, "error.message was ''"),
    ],
)
def test_each_part_of_the_error_object(change: dict[str, object], said: str) -> None:
    """Client libraries read all four keys."""
    assert words(MATCHER, exchange(429, HEADERS, {"error": {**ERROR, **change}})) == said


def test_a_missing_key_is_not_null() -> None:
    """A key that is not there is not the same as one that says nothing."""
    error = {key: value for key, value in ERROR.items() if key != "param"}
    assert words(MATCHER, exchange(429, HEADERS, {"error": error})) == (
        "the error object has no param"
    )


def test_something_beside_the_error_is_no_envelope() -> None:
    """The gateway's own errors have one key at the top."""
    assert "no error object" in words(
        MATCHER, exchange(429, HEADERS, {"error": ERROR, "detail": "x"})
    )


def test_where_trying_again_does_not_help_it_is_not_suggested() -> None:
    """A Retry-After on what can never fit makes clients try for ever."""
    phrase = "it can never fit the budget"
    matcher = refused_because(phrase, DIALECT.refusals[phrase], DIALECT)
    said = words(matcher, exchange(429, HEADERS, {"error": ERROR}))
    assert "Retry-After was 2, though trying again does not help" in said
    assert "x-should-retry was absent, not false" in said


def test_no_answer_is_no_refusal() -> None:
    """A connection that is reset refuses nothing."""
    assert words(MATCHER, silence("reset")) == "there was no answer (reset)"


def test_the_time_to_come_back_is_exact() -> None:
    """One second less is a lie."""
    assert words(told_to_try_again_in(2), exchange(429, HEADERS)) == ""
    assert words(told_to_try_again_in(3), exchange(429, HEADERS)) == "Retry-After was 2, not 3"


def test_a_stated_jitter_is_allowed_for() -> None:
    """A gateway that spreads its callers may tell later, as far as it says, and never earlier."""
    seen = exchange(429, (("Retry-After", "15"),))
    assert words(told_to_try_again_in(10, 0.5), seen) == ""
    assert words(told_to_try_again_in(9, 0.5), seen) == "Retry-After was 15, not 9"
    assert words(told_to_try_again_in(16, 0.5), seen) == "Retry-After was 15, not 16"


def test_a_body_of_its_own_is_not_looked_at() -> None:
    """Where the dialect says that nobody reads it; a phrase may say otherwise."""
    dialect = load("fairvisor").dialect
    html = exchange(429, (("Retry-After", "2"), ("X-Fairvisor-Reason", "tpm_exceeded")), b"<h1>")
    plain = Refusal(status=429, reason="tpm_exceeded", try_again="told when")
    strict = plain.model_copy(update={"envelope": "openai"})
    assert words(refused_because("it is too much", plain, dialect), html) == ""
    assert "no error object" in words(refused_because("it is too much", strict, dialect), html)


def test_times_that_count_down_to_an_answer() -> None:
    """Each refusal names its time, and the last of all is answered."""
    later, sooner = (exchange(429, (("Retry-After", text),)) for text in ("2", "1"))
    assert words(told_in_turn((2, 1)), [later, sooner, exchange()]) == ""
    assert words(told_in_turn((2, 1)), [later, later, sooner]) == (
        "Retry-After was 2, 2; the last of them was not answered (Retry-After: 1)"
    )
