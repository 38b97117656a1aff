"""One gateway as a process: its event loop, its signals, its beginning and its end.

With several workers it is a family of processes, of which this one is the first (siblings.py).
SIGHUP looks for a newer bundle. SIGTERM stops after finishing what was begun. `kill -9` is
survived by the store. Whoever runs it may also make it leave: at once, finishing nothing, as
if it had been killed, but for the process, which stays.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from .app import build_app
from .channel import Channel
from .front_door import FrontDoor, bind, bind_together
from .gateway import Gateway
from .siblings import (
    SiblingLostError,
    Siblings,
    alone_in,
    ends_with_the_first,
    fork_siblings,
)

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from .settings import Settings

    Ready = Callable[[int, Callable[[], object]], object]


def run(settings: Settings, ready: Ready, runner: asyncio.Runner | None = None) -> None:
    """Run a gateway until it is told to stop, or made to leave.

    Once it serves, `ready` is called with the port and with what makes it leave, from any thread.
    """
    with alone_in(settings.store):
        if settings.workers == 1:
            listener, siblings = bind(settings.address), Siblings()
        else:
            listener, *others = bind_together(settings.address, settings.workers)
            life = partial(_run_beside, settings)
            siblings = fork_siblings(listener, others, life)
        try:
            with suppress(asyncio.CancelledError), runner or asyncio.Runner() as loop:
                loop.run(_run(settings, ready, listener, siblings))
        finally:
            siblings.end()


async def _run(
    settings: Settings, ready: Ready, listener: socket.socket, siblings: Siblings
) -> None:
    gateway = Gateway(settings)
    door = FrontDoor(build_app(gateway))
    channel = Channel(gateway, door, siblings)
    stop = asyncio.Event()
    loop, this = asyncio.get_running_loop(), asyncio.current_task()
    _have_it_call(signal.SIGTERM, loop, stop.set)
    _have_it_call(signal.SIGHUP, loop, gateway.fetch_now)
    try:
        relation = gateway.start()
        if settings.channel is not None:
            await channel.open(settings.channel)
        await door.open(listener)
        await siblings.begin()
        ready(listener.getsockname()[1], lambda: _do_from_outside(loop, partial(_leave, this)))
        await _until_stopped(stop, relation, siblings)
        siblings.tell_to_stop()
        await door.close(gateway.clock, gateway.departure)
        await siblings.have_stopped()
        await gateway.take_leave()
        await channel.falls_silent()
    finally:
        await door.slam()
        channel.close()
        siblings.hang_up()
        await gateway.close()


async def _run_beside(
    settings: Settings, number: int, listener: socket.socket, line: socket.socket
) -> None:
    """Serve callers beside the first process, until that one says stop, or is gone."""
    gateway = Gateway(settings, number)
    door = FrontDoor(build_app(gateway))
    channel = Channel(gateway, door, Siblings())
    stop = asyncio.Event()
    _have_it_call(signal.SIGTERM, asyncio.get_running_loop(), stop.set)
    await door.open(listener)
    ends_with_the_first(await channel.open_on(line))
    await stop.wait()
    await door.close(gateway.clock, gateway.departure)
    await channel.falls_silent()
    await gateway.close()


def _have_it_call(
    number: signal.Signals, loop: asyncio.AbstractEventLoop, do: Callable[[], object]
) -> None:
    """Do so whenever the signal comes, for as long as there is a loop to do it in.

    A handler of the loop's own is gone with the loop, a moment before the process is; a signal
    that came in that moment would kill.
    """
    signal.signal(number, lambda *_signal: _do_from_outside(loop, do))


def _do_from_outside(loop: asyncio.AbstractEventLoop, do: Callable[[], object]) -> None:
    with suppress(RuntimeError):  # the loop is closed: it has stopped, or left, by itself
        loop.call_soon_threadsafe(do)


def _leave(this: asyncio.Task[None] | None) -> None:
    if this is not None:
        this.cancel()


async def _until_stopped(
    stop: asyncio.Event, relation: asyncio.Task[None] | None, siblings: Siblings
) -> None:
    """Wait for the signal; a broken relation to the control plane, or a lost sibling, ends us."""
    stopped = asyncio.create_task(stop.wait())
    lost = asyncio.create_task(siblings.one_is_lost())
    awaited = [stopped, lost, *([relation] if relation else [])]
    await asyncio.wait(awaited, return_when="FIRST_COMPLETED")
    stopped.cancel()
    lost.cancel()
    if not stop.is_set() and relation is not None and relation.done():
        relation.result()
    if not stop.is_set() and lost.done():
        message = "a worker process has ended; its last words stand above"
        raise SiblingLostError(message)
