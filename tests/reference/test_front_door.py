"""The door that callers come through is one that small pieces pass at once."""

from __future__ import annotations

import contextlib
import socket

from support.reference.front_door import bind


def test_small_pieces_are_sent_at_once() -> None:
    """The door is TCP by name: asyncio turns Nagle's waiting off for no other sockets."""
    with contextlib.closing(bind(("127.0.0.1", 0))) as listener:
        assert listener.proto == socket.IPPROTO_TCP
