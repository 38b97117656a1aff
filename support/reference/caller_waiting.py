"""Noticing, while we are busy for a caller, that they hung up or that the gateway has to leave."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Receive

    from .departure import Departure


class CallerLeftError(Exception):
    """Nobody is waiting for the answer any more."""


class GatewayLeavesError(Exception):
    """The gateway can stay no longer for the answer."""


@asynccontextmanager
async def while_caller_waits(receive: Receive, departure: Departure) -> AsyncIterator[None]:
    """Give the body up as soon as caller or gateway leave; the request must have been read."""
    busy = asyncio.current_task()
    why: Exception | None = None

    def give_up(because: Exception) -> None:
        nonlocal why
        if why is None and busy is not None:
            why = because
            busy.cancel()

    async def watch() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        give_up(CallerLeftError())

    watching = asyncio.create_task(watch())
    try:
        with departure.tells(lambda: give_up(GatewayLeavesError())):
            yield
    except asyncio.CancelledError:
        if why is not None and busy is not None and busy.uncancel() == 0:
            raise why from None
        raise
    finally:
        watching.cancel()
