"""A line to a server: what comes back is read as it is, and only a good line is used again."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from support.reference.line import LONGEST_HEAD, Line, LineBrokenError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ACCEPTED = b"HTTP/1.1 204 No Content\r\n\r\n"


class Answering:
    """A server that answers each request with given bytes, and may hang up after that."""

    def __init__(self, answer: bytes, *, hangs_up: bool = False) -> None:
        self._answer, self._hangs_up = answer, hangs_up
        self.heard: list[bytes] = []
        self.lines = self.ended = 0
        self.has_ended = asyncio.Event()
        self.base = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Line]:
        """Serve, and be called on one line."""
        serving = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = serving.sockets[0].getsockname()[1]
        self.base = f"127.0.0.1:{port}"
        line = Line(f"http://{self.base}/under/")
        try:
            yield line
        finally:
            line.hang_up()
            serving.close()
            await _let_go()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        while data := await reader.read(65536):
            self.heard.append(data)
            writer.write(self._answer)
            if self._hangs_up:
                break
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        self.ended += 1
        self.has_ended.set()


async def _let_go() -> None:
    """Let both sides hear that the other one has ended a line."""
    for _ in range(20):
        await asyncio.sleep(0)


def _whole(answer: bytes, *, hangs_up: bool = False) -> tuple[int, str | None, bytes]:
    """Return status, the header x-a, and body of what comes back."""

    async def call() -> tuple[int, str | None, bytes]:
        async with Answering(answer, hangs_up=hangs_up).running() as line:
            reply = await asyncio.wait_for(line.call("GET", "/a", []), 5)
            return reply.status, reply.header(b"x-a"), reply.body

    return asyncio.run(call())


def test_a_request_is_said_as_it_is_meant() -> None:
    """Under the base, with its host first, what is to be shown in order, not packed, its length."""

    async def call() -> tuple[str, bytes]:
        answering = Answering(ACCEPTED)
        async with answering.running() as line:
            await line.call("POST", "/a%2Fb?c=%20", [(b"X-A", b"1"), (b"x-a", b"2")], b"hello")
        return answering.base, answering.heard[0]

    base, heard = asyncio.run(call())
    head = f"POST /under/a%2Fb?c=%20 HTTP/1.1\r\nHost: {base}\r\nX-A: 1\r\nx-a: 2\r\n"
    rest = b"Accept-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello"
    assert heard == head.encode() + rest


@pytest.mark.parametrize(
    ("answer", "hangs_up"),
    [
        (b"HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 5\r\n\r\nhello", False),
        (b"HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 5\r\n\r\nhello", True),
        (
            b"HTTP/1.1 200\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            False,
        ),
        (b"HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nhello", True),
        (b"HTTP/1.1 103 Early\r\nX-A: 0\r\n\r\nHTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nhello", True),
    ],
)
def test_an_answer_is_whole_where_it_says_that_it_ends(answer: bytes, hangs_up: bool) -> None:  # noqa: FBT001
    """By its length, its last chunk, or where neither is told, by the end of the line."""
    assert _whole(answer, hangs_up=hangs_up) == (200, "1", b"hello")


@pytest.mark.parametrize(
    ("answer", "hangs_up"),
    [
        (b"", True),
        (b"HTTP/1.1 200 OK\r\nContent-", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", True),
        (b"SSH-2.0-OpenSSH_9.6\r\n", False),
        (b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n\r\n", False),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 2 * LONGEST_HEAD, False),
    ],
)
def test_what_is_no_answer_or_a_part_of_one_breaks_the_line(answer: bytes, hangs_up: bool) -> None:  # noqa: FBT001
    """Nothing, half a head, half a body, chunks without a last one, another protocol, too much."""
    with pytest.raises(LineBrokenError):
        _whole(answer, hangs_up=hangs_up)


@pytest.mark.parametrize(
    ("answer", "hangs_up", "lines"),
    [
        (ACCEPTED, False, 1),
        (ACCEPTED, True, 3),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", False, 3),
    ],
)
def test_a_line_is_used_again_while_it_is_good(answer: bytes, hangs_up: bool, lines: int) -> None:  # noqa: FBT001
    """Three calls take one line; unless it was ended, or is said to end."""

    async def call() -> int:
        answering = Answering(answer, hangs_up=hangs_up)
        async with answering.running() as line:
            for _ in range(3):
                await line.call("GET", "/", [])
                if hangs_up:
                    await answering.has_ended.wait()
                    answering.has_ended.clear()
                    await _let_go()
        return answering.lines

    assert asyncio.run(call()) == lines


def test_a_call_that_is_given_up_ends_its_line() -> None:
    """Nobody waits for what may still come on it, and the next call does not hear it."""

    async def call() -> tuple[int, int]:
        answering = Answering(b"")
        async with answering.running() as line:
            for _ in range(2):
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(line.call("GET", "/", []), 0.2)
                await answering.has_ended.wait()
                answering.has_ended.clear()
            return answering.lines, answering.ended

    assert asyncio.run(call()) == (2, 2)
