"""What the gateway asks is compared to the letter, and secrets are not shown."""

from __future__ import annotations

from dataclasses import replace

from support.matchers.asking import asks
from support.wire.exchange import Request
from tests.matchers.exchanges import exchange, words

DOCUMENT = """
POST /v1/edges/e/events
Authorization: Bearer <edge token>
Idempotency-Key: ...
If-None-Match: absent

{"events": [{"id": "...", "count": 1}]}
"""
HEADERS = (("authorization", "Bearer t0p"), ("Idempotency-Key", "k"), ("Host", "h"))
BODY = b'{"events": [{"count": 1, "id": "x"}]}'
AS_SPELT = asks(DOCUMENT, {"<edge token>": "t0p"})


def said_of(body: bytes = BODY, headers: tuple[tuple[str, str], ...] = HEADERS) -> str:
    request = Request("POST", "/v1/edges/e/events", headers, body)
    return words(AS_SPELT, [replace(exchange(), request=request)])


def test_a_call_as_it_is_spelt() -> None:
    """Other headers and the order of keys are nobody's business; "..." is anything."""
    assert said_of() == ""


def test_each_difference_of_the_head_is_named() -> None:
    """A header that is missing, doubled, different, or that must not be there."""
    wrong = (*HEADERS[1:], ("authorization", "Bearer other"), ("If-None-Match", "*"))
    assert said_of(headers=wrong) == "Authorization was not what it is to be; If-None-Match was *"
    twice = said_of(headers=(*HEADERS, ("idempotency-key", "k")))
    assert twice == "Idempotency-Key was sent 2 times"
    assert said_of(headers=HEADERS[:1]) == "Idempotency-Key was sent 0 times"


def test_each_difference_of_the_body_has_its_place() -> None:
    """A value, its type, a key too many and one that is missing."""
    assert (
        said_of(b'{"events": [{"count": 2, "id": "x"}]}') == "the body.events[0].count was 2, not 1"
    )
    assert "count was true, not 1" in said_of(b'{"events": [{"count": true, "id": "x"}]}')
    assert "the body.more should not be there" in said_of(BODY[:-1] + b', "more": 1}')
    assert said_of(b'{"events": [{"count": 1}]}') == "the body.events[0].id is missing"
    assert 'id was "", not "..."' in said_of(b'{"events": [{"count": 1, "id": ""}]}')
    assert said_of(b"{").startswith("the body was not JSON")


def test_another_call_or_none() -> None:
    """The first line is compared too, and silence is no call."""
    other = replace(exchange(), request=Request("GET", "/v1/edges/e/config", HEADERS, BODY))
    assert words(AS_SPELT, [other]) == "the call was GET /v1/edges/e/config"
    assert words(AS_SPELT, []) == "there was no such call"
