"""Refusals: each reason has one answer, and the answer says whether to try again."""

from __future__ import annotations

import json

import pytest

from support.reference.reasons import Reason, Refused
from support.reference.refusals import KINDS, error_event, refusal_answer

INVALID = 'Bearer realm="gateway", error="invalid_token"'


def test_every_reason_has_an_answer() -> None:
    """A new reason cannot be forgotten in the table."""
    assert list(KINDS) == list(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_every_answer_has_the_whole_envelope(reason: Reason) -> None:
    """All four keys, JSON, never stored, the reason in its header, one sentence to read."""
    status, headers, body = refusal_answer(Refused(reason))
    error = json.loads(body)["error"]
    assert list(error) == ["message", "type", "param", "code"]
    assert error["message"].endswith(".")
    assert status == KINDS[reason].status
    assert headers[:3] == [
        (b"Content-Type", b"application/json"),
        (b"Cache-Control", b"no-store"),
        (b"X-Gateway-Reason", reason.encode()),
    ]
    assert not dict(headers).keys() & {b"Retry-After"}


@pytest.mark.parametrize(
    ("reason", "status", "type_", "code", "others"),
    [
        ("tpm_exceeded", 429, "tokens", "rate_limit_exceeded", {}),
        ("tpd_exceeded", 429, "tokens", "rate_limit_exceeded", {}),
        ("request_too_large", 429, "tokens", "request_too_large", {"x-should-retry": "false"}),
        (
            "prompt_too_long",
            400,
            "invalid_request_error",
            "context_length_exceeded",
            {"x-should-retry": "false"},
        ),
        ("loop_detected", 429, "requests", "loop_detected", {}),
        ("hop_limit", 508, "invalid_request_error", "hop_limit", {"x-should-retry": "false"}),
        (
            "crawler_allowance_spent",
            429,
            "requests",
            "crawler_allowance_spent",
            {"Vary": "User-Agent"},
        ),
        (
            "crawler_unverified",
            403,
            "permission_error",
            "crawler_unverified",
            {"x-should-retry": "false", "Vary": "User-Agent"},
        ),
        (
            "pass_expired",
            401,
            "invalid_request_error",
            "pass_expired",
            {"WWW-Authenticate": INVALID},
        ),
        (
            "unknown_key",
            401,
            "invalid_request_error",
            "invalid_api_key",
            {"WWW-Authenticate": INVALID},
        ),
        (
            "no_credentials",
            401,
            "invalid_request_error",
            None,
            {"WWW-Authenticate": 'Bearer realm="gateway"'},
        ),
        ("no_policy", 503, "service_unavailable_error", "no_policy", {}),
        ("no_route", 404, "invalid_request_error", "no_route", {}),
        ("bad_request", 400, "invalid_request_error", None, {"x-should-retry": "false"}),
        ("upstream_unreachable", 502, "server_error", "upstream_unreachable", {}),
        ("upstream_timeout", 504, "server_error", "upstream_timeout", {}),
    ],
)
def test_the_table_is_the_contracts(
    reason: str, status: int, type_: str, code: str | None, others: dict[str, str]
) -> None:
    """Row by row as docs/reference-gateway.md has it."""
    told, headers, body = refusal_answer(Refused(Reason(reason)))
    error = json.loads(body)["error"]
    assert (told, error["type"], error["code"]) == (status, type_, code)
    assert {name.decode(): value.decode() for name, value in headers[3:]} == others


def test_what_is_known_better_replaces_what_the_reason_says() -> None:
    """A message, a parameter, a code, a wait and headers of this one refusal."""
    refused = Refused(Reason.BAD_REQUEST, 7, [(b"X-A", b"1")], "Mend n.", "n", "missing")
    _, headers, body = refusal_answer(refused)
    assert headers[3:] == [(b"Retry-After", b"7"), (b"x-should-retry", b"false"), (b"X-A", b"1")]
    assert json.loads(body)["error"] == {
        "message": "Mend n.",
        "type": "invalid_request_error",
        "param": "n",
        "code": "missing",
    }


def test_a_stream_that_breaks_is_told_as_one_event() -> None:
    """The same envelope, as data, with the blank line that ends it."""
    event = error_event(Reason.UPSTREAM_UNREACHABLE, "Broken off.")
    assert event.startswith(b"data: {")
    assert event.endswith(b"}\n\n")
    assert json.loads(event[6:])["error"]["code"] == "upstream_unreachable"
