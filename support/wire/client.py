"""The caller's side of the wire, and the only module that speaks httpx.

Rule 1: what is sent is exactly what was asked for; nothing is added but Host and the length, where
it is not sent in chunks.
Rule 2: whatever the network does is evidence. Nothing here raises because a gateway misbehaves.
"""

from __future__ import annotations

import contextlib
import functools
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx

from support.errors import HarnessBrokenError, SetupBrokenError
from support.wire.exchange import Exchange, Piece, Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from support.wire.exchange import Ending, Headers, Leg, Recorder


CHUNKED = ("Transfer-Encoding", "chunked")
_WITH_BODY = {"POST", "PUT", "PATCH"}  # they say how long it is, also when it is empty
_AS_MANY_AS_WANTED = 100_000
_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Client:
    """Talks to one gateway and has every exchange written down."""

    def __init__(
        self,
        base_url: str,
        recorder: Recorder,
        *,
        patience: float,
        source: str | None = None,
        leg: Leg = "caller to gateway",
    ) -> None:
        self._base = base_url.rstrip("/")
        self._address = httpx.URL(self._base)
        self._recorder = recorder
        self._leg = leg
        self._source = source
        self._timeout = dict.fromkeys(("connect", "read", "write", "pool"), patience)
        self._pool = self._connected()
        self._apart: list[httpx.HTTPTransport] = []
        self._background = ThreadPoolExecutor(_AS_MANY_AS_WANTED, thread_name_prefix="call")
        self.last_apart: Call | None = None

    def send(self, who: str, request: Request) -> Exchange:
        """Send and see it through to its end."""
        return self.begin(who, request).see_through()

    def begin(self, who: str, request: Request) -> Call:
        """Write the request down, but leave it to the caller to see it through."""
        return self._begin(self._pool, who, request)

    def begin_apart(self, who: str, request: Request) -> Call:
        """The same on a connection of its own, which can be left before any answer has come."""
        self._apart.append(self._connected())
        self.last_apart = self._begin(self._apart[-1], who, request)
        return self.last_apart

    def close(self) -> None:
        for each in (self._pool, *self._apart):
            each.close()
        self._background.shutdown(wait=False)

    def _begin(self, pool: httpx.HTTPTransport, who: str, request: Request) -> Call:
        """Without httpx's own client: it would add headers, follow redirects and keep cookies."""
        sent = self._as_sent(request)
        number = self._recorder.begin(self._leg, who, sent)
        outgoing = httpx.Request(
            sent.method,
            self._address,
            headers=[
                (name.encode("latin-1"), text.encode("latin-1")) for name, text in sent.headers
            ],
            content=iter([sent.body]) if CHUNKED in sent.headers else sent.body or None,
            extensions={"timeout": self._timeout, "target": sent.target.encode("latin-1")},
        )
        call = Call(
            lambda: pool.handle_request(outgoing),
            functools.partial(self._recorder.answering, number),
            functools.partial(self._recorder.end, number),
            self._background.submit,
        )
        if pool is not self._pool:  # else it cannot be left before its head has come
            outgoing.extensions["trace"] = call.notes_connection
        return call

    def _connected(self) -> httpx.HTTPTransport:
        return httpx.HTTPTransport(
            verify=_tls(self._base),
            trust_env=False,
            local_address=self._source,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=None),
        )

    def _as_sent(self, request: Request) -> Request:
        headers: Headers = (("Host", self._base.partition("//")[2]), *request.headers)
        if CHUNKED not in headers and (request.body or request.method in _WITH_BODY):
            headers = (*headers, ("Content-Length", str(len(request.body))))
        return Request(request.method, request.target, headers, request.body)


class Call:
    """One request under way. Its pieces can be watched while they arrive."""

    def __init__(
        self,
        send: Callable[[], httpx.Response],
        begin: Callable[[Response], None],
        finish: Callable[[Response | None, Ending], Exchange],
        meanwhile: Callable[[Callable[[], Exchange]], Future[Exchange]],
    ) -> None:
        self._send = send
        self._begin = begin
        self._finish = finish
        self._meanwhile = meanwhile
        self._changed = threading.Condition()
        self._connection: Any = None  # as far as this call has made one
        self._incoming: httpx.Response | None = None
        self._pieces: list[Piece] = []
        self._exchange: Exchange | None = None
        self._coming: Future[Exchange] | None = None

    def see_through(self) -> Exchange:
        ending = self._receive()
        response = None
        if self._incoming is not None:
            response = _response(self._incoming, tuple(self._pieces))
        exchange = self._finish(response, ending)
        with self._changed:
            self._exchange = exchange
            self._changed.notify_all()
        return exchange

    def in_background(self) -> Call:
        self._coming = self._meanwhile(self.see_through)
        return self

    def received(self) -> bytes:
        """The bytes of the body so far."""
        with self._changed:
            return b"".join(piece.data for piece in self._pieces)

    @property
    def outcome(self) -> Exchange | None:
        return self._exchange

    def watch(self, seen: Callable[[Call], bool], within: float) -> bool:
        """Watch the bytes come in until *seen* says so; false when patience ends first."""
        with self._changed:
            return self._changed.wait_for(lambda: seen(self), within)

    def join(self, within: float) -> Exchange | None:
        """Its exchange, once it has ended; None when it has not within the bound."""
        if self._coming is not None:
            with contextlib.suppress(TimeoutError):
                return self._coming.result(within)
        return self._exchange

    def hang_up(self) -> None:
        """Leave, in the middle or before anything has come, as who closes the window does."""
        stream = self._connection
        if self._incoming is not None:
            stream = self._incoming.extensions["network_stream"]
        if stream is None:
            msg = "the connection of this call is not known yet; begin it apart, or await its head"
            raise HarnessBrokenError(msg)
        try:
            stream.get_extra_info("socket").shutdown(2)
        except OSError as gone:
            msg = "the gateway was faster than the caller who wanted to leave: the call is over"
            raise SetupBrokenError(msg) from gone

    def notes_connection(self, event: str, told: dict[str, Any]) -> None:
        """What httpx tells of its work, of which one thing matters: which connection it made."""
        if event in _CONNECTED:
            self._connection = told["return_value"]

    def _receive(self) -> Ending:
        try:
            incoming = self._send()
            with self._changed:
                self._incoming = incoming
                self._changed.notify_all()
            self._begin(_response(incoming, ()))
            with contextlib.closing(incoming):
                for data in incoming.iter_raw():
                    self._note(data)
        except httpx.ConnectError:
            return "refused"
        except httpx.TimeoutException:
            return "timed out"
        except httpx.RemoteProtocolError as fault:
            return "malformed" if "illegal" in str(fault).lower() else "cut"
        except (httpx.ReadError, httpx.WriteError):
            return "reset"
        return "complete"

    def _note(self, data: bytes) -> None:
        with self._changed:
            self._pieces.append(Piece(time.monotonic(), data))
            self._changed.notify_all()


def _response(incoming: httpx.Response, pieces: tuple[Piece, ...]) -> Response:
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in incoming.headers.raw)
    status, reason = incoming.status_code, incoming.reason_phrase
    return Response(status, reason, headers, pieces, incoming.http_version)


def _tls(base: str) -> ssl.SSLContext:
    """One context for all; the trusted roots are read only if something is encrypted."""
    return _trusting_context() if base.startswith("https:") else _bare_context()


@functools.cache
def _trusting_context() -> ssl.SSLContext:
    return ssl.create_default_context()


@functools.cache
def _bare_context() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
