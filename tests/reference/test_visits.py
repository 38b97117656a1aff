"""Requests are read to their end, or their caller has left."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from support.reference.caller_waiting import CallerLeftError
from support.reference.visits import whole_body


def _read(*messages: dict[str, Any]) -> bytes:
    left = list(messages)

    async def receive() -> dict[str, Any]:
        return left.pop(0)

    return asyncio.run(whole_body(receive))


def test_a_request_in_pieces_is_one() -> None:
    """It ends with the piece after which there is no more."""
    first: dict[str, Any] = {"type": "http.request", "body": b"a", "more_body": True}
    assert _read(first, {"type": "http.request"}) == b"a"


def test_half_a_request_is_a_caller_who_left() -> None:
    """Whatever came before."""
    with pytest.raises(CallerLeftError):
        _read(
            {"type": "http.request", "body": b"a", "more_body": True}, {"type": "http.disconnect"}
        )
