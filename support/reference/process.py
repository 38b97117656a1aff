"""One gateway as a process: its event loop, its signals, its beginning and its end.

SIGHUP looks for a newer bundle. SIGTERM stops after finishing what was begun. `kill -9` is
survived by the store. Whoever runs it may also make it leave: at once, finishing nothing, as
if it had been killed, but for the process, which stays.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from .app import build_app
from .channel import Channel
from .front_door import FrontDoor, bind
from .gateway import Gateway

if TYPE_CHECKING:
    from collections.abc import Callable

    from .settings import Settings

    Ready = Callable[[int, Callable[[], object]], object]


def run(settings: Settings, ready: Ready, runner: asyncio.Runner | None = None) -> None:
    """Run a gateway until it is told to stop, or made to leave.

    Once it serves, `ready` is called with the port and with what makes it leave, from any thread.
    """
    with suppress(asyncio.CancelledError), runner or asyncio.Runner() as loop:
        loop.run(_run(settings, ready))


async def _run(settings: Settings, ready: Ready) -> None:
    listener = bind(settings.address)
    gateway = Gateway(settings)
    door = FrontDoor(build_app(gateway))
    channel = Channel(gateway, lambda: door.open_requests)
    stop = asyncio.Event()
    loop, this = asyncio.get_running_loop(), asyncio.current_task()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGHUP, gateway.fetch_now)
    try:
        relation = gateway.start()
        if settings.channel is not None:
            await channel.open(settings.channel)
        await door.open(listener)
        ready(listener.getsockname()[1], lambda: _leave_from_outside(loop, this))
        await _until_stopped(stop, relation)
        await door.close(gateway.clock, gateway.departure)
        await gateway.take_leave()
        await channel.falls_silent()
    finally:
        await door.slam()
        channel.close()
        await gateway.close()


def _leave_from_outside(loop: asyncio.AbstractEventLoop, this: asyncio.Task[None] | None) -> None:
    with suppress(RuntimeError):  # the loop is closed: it has left by itself
        loop.call_soon_threadsafe(_leave, this)


def _leave(this: asyncio.Task[None] | None) -> None:
    if this is not None:
        this.cancel()


async def _until_stopped(stop: asyncio.Event, relation: asyncio.Task[None] | None) -> None:
    """Wait for the signal; a relation to the control plane that breaks is a defect and ends us."""
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([stopped, *([relation] if relation else [])], return_when="FIRST_COMPLETED")
    if not stop.is_set() and relation is not None:
        stopped.cancel()
        relation.result()
