"""Callers who hang up: noticed at once, and never mistaken for anything else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from support.reference.caller_waiting import (
    CallerLeftError,
    GatewayLeavesError,
    while_caller_waits,
)
from support.reference.departure import Departure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


def _caller(leaves: asyncio.Event) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def receive() -> dict[str, Any]:
        await leaves.wait()
        return {"type": "http.disconnect"}

    return receive


def test_work_is_given_up_when_the_caller_leaves() -> None:
    """Whatever is waited for is cancelled, cleaned up, and told as what it is."""

    async def story() -> None:
        leaves: asyncio.Event = asyncio.Event()
        waited_for: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(leaves.set)
        with pytest.raises(CallerLeftError):
            async with while_caller_waits(_caller(leaves), Departure()):
                await waited_for
        assert waited_for.cancelled()
        task = asyncio.current_task()
        assert task is not None
        assert task.cancelling() == 0

    asyncio.run(story())


def test_work_is_given_up_when_the_gateway_has_to_leave() -> None:
    """Whoever is being served is told, and so is whoever comes even later."""

    async def story() -> None:
        departure = Departure()
        asyncio.get_running_loop().call_soon(departure.falls_due)
        for _ in range(2):
            with pytest.raises(GatewayLeavesError):
                async with while_caller_waits(_caller(asyncio.Event()), departure):
                    await asyncio.get_running_loop().create_future()

    asyncio.run(story())


def test_work_that_is_done_leaves_nobody_watching() -> None:
    """A caller who stays is not noticed at all, and errors come through as they are."""

    async def story() -> None:
        async with while_caller_waits(_caller(asyncio.Event()), Departure()):
            await asyncio.sleep(0)
        with pytest.raises(KeyError):
            async with while_caller_waits(_caller(asyncio.Event()), Departure()):
                raise KeyError
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(story())


def test_being_cancelled_by_others_is_not_the_callers_doing() -> None:
    """A gateway that is being stopped does not blame the caller."""

    async def story() -> None:
        async def work() -> None:
            async with while_caller_waits(_caller(asyncio.Event()), Departure()):
                await asyncio.Future()

        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(story())
