"""The wire contract is read literally."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.matchers.spelling import carries, is_asked, is_the_error_object, reads
from tests.matchers.exchanges import exchange, silence, words

HEADERS = (("content-type", "application/json"), ("Retry-After", "5"), ("x-request-id", "req_1"))
ERROR = {"message": "Too much.", "type": "tokens", "param": None, "code": "spent"}
KEYS = [("message", "a sentence"), ("type", "tokens"), ("param", "null"), ("code", "spent")]
WHOLE = """
HTTP/1.1 429 Too Many Requests
Content-Type: application/json
Retry-After: 5
X-Request-Id: req_...

{"error": ...}
"""


def test_each_part_is_compared() -> None:
    """Status, headers and what must not be there are one table."""
    parts = [("status", "429"), ("Retry-After", "a whole number above 0"), ("Vary", "absent")]
    assert words(carries(parts), exchange(429, HEADERS)) == ""
    assert words(carries([*parts, ("X-Request-Id", "anything")]), exchange(429, HEADERS)) == ""


def test_every_part_that_differs_is_named() -> None:
    """One reading is enough to mend the gateway."""
    parts = [("status", "400"), ("Retry-After", "absent"), ("Vary", "anything")]
    assert words(carries(parts), exchange(429, HEADERS)) == (
        "status was 429, not 400; Retry-After was 5, not absent; Vary was absent, not anything"
    )


@pytest.mark.parametrize("value", ["0", "1.5", "-1", "05", "2s", "٢"])
def test_a_whole_number_above_0_is_just_that(value: str) -> None:
    """Nothing is read more kindly than clients read it."""
    parts = [("Retry-After", "a whole number above 0")]
    assert "Retry-After was" in words(carries(parts), exchange(429, (("Retry-After", value),)))


def test_a_header_sent_twice_is_not_as_spelt() -> None:
    """Two values are not the one that is stated, even when they are the same."""
    seen = exchange(429, (("Retry-After", "5"), ("retry-after", "5")))
    assert "sent twice" in words(carries([("Retry-After", "5")]), seen)


def test_an_error_object_has_these_keys_and_no_others() -> None:
    """Null is a value, a key that is not there is none, and one too many is one too many."""
    matcher = is_the_error_object(KEYS)
    assert words(matcher, exchange(429, (), {"error": ERROR})) == ""
    less = {key: value for key, value in ERROR.items() if key != "param"}
    assert words(matcher, exchange(429, (), {"error": less})) == "error.param was absent, not null"
    assert words(matcher, exchange(429, (), {"error": {**ERROR, "trace": "x"}})) == (
        "the error object also has trace"
    )
    assert "no error object" in words(matcher, exchange(429, (), {"error": ERROR, "status": 429}))


def test_a_whole_answer_reads_as_quoted() -> None:
    """Names of headers in any case and order, and nothing besides."""
    seen = exchange(429, HEADERS, {"error": ERROR}, reason="Too Many Requests")
    assert words(reads(WHOLE), seen) == ""


def test_who_answers_by_another_version_does_not_read_as_quoted() -> None:
    """The status line is looked at whole, and not made up."""
    old = exchange(200, (), b"", reason="OK")
    assert old.response
    old = replace(old, response=replace(old.response, version="HTTP/1.0"))
    assert "it began with 'HTTP/1.0 200 OK'" in words(reads("HTTP/1.1 200 OK"), old)


def test_what_is_said_besides_is_named() -> None:
    """A header that nobody knows of is a leak, and one that is not there is missed."""
    headers = (*HEADERS[1:], ("Server", "secret/1.0"))
    assert words(reads(WHOLE), exchange(200, headers, b"<h1>", reason="OK")) == (
        "it began with 'HTTP/1.1 200 OK', not 'HTTP/1.1 429 Too Many Requests'; "
        "it said 'server: secret/1.0'; it did not say 'content-type: application/json'; "
        "the body was '<h1>'"
    )


def test_a_header_said_twice_is_said_once_too_often() -> None:
    """The quoted document has each line once."""
    seen = exchange(429, (*HEADERS, HEADERS[1]), {"error": ERROR}, reason="Too Many Requests")
    assert words(reads(WHOLE), seen) == "it said 'retry-after: 5'"


@pytest.mark.parametrize("matcher", [carries([]), is_the_error_object([]), reads(WHOLE)])
def test_no_answer_reads_as_nothing(matcher: object) -> None:
    """A connection that is cut says nothing that could be right."""
    assert words(matcher, silence("cut")).startswith("there was no answer (cut)")


def test_what_a_neighbour_is_asked_is_read_as_literally() -> None:
    """A header that is handed on by mistake is named, and so is a second request."""
    question = "POST /v1/chat/completions"
    assert words(is_asked("the model", question), [exchange()]) == ""
    assert words(is_asked("the model", f"{question}\nVia: 1.1 edge-1"), [exchange()]) == (
        "it did not say 'via: 1.1 edge-1'"
    )
    asked_twice = words(is_asked("the model", question), [exchange(), exchange()])
    assert asked_twice == "the model was asked 2 times"
    assert words(is_asked("the model", question), []) == "the model was asked 0 times"
