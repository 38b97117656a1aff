"""A receiver of webhooks that may call back, and so close a circle through a gateway."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from support.serving.calls import Call, Fault, Piece, Reply, Served, Witness
from support.serving.ear import about_to_wait
from support.serving.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.serving.ear import Ear

CALL_BACK_TIMEOUT = 5.0
JSON = (("Content-Type", "application/json"),)
OWN_ENTRY = "1.1 receiver"
NO_ANSWER = Served(0, "", (), (), "cut")


class Receiver:
    """Answers 200 with `{"status": n}`, what calling back was answered (null: it did not).

    Calling back it is a well-behaved intermediary: the body, its content type and all `Via`
    entries go on, its own appended. With `drops_via` it forgets where the request has been.
    With `fails` it says 500 instead of 200. After `at_most` calls it stops, and says so in
    `faults`. *heard_back* sees the calls that it makes itself, and what they were answered, as
    *witness* sees those that it receives.
    """

    def __init__(
        self, witness: Witness, heard_back: Witness | None = None, ear: Ear | None = None
    ) -> None:
        self._heard_back = heard_back
        self.at_most = 50
        self.drops_via = False
        self.fails = False
        self.calls_made = 0
        self._url: str | None = None
        self._lock = threading.Lock()
        self._under_way: set[http.client.HTTPConnection] = set()
        self._closed = False
        self._server = Server(self._handle, witness, ear)
        self.url = self._server.url
        self.port = self._server.port

    @property
    def faults(self) -> list[Fault]:
        return self._server.faults

    def calls_back(self, url: str | None) -> None:
        """POST to *url* whatever is received from now on; None: only receive."""
        self._url = url

    def close(self) -> None:
        with self._lock:
            self._closed = True
            under_way = list(self._under_way)
        for connection in under_way:
            with contextlib.suppress(OSError):  # it ended by itself
                _hang_up(connection)
        self._server.close()

    def _handle(self, call: Call) -> Reply:
        url = self._url
        status = None if url is None or not self._may_call() else self._call_back(url, call)
        return Reply(500 if self.fails else 200, JSON, json.dumps({"status": status}).encode())

    def _may_call(self) -> bool:
        with self._lock:
            self.calls_made += 1
            too_many = self.calls_made > self.at_most
            self.calls_made = min(self.calls_made, self.at_most)
        if too_many:
            text = f"the receiver stopped calling back after {self.at_most} calls"
            self.faults.append(Fault("the peer's", f"{text}: nobody ended the circle"))
        return not too_many

    def _call_back(self, url: str, call: Call) -> int | None:
        about_to_wait()
        parts = urlsplit(url)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        headers = tuple(self._headers(parts.netloc, call))
        ended = self._tell(Call("POST", path, headers, call.body, "1.1"))
        with self._connection(parts.netloc) as connection:
            try:
                connection.putrequest("POST", path, skip_host=True, skip_accept_encoding=True)
                for name, value in headers:
                    connection.putheader(name, value)
                connection.endheaders(call.body)
                answer = connection.getresponse()
                body = Piece(time.monotonic(), answer.read())
            except (OSError, http.client.HTTPException) as failure:
                ended(NO_ANSWER)
                self._note_failure(url, failure)
                return None
            told = tuple(answer.getheaders())
            ended(Served(answer.status, answer.reason, told, (body,), "complete"))
            return answer.status

    def _tell(self, call: Call) -> Callable[[Served], None]:
        return self._heard_back.arrived(call) if self._heard_back else _nobody

    def _headers(self, netloc: str, call: Call) -> Iterator[tuple[str, str]]:
        yield "Host", netloc
        yield from (("Content-Type", value) for value in call.values("Content-Type"))
        if not self.drops_via:
            yield from (("Via", value) for value in [*call.values("Via"), OWN_ENTRY])
        yield "Content-Length", str(len(call.body))

    @contextlib.contextmanager
    def _connection(self, netloc: str) -> Iterator[http.client.HTTPConnection]:
        connection = http.client.HTTPConnection(netloc, timeout=CALL_BACK_TIMEOUT)
        try:
            with self._lock:
                self._under_way.add(connection)
            yield connection
        finally:
            with self._lock:
                self._under_way.discard(connection)
            connection.close()

    def _note_failure(self, url: str, failure: Exception) -> None:
        if not self._closed:
            text = f"calling back {url} was not answered: {failure!r}"
            self.faults.append(Fault("the peer's", text, failure))


def _nobody(_served: Served) -> None:
    """Nobody hears what calling back was answered."""


def _hang_up(connection: http.client.HTTPConnection) -> None:
    if isinstance(connection.sock, socket.socket):
        connection.sock.shutdown(socket.SHUT_RDWR)
