"""The other worker processes of a gateway, as the first one sees them, and as they see it.

The first process forks them and speaks for all: with the control plane, on the private channel, to
signals. Each sibling has a line to it, on which it answers as on a private channel. A line that
breaks says that the other side is gone, and then nobody goes on: a gateway is whole or it is not.
The siblings also keep what the first one had open when it forked them, on purpose: whoever waits
for the end of the first process waits for theirs.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import signal
import socket
import sys
import threading
import traceback
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from .store import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence
    from pathlib import Path

    Life = Callable[[int, socket.socket, socket.socket], Awaitable[None]]

LOCK = "gateway.lock"
TRIES = 25
SECONDS_BETWEEN = 0.02
BROKE = 1
GO = b"!"
SIGNALS_FOR_THE_FIRST = (signal.SIGHUP,)


class SiblingLostError(Exception):
    """A worker process has ended that nobody had told to."""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder for all processes of this gateway, until the last of them is gone."""
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(lock)
    except OSError as error:
        os.close(lock)
        message = (
            f"the store {folder} cannot be used: another gateway is using it; "
            "stop that one or name another folder"
        )
        raise StoreError(message) from error
    try:
        yield
    finally:
        os.close(lock)


def _take(lock: int) -> None:
    """Hold it, or raise OSError; a gateway that is being killed gets a moment to be gone."""
    for _ in range(TRIES - 1):
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        threading.Event().wait(SECONDS_BETWEEN)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Sibling:
    """One of the others: its process, and our end of its line."""

    def __init__(self, pid: int, line: socket.socket) -> None:
        """Know it; it waits for the word to begin."""
        self.pid = pid
        self.line = line
        self.gone = asyncio.Event()
        self._answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._hearing: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def begin(self) -> None:
        """Let it begin, and wait until it serves."""
        reader, self._writer = await asyncio.open_unix_connection(sock=self.line)
        self._writer.write(GO)
        self._hearing = asyncio.create_task(self._hear(reader))
        if await self._answer() is None:
            message = "a worker process ended before it was ready; its last words stand above"
            raise SiblingLostError(message)

    async def ask(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Have it do something; None when it is gone."""
        if self._writer is None or self.gone.is_set():
            return None
        self._writer.write(json.dumps(request).encode() + b"\n")
        return await self._answer()

    def hang_up(self) -> None:
        """Say no more; whoever is still there takes it as the end."""
        if self._writer is not None:
            self._writer.close()

    def end(self) -> None:
        """Kill it, if it has not ended, and see it gone."""
        self.line.close()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    async def _answer(self) -> dict[str, Any] | None:
        answer = asyncio.create_task(self._answers.get())
        gone = asyncio.create_task(self.gone.wait())
        await asyncio.wait([answer, gone], return_when="FIRST_COMPLETED")
        gone.cancel()
        if answer.done():
            return answer.result()
        answer.cancel()
        return None

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        with suppress(ConnectionError):
            while line := await reader.readline():
                self._answers.put_nowait(json.loads(line))
        self.gone.set()


class Siblings:
    """All of them; there are none in a gateway that is one process."""

    def __init__(self, them: Sequence[Sibling] = ()) -> None:
        """Know them."""
        self._them = them
        self._one_at_a_time = asyncio.Lock()

    async def begin(self) -> None:
        """Let all of them begin, once the first process has made everything ready."""
        for each in self._them:
            await each.begin()

    async def ask(self, request: dict[str, Any]) -> list[dict[str, Any]]:
        """Have each of them do the same, one after the other; return what they answered."""
        async with self._one_at_a_time:
            answers = [await each.ask(request) for each in self._them]
        return [each for each in answers if each is not None]

    async def one_is_lost(self) -> None:
        """Wait until one of them has ended; for ever, where there are none."""
        if not self._them:
            await asyncio.Event().wait()
        waits = [asyncio.create_task(each.gone.wait()) for each in self._them]
        try:
            await asyncio.wait(waits, return_when="FIRST_COMPLETED")
        finally:
            for each in waits:
                each.cancel()

    def tell_to_stop(self) -> None:
        """Have all of them finish what they have begun, and end."""
        for each in self._them:
            if not each.gone.is_set():
                os.kill(each.pid, signal.SIGTERM)

    async def have_stopped(self) -> None:
        """Wait until all of them have ended."""
        for each in self._them:
            await each.gone.wait()

    def hang_up(self) -> None:
        """Say no more to any of them."""
        for each in self._them:
            each.hang_up()

    def end(self) -> None:
        """See to it that none of them is there any more."""
        for each in self._them:
            each.end()


def fork_siblings(own: socket.socket, listeners: Sequence[socket.socket], life: Life) -> Siblings:
    """Fork one process for each listener; it leads that life there once it is told to begin."""
    them: list[Sibling] = []
    for number, listener in enumerate(listeners, start=2):
        ours, theirs = socket.socketpair()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            for other in (ours, *(each.line for each in them)):
                other.close()  # or the line would not break with the first process
            for other in (own, *listeners):
                if other is not listener:
                    other.close()
            _live(lambda n=number, at=listener, line=theirs: life(n, at, line), theirs)  # type: ignore[misc]
        theirs.close()
        listener.close()
        ours.setblocking(False)  # noqa: FBT003 - the socket's own signature
        them.append(Sibling(pid, ours))
    return Siblings(them)


def _live(life: Callable[[], Awaitable[None]], line: socket.socket) -> None:
    """Do all that a sibling does; it never returns into the first one's copy of the stack."""
    status = BROKE
    try:
        for each in SIGNALS_FOR_THE_FIRST:
            signal.signal(each, signal.SIG_IGN)
        if line.recv(1) == GO:
            line.setblocking(False)  # noqa: FBT003 - the socket's own signature
            with asyncio.Runner() as loop:
                loop.run(life())  # type: ignore[arg-type]
            status = 0
    except BaseException:  # noqa: BLE001 - nothing may rise into the first one's copy of the stack
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def ends_with_the_first(hearing: asyncio.Task[None]) -> None:
    """End this process at once when its line breaks."""
    hearing.add_done_callback(lambda _: os._exit(BROKE))
