"""The proxy's choice of headers: what belongs to one hop stays there, the rest goes on in order."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from support.reference.clock import SettableClock
from support.reference.proxy import PATIENCE_SECONDS, Outgoing, Proxy, _onward, handed_back
from support.reference.reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CALLERS = [
    (b"host", b"gateway.example"),
    (b"authorization", b"Bearer sk-acme"),
    (b"connection", b"close, X-Mine"),
    (b"x-mine", b"1"),
    (b"te", b"trailers"),
    (b"transfer-encoding", b"chunked"),
    (b"content-length", b"3"),
    (b"x-a", b"1"),
    (b"via", b"1.1 fred"),
    (b"x-b", b"\xc3\xa4"),
    (b"x-a", b"2"),
]


def test_onward_go_all_headers_but_those_of_one_hop() -> None:
    """In order, repeated ones too; neither the key nor the host goes on."""
    assert list(_onward(CALLERS).items()) == [
        ("x-a", "1"),
        ("via", "1.1 fred"),
        ("x-b", "ä"),
        ("x-a", "2"),
    ]


UPSTREAMS = (
    (b"Date", b"yesterday"),
    (b"Connection", b"X-Mine"),
    (b"X-Mine", b"1"),
    (b"Keep-Alive", b"9"),
    (b"X-Request-ID", b"up-1"),
    (b"X-Gateway-Reason", b"forged"),
    (b"Set-Cookie", b"a=1"),
    (b"X-RateLimit-Limit-Tokens", b"9"),
    (b"RateLimit", b'"x";r=1;t=1'),
    (b"Set-Cookie", b"b=2"),
    (b"Retry-After", b"7"),
)


def test_back_go_all_headers_but_those_that_only_the_gateway_may_say() -> None:
    """The upstream's request id gets another name; its limits go back when we have none."""
    kept = [(b"X-Upstream-Request-Id", b"up-1"), (b"Set-Cookie", b"a=1")]
    limits = [(b"X-RateLimit-Limit-Tokens", b"9"), (b"RateLimit", b'"x";r=1;t=1')]
    last = [(b"Set-Cookie", b"b=2"), (b"Retry-After", b"7")]
    assert handed_back(UPSTREAMS, limits=True) == kept + last
    assert handed_back(UPSTREAMS, limits=False) == kept + limits + last


def _outgoing(*headers: tuple[bytes, bytes], body: bytes = b"") -> Outgoing:
    return Outgoing("model", "POST", "/a%2Fb?c=%20", "1.1", list(headers), body)


class Upstream:
    """A server that keeps what it is sent and answers with given bytes, or not at all."""

    def __init__(self, answer: bytes) -> None:
        """Keep the answer ready."""
        self._answer = answer
        self.heard = b""
        self.asked = asyncio.Event()
        self.clock = SettableClock(0)

    @asynccontextmanager
    async def reached(self) -> AsyncIterator[Proxy]:
        """Listen, lend the way here, and leave nothing open behind."""
        async with await asyncio.start_server(self._serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            proxy = Proxy({"model": f"http://127.0.0.1:{port}/"}, "edge-1", self.clock)
            yield proxy
            await proxy.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard = await reader.readuntil(b"\r\n\r\n")
        self.asked.set()
        writer.write(self._answer)
        if not self._answer:
            await reader.read()
        writer.close()
        await writer.wait_closed()


def test_a_request_is_sent_as_it_came_with_our_entry_last() -> None:
    """Target, order and the path taken so far are kept; nothing of the client's own is added."""

    async def story() -> None:
        upstream = Upstream(b"HTTP/1.1 204 No Content\r\n\r\n")
        taken = [(b"via", b"1.0 fred, 1.1 edge-1"), (b"x-a", b"1"), (b"via", b"1.1 edge-1")]
        async with upstream.reached() as proxy:
            (await proxy.open(_outgoing(*taken, body=b"hello"))).close()
        first, _host, *headers = upstream.heard.decode().split("\r\n")
        assert first == "POST /a%2Fb?c=%20 HTTP/1.1"
        assert [line.lower() for line in headers if line] == [
            "via: 1.0 fred, 1.1 edge-1",
            "x-a: 1",
            "via: 1.1 edge-1",
            "via: 1.1 edge-1",
            "content-length: 5",
        ]

    asyncio.run(story())


@pytest.mark.parametrize(
    "answer",
    [b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", b"HTTP/1.1 20"],
)
def test_an_answer_that_cannot_be_read_is_none(answer: bytes) -> None:
    """The upstream is told to be unreachable, whatever it said."""

    async def story() -> None:
        async with Upstream(answer).reached() as proxy:
            with pytest.raises(Refused) as caught:
                await proxy.open(_outgoing())
        assert caught.value.reason is Reason.UPSTREAM_UNREACHABLE

    asyncio.run(story())


def test_half_a_body_is_as_good_as_none() -> None:
    """A whole answer is waited for whole."""

    async def story() -> None:
        cut = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"
        async with Upstream(cut).reached() as proxy:
            response = await proxy.open(_outgoing())
            with pytest.raises(Refused) as caught:
                await proxy.read_whole(response)
        assert caught.value.reason is Reason.UPSTREAM_UNREACHABLE

    asyncio.run(story())


def test_a_silent_upstream_is_given_up_at_the_stated_second() -> None:
    """Not a moment before, by the gateway's own clock."""

    async def story() -> None:
        upstream = Upstream(b"")
        async with upstream.reached() as proxy:
            call = asyncio.create_task(proxy.open(_outgoing()))
            await upstream.asked.wait()
            upstream.clock.advance(PATIENCE_SECONDS - 1)
            assert upstream.clock.next_timer() == 1
            upstream.clock.advance(1)
            with pytest.raises(Refused) as caught:
                await call
        assert caught.value.reason is Reason.UPSTREAM_TIMEOUT

    asyncio.run(story())


def test_an_upstream_that_nobody_knows_is_unreachable() -> None:
    """A bundle may name what the settings do not."""

    async def story() -> None:
        with pytest.raises(Refused) as caught:
            await Proxy({}, "edge-1", SettableClock(0)).open(_outgoing())
        assert caught.value.reason is Reason.UPSTREAM_UNREACHABLE

    asyncio.run(story())
