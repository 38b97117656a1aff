"""Answers of the control plane that cannot be meant are failures, and nothing worse."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from support.reference.clock import SystemClock
from support.reference.edge_api import CallFailed, EdgeApi
from support.reference.line import Line, Reply
from support.reference.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "said",
    [
        b"[" * 100_000,
        b'{"heartbeat_seconds": 1e999, "poll_seconds": 1}',
        b'{"heartbeat_seconds": 1, "poll_seconds": 1%s}' % (b"0" * 400),
        b'{"heartbeat_seconds": 1, "poll_seconds": 1%s}' % (b"0" * 5000),
    ],
)
def test_no_rhythm(said: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too deep to be read, endless, longer than any clock counts, and longer than any number."""

    async def call(*_told: object) -> Reply:
        reply = Reply()
        reply.hear(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said))
        return reply

    monkeypatch.setattr(Line, "call", call)
    api = EdgeApi(Settings(tmp_path, control_plane="http://127.0.0.1:9"), SystemClock())
    with pytest.raises(CallFailed):
        asyncio.run(api.register(0.0))
