"""A handshake is judged by its order, its names and its token; the token is never shown."""

from __future__ import annotations

import json
from dataclasses import replace

from support.matchers.handshake import in_its_name, joined, only_registers, registered
from support.wire.exchange import Exchange, Request
from tests.matchers.exchanges import exchange, words


def call(what: str, status: int = 200, *, shows: str = "s3cret", name: str = "edge-1") -> Exchange:
    """One call of a gateway that calls itself so."""
    kind = what.rpartition(" ")[2]
    target = "/v1/edges/register" if kind == "register" else f"/v1/edges/{name}/{kind}"
    headers = (("Authorization", f"Bearer {shows}"),)
    body = json.dumps({"edge_id": name}).encode()
    request = Request(what.partition(" ")[0], target, headers, body)
    return replace(exchange(status), request=request)


WHOLE = [
    call("POST register"),
    call("GET config"),
    call("POST acknowledgements", 204),
    call("POST heartbeat"),
]


def test_the_whole_handshake_is_one() -> None:
    """What comes after it does not matter."""
    assert words(joined(), [*WHOLE, call("POST heartbeat")]) == ""
    assert words(in_its_name("s3cret"), WHOLE) == ""


def test_the_order_and_each_answer_count() -> None:
    """A step that is missing, or that was answered with something else, is named."""
    said = words(joined(), [call("POST register", 401), call("POST heartbeat")])
    assert said == (
        "it began with POST register, POST heartbeat; POST register was answered with 401"
    )
    assert words(joined(), []) == "it began with nothing"


def test_a_foreign_name_and_a_wrong_token_are_told_without_the_token() -> None:
    """What is secret is compared and not shown."""
    calls = [call("POST register"), call("GET config", shows="other", name="edge-2")]
    said = words(in_its_name("s3cret"), calls)
    assert said == (
        "GET config was not made with its token; GET config was made in the name of edge-2"
    )
    assert words(in_its_name("s3cret"), []) == "it registered under 0 names"


def test_nothing_but_registering() -> None:
    """Silence is no try either."""
    assert words(only_registers(), [call("POST register", 401)] * 2) == ""
    assert words(only_registers(), WHOLE[:2]) == "there was also GET config"
    assert words(only_registers(), []) == "there was no call at all"


def test_registrations_are_alike() -> None:
    """A gateway that registers again is still the same."""
    assert words(registered(2), [WHOLE[0], *WHOLE]) == ""
    assert words(registered(1), []) == "it registered 0 times"
    said = words(registered(2), [WHOLE[0], call("POST register", name="edge-2")])
    assert said == (
        'it registered as {"edge_id": "edge-1"} first, and as {"edge_id": "edge-2"} later'
    )
