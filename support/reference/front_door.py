"""The door that callers come through: uvicorn's HTTP protocol on a socket that is already bound.

Without uvicorn's Server, whose loop looks up every tenth of a second; a gateway is to stop at
once when told.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from .departure import FINISH_SECONDS, GOODBYE_SECONDS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from .clock import Clock
    from .departure import Departure

WAITING_CALLERS = 2048
TRIES = 25
SECONDS_BETWEEN = 0.02
KEEP_IDLE_SECONDS = 75
ROUNDS_OF_ENTERING = 5  # of the event loop; from being accepted to being known takes three


class PortError(Exception):
    """The address cannot be listened on; the message says why and what to do."""


def bind(address: tuple[str, int]) -> socket.socket:
    """Listen: from now on callers can connect, and wait until the door opens.

    Who has the port may be about to let go of it: a process that is being killed does so last, and
    while a gateway was away somebody else may have been given its port for a moment.
    """
    for _ in range(TRIES - 1):
        with suppress(PortError):
            return _listen(address)
        threading.Event().wait(SECONDS_BETWEEN)
    return _listen(address)


def bind_together(address: tuple[str, int], number: int) -> list[socket.socket]:
    """Listen so many times on one port: the kernel deals the callers out among the listeners.

    The port is first taken alone, because one that is to be shared is given also to who comes late.
    """
    with bind(address) as alone:
        port = alone.getsockname()[1]
    return [_listen((address[0], port), shared=True) for _ in range(number)]


def _listen(address: tuple[str, int], *, shared: bool = False) -> socket.socket:
    host, port = address
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Naming TCP matters: asyncio sends small pieces at once only on sockets that say what they are.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # A gateway that starts again gets its port back while old connections are still fading away.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listener.bind((host, port))
        listener.listen(WAITING_CALLERS)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        message = f"cannot listen on {host}:{port}: {reason}; choose another port, or 0 for any"
        raise PortError(message) from error
    listener.setblocking(False)  # noqa: FBT003 - the socket's own signature
    return listener


class FrontDoor:
    """Callers' connections, from the first to the last."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand ready to serve the app; closed so far."""
        self._app = app
        self._slammed = False
        self._state = ServerState()
        self._empty = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._config = Config(
            self._serve,
            http=HttpToolsProtocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            date_header=False,  # the gateway dates its answers by its own clock
            server_header=False,
            proxy_headers=False,  # an address is the peer's, not what somebody says it is
            timeout_keep_alive=KEEP_IDLE_SECONDS,
        )
        self._config.load()

    async def open(self, listener: socket.socket) -> None:
        """Let callers in."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            self._connection, sock=listener, backlog=WAITING_CALLERS
        )

    @property
    def open_requests(self) -> int:
        """How many requests are being answered at this moment."""
        return len(self._state.tasks)

    @property
    def requests(self) -> int:
        """How many requests have come in."""
        return self._state.total_requests

    async def close(self, clock: Clock, departure: Departure) -> None:
        """Let nobody in any more and finish what was begun; in the end, everybody has to go."""
        await self._shut()
        for connection in list(self._state.connections):
            connection.shutdown()
        if await self._is_empty_within(FINISH_SECONDS, clock):
            return
        departure.falls_due()
        if not await self._is_empty_within(GOODBYE_SECONDS, clock):
            for connection in list(self._state.connections):
                connection.transport.abort()
            await self._is_empty()

    async def _is_empty_within(self, seconds: float, clock: Clock) -> bool:
        try:
            async with clock.timeout(seconds):
                await self._is_empty()
        except TimeoutError:
            return False
        return True

    async def _is_empty(self) -> None:
        if self._state.connections:
            await self._empty.wait()
        while self._state.tasks:
            await asyncio.wait(self._state.tasks)

    async def slam(self) -> None:
        """Send everybody away at once, whatever they were in the middle of."""
        self._slammed = True
        await self._shut()
        for connection in list(self._state.connections):
            connection.transport.abort()
        while self._state.tasks:
            for task in self._state.tasks:
                task.cancel()
            await asyncio.wait(self._state.tasks)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the app answer; that somebody was sent away is no failure, and not told as one."""
        try:
            await self._app(scope, receive, understood_by(scope, send))
        except asyncio.CancelledError:
            if not self._slammed:
                raise

    async def _shut(self) -> None:
        """Let nobody in; whoever stands in the door comes in first, or asyncio forgets him."""
        if self._server is None:
            return
        for listener in self._server.sockets:
            asyncio.get_running_loop().remove_reader(listener.fileno())
        for _ in range(ROUNDS_OF_ENTERING):
            await asyncio.sleep(0)
        self._server.close()

    def _connection(self) -> HttpToolsProtocol:
        return _Connection(self._config, self._state, self._empty)


def understood_by(scope: Scope, send: Send) -> Send:
    """Answer whoever speaks HTTP/1.0 without chunks, which uvicorn sends to everybody.

    A body ends where the connection does; whoever is told its length has it from its upstream.
    """
    if scope.get("http_version") != "1.0":
        return send
    cycle: Any = send.__self__  # type: ignore[attr-defined] # uvicorn's own of this request

    async def unmeasured(message: Message) -> None:
        cycle.chunked_encoding = False
        cycle.expected_content_length = len(message.get("body", b""))
        await send(message)

    return unmeasured


class _Connection(HttpToolsProtocol):
    """One caller's connection, that tells when it was the last."""

    def __init__(self, config: Config, state: ServerState, empty: asyncio.Event) -> None:
        super().__init__(config, state, {})
        self._empty = empty

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._empty.clear()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if not self.connections:
            self._empty.set()
