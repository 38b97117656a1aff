"""Changes the bytes in front of the gateway, for lies told on the wire and not in a decision."""

from __future__ import annotations

import socket
import struct
from typing import TYPE_CHECKING, Any

from support.reference.front_door import _Connection

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

_SEND_NOTHING_MORE = struct.pack("ii", 1, 0)


def on_sending(change: Callable[[bytes], bytes]) -> None:
    """What the gateway writes to a caller goes through *change* first, write by write."""
    honest = _Connection.connection_made

    def connection_made(self: _Connection, transport: asyncio.Transport) -> None:
        honest(self, _Tapped(transport, change))  # type: ignore[arg-type]

    _Connection.connection_made = connection_made  # type: ignore[method-assign]


def on_receiving(react: Callable[[asyncio.Transport, bytes], None]) -> None:
    """What a caller sends is given to *react* and to nobody else."""

    def data_received(self: _Connection, data: bytes) -> None:
        react(self.transport, data)

    _Connection.data_received = data_received  # type: ignore[method-assign, assignment]


def end_with_reset(transport: asyncio.Transport) -> None:
    tcp = transport.get_extra_info("socket")
    tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _SEND_NOTHING_MORE)
    transport.abort()


class _Tapped:
    """A transport whose writes are changed; everything else is the honest one's."""

    def __init__(self, transport: asyncio.Transport, change: Callable[[bytes], bytes]) -> None:
        self._transport = transport
        self._change = change

    def write(self, data: bytes) -> None:
        self._transport.write(self._change(data))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a transport has
        return getattr(self._transport, name)
