"""Exchanges made by hand, for judging the judges."""

from __future__ import annotations

import json
from typing import Any

from support.wire.exchange import Ending, Exchange, Headers, Moment, Piece, Request, Response

THEN = Moment(0, 0.0, 0.0)


def exchange(
    status: int = 200,
    headers: Headers = (),
    body: bytes | dict[str, Any] = b"",
    ending: Ending = "complete",
    reason: str = "",
) -> Exchange:
    """What a caller got, ended as *ending* says."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = Response(status, reason, headers, (Piece(0.0, data),))
    request = Request("POST", "/v1/chat/completions", ())
    return Exchange("caller to gateway", "Acme", request, THEN, response, ending, THEN)


def silence(ending: Ending) -> Exchange:
    """A request that nobody answered."""
    request = Request("POST", "/v1/chat/completions", ())
    return Exchange("caller to gateway", "Acme", request, THEN, None, ending, THEN)


def words(matcher: Any, item: Any) -> str:  # noqa: ANN401 - any matcher of anything
    """What the matcher has to say against *item*; empty when it matches."""
    from hamcrest.core.string_description import StringDescription  # noqa: PLC0415

    if matcher.matches(item):
        return ""
    said = StringDescription()
    matcher.describe_mismatch(item, said)
    return str(said)
