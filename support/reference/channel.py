"""The private channel: tests move the clock and look whether the gateway is idle, beside the wire.

A Unix socket, one JSON object a line each way. No caller can see it, and no gateway in earnest
has it open.
"""

from __future__ import annotations

import asyncio
import json
import os
from typing import TYPE_CHECKING, Any

from .clock import SettableClock

if TYPE_CHECKING:
    import socket
    from pathlib import Path
    from typing import Protocol

    from .gateway import Gateway
    from .siblings import Siblings

    class Door(Protocol):
        """Where requests come in."""

        @property
        def open_requests(self) -> int:
            """How many are being answered at this moment."""

        @property
        def requests(self) -> int:
            """How many have come in."""


# Rounds of the event loop in which a woken task comes as far as it can without the network.
# The longest chain from a timer to a socket takes about ten.
SETTLING_ROUNDS = 30


class RequestError(Exception):
    """What was asked on the channel cannot be done."""


class Channel:
    """One gateway's private channel."""

    def __init__(self, gateway: Gateway, door: Door, siblings: Siblings) -> None:
        """Serve nobody yet."""
        self._gateway = gateway
        self._door = door
        self._siblings = siblings
        self._server: asyncio.Server | None = None
        self._path: Path | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._owed = 0  # answers to what has been asked
        self._silent = asyncio.Event()
        self._silent.set()

    async def open(self, path: Path) -> None:
        """Listen on the socket, in place of one that a killed gateway left behind."""
        path.unlink(missing_ok=True)  # noqa: ASYNC240 - once, before anybody is served
        self._server = await asyncio.start_unix_server(self._converse, path)
        self._path = path

    async def open_on(self, line: socket.socket) -> asyncio.Task[None]:
        """Say that one is there, and obey whoever is at the other end until it is gone."""
        reader, writer = await asyncio.open_unix_connection(sock=line)
        writer.write(json.dumps(self._status()).encode() + b"\n")
        return asyncio.create_task(self._converse(reader, writer))

    async def falls_silent(self) -> None:
        """Wait until nobody is owed an answer any more."""
        await self._silent.wait()

    def close(self) -> None:
        """Listen no more, hang up, and leave no socket lying about."""
        for writer in self._writers:
            writer.close()
        if self._server is not None and self._path is not None:
            self._server.close()
            self._path.unlink(missing_ok=True)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        while line := await reader.readline():
            self._owed += 1
            self._silent.clear()
            writer.write(json.dumps(await self._answer(line)).encode() + b"\n")
            self._owed -= 1
            if not self._owed:
                self._silent.set()
        self._writers.discard(writer)
        writer.close()

    async def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            request = json.loads(line)
            others = await self._siblings.ask(request)
            woken = self._do(request)
            within = float(request.get("within", 0.0))
        except (RequestError, ValueError, KeyError, TypeError) as error:
            return {"error": f"{type(error).__name__}: {error}"}
        for _ in range(SETTLING_ROUNDS if woken else 0):
            await asyncio.sleep(0)
        if within and self._gateway.control_plane is not None:
            await self._gateway.control_plane.comes_to_rest(within)
        return _of_all([self._status(), *others])

    def _do(self, request: dict[str, Any]) -> bool:
        """Obey; return whether that has woken somebody; who fetches says that he is busy."""
        match request["do"]:
            case "status":
                pass
            case "advance":
                return self._clock().advance(float(request["seconds"]))
            case "set_wall":
                self._clock().set_wall(float(request["wall"]))
            case "fetch":
                self._gateway.fetch_now()
            case unknown:
                message = f"nobody here can do {unknown!r}"
                raise RequestError(message)
        return False

    def _clock(self) -> SettableClock:
        clock = self._gateway.clock
        if not isinstance(clock, SettableClock):
            message = 'the clock is the system\'s; start with "clock": {"settable": ...} to move it'
            raise RequestError(message)
        return clock

    def _status(self) -> dict[str, Any]:
        clock, control_plane = self._gateway.clock, self._gateway.control_plane
        return {
            "wall": clock.wall(),
            "steady": clock.steady(),
            "next": clock.next_timer(),
            "busy": control_plane is not None and control_plane.busy,
            "pid": os.getpid(),
            "open_requests": self._door.open_requests,
            "held_back": clock.held_back,
            "requests": [self._door.requests],
        }


def _of_all(statuses: list[dict[str, Any]]) -> dict[str, Any]:
    """Put together how several processes are; the first one's clock is everybody's."""
    first, *others = statuses
    if not others:
        return first
    timers = [each["next"] for each in statuses if each["next"] is not None]
    return {
        **first,
        "next": min(timers, default=None),
        "open_requests": sum(each["open_requests"] for each in statuses),
        "held_back": sum(each["held_back"] for each in statuses),
        "requests": [number for each in statuses for number in each["requests"]],
    }
