"""A witness that remembers, and a peer that speaks bytes."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from email.message import Message

    from support.serving.calls import Call, Served

PATIENCE = 5.0


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


class Remembering:
    """Keeps calls and what was served; `served(n)` waits for the n-th answer to end."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._served: list[Served] = []
        self._changed = threading.Condition()

    def arrived(self, call: Call) -> Callable[[Served], None]:
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()
        return self._ended

    def served(self, number: int = 1) -> Served:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._served) >= number, PATIENCE)
            return self._served[number - 1]

    def heard_of(self, number: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: len(self.calls) >= number, PATIENCE)

    def _ended(self, served: Served) -> None:
        with self._changed:
            self._served.append(served)
            self._changed.notify_all()


def peer_of(port: int) -> socket.socket:
    """A raw connection that is not patient for ever."""
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def read_to_the_end(peer: socket.socket) -> bytes:
    return b"".join(iter(lambda: peer.recv(65_536), b""))


def read_until(peer: socket.socket, mark: bytes) -> bytes:
    data = b""
    while mark not in data:
        more = peer.recv(65_536)
        assert more, f"the connection ended before {mark!r} came: {data!r}"
        data += more
    return data


def asked(
    port: int,
    method: str,
    path: str,
    body: bytes | str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """What http.client, which shares nothing with us, is answered."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with contextlib.closing(client):
        client.request(method, path, body, dict(headers or {}))
        answer = client.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
