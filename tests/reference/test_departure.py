"""Leaving: the last reports are told when they can be, and kept when they cannot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from support.reference.departure import Departure
from support.reference.gateway import Gateway
from support.reference.settings import Settings

from . import a_control_plane

if TYPE_CHECKING:
    from pathlib import Path

    from .a_control_plane import ControlPlane


def test_only_those_who_are_left_behind_are_told() -> None:
    """Whoever was done before is not, and whoever begins afterwards is told at once."""
    departure, told = Departure(), []
    with departure.tells(lambda: told.append("done")):
        pass
    with departure.tells(lambda: told.append("left behind")):
        departure.falls_due()
    with departure.tells(lambda: told.append("late")):
        assert told == ["left behind", "late"]


ROUNDS = 200_000


async def _leaves(folder: Path, control_plane: ControlPlane, mood: int) -> Gateway:
    """A gateway that joins, notes two events and takes its leave."""
    gateway = Gateway(Settings(store=folder, control_plane=control_plane.url, settable_clock=1.0))
    gateway.start()
    assert gateway.control_plane
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
        if not gateway.control_plane.busy:
            break
    control_plane.mood = mood
    for count in (1, 2):
        gateway.outbox.note("loop", count=count)
    await gateway.take_leave()
    return gateway


def test_what_waits_is_told_before_leaving(tmp_path: Path) -> None:
    """It is told once, and nothing is left of it."""

    async def play() -> None:
        async with a_control_plane.running() as control_plane:
            control_plane.offer(7)
            gateway = await _leaves(tmp_path, control_plane, 200)
            (told,) = control_plane.told("events")
            assert [event["count"] for event in told["events"]] == [1, 2]
            assert gateway.outbox.waiting == 0
            await gateway.close()

    asyncio.run(play())


def test_what_cannot_be_told_is_tried_once_and_kept(tmp_path: Path) -> None:
    """The gateway leaves all the same."""

    async def play() -> None:
        async with a_control_plane.running() as control_plane:
            control_plane.offer(7)
            gateway = await _leaves(tmp_path, control_plane, 500)
            assert len(control_plane.told("events")) == 1
            assert gateway.outbox.waiting == 2
            await gateway.close()

    asyncio.run(play())
