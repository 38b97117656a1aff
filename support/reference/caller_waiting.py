"""Noticing that a caller has hung up while we are still busy for them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Receive


class CallerLeftError(Exception):
    """Nobody is waiting for the answer any more."""


@asynccontextmanager
async def while_caller_waits(receive: Receive) -> AsyncIterator[None]:
    """Give the body up as soon as the caller hangs up; the request must have been read."""
    busy = asyncio.current_task()
    left = False

    async def watch() -> None:
        nonlocal left
        while (await receive())["type"] != "http.disconnect":
            pass
        left = True
        if busy is not None:
            busy.cancel()

    watching = asyncio.create_task(watch())
    try:
        yield
    except asyncio.CancelledError:
        if left and busy is not None and busy.uncancel() == 0:
            raise CallerLeftError from None
        raise
    finally:
        watching.cancel()
