"""The door that callers come through: small pieces pass at once, and it can be slammed."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from support.reference.front_door import FrontDoor, PortError, bind, bind_together

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send


def test_small_pieces_are_sent_at_once() -> None:
    """The door is TCP by name: asyncio turns Nagle's waiting off for no other sockets."""
    with contextlib.closing(bind(("127.0.0.1", 0))) as listener:
        assert listener.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize(
    "taken", [lambda address: [bind(address)], lambda address: bind_together(address, 3)]
)
def test_a_port_that_is_let_go_of_in_a_moment_is_taken(
    taken: Callable[[tuple[str, int]], list[socket.socket]],
) -> None:
    """Processes that are killed let go of their port last, when another one may start already."""
    with bind(("127.0.0.1", 0)) as before:
        address = before.getsockname()
        threading.Timer(0.1, before.close).start()
        listeners = taken(address)
    assert {each.getsockname() for each in listeners} == {address}
    for each in listeners:
        each.close()


def test_a_port_that_is_not_let_go_of_is_somebody_elses() -> None:
    """Whoever is given a port in use is told so, after a moment."""
    with bind(("127.0.0.1", 0)) as before, pytest.raises(PortError, match="choose another port"):
        bind_together(before.getsockname(), 3)


def test_who_is_sent_away_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    """A door that is slammed in the middle of an answer leaves nothing in the log."""
    asyncio.run(_slammed())
    assert caplog.messages == []


async def _slammed() -> None:
    begun = asyncio.Event()

    async def thinking(_scope: Scope, _receive: Receive, _send: Send) -> None:
        begun.set()
        await asyncio.Future()

    listener = bind(("127.0.0.1", 0))
    door = FrontDoor(thinking)
    await door.open(listener)
    reader, writer = await asyncio.open_connection(*listener.getsockname())
    writer.write(b"GET / HTTP/1.1\r\nHost: gateway\r\n\r\n")
    await begun.wait()
    await door.slam()
    with contextlib.suppress(ConnectionResetError):
        assert await reader.read() == b""
    assert door.open_requests == 0
    writer.close()
