"""The clock: time that can be moved by hand, and waiting on it."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from support.reference.clock import Clock, SettableClock, SystemClock

NOON = 1790164800.0


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_settable_clock_stands_still_until_it_is_moved() -> None:
    """Both clocks show the same as long as nobody moves them, and then exactly the movement."""
    clock = SettableClock(NOON)
    assert (clock.wall(), clock.steady()) == (NOON, 0.0)
    clock.advance(86400)
    assert (clock.wall(), clock.steady()) == (NOON + 86400, 86400.0)


def test_setting_the_wall_clock_leaves_the_steady_clock_alone() -> None:
    """A correction of the wall clock, even backwards, is not time that passes."""
    clock = SettableClock(NOON)
    clock.set_wall(NOON - 30)
    assert (clock.wall(), clock.steady()) == (NOON - 30, 0.0)


def test_time_does_not_go_back() -> None:
    """Advancing by less than nothing is refused."""
    with pytest.raises(ValueError, match="does not go back"):
        SettableClock(NOON).advance(-1)


def test_a_pause_ends_exactly_at_its_deadline() -> None:
    """Just before the deadline a pause still waits, at the deadline it does not."""

    async def scene() -> None:
        clock = SettableClock(NOON)
        pause = asyncio.create_task(clock.pause(10))
        await _settle()
        clock.advance(9.999)
        await _settle()
        assert not pause.done()
        clock.advance(0.001)
        await _settle()
        assert pause.done()

    asyncio.run(scene())


def test_pauses_end_in_the_order_of_their_deadlines_and_at_them() -> None:
    """One long advance wakes everybody in order, and the clock shows each deadline."""

    async def scene() -> None:
        clock = SettableClock(NOON)
        seen: list[tuple[str, float, float]] = []

        def note(name: str) -> None:
            seen.append((name, clock.steady(), clock.wall()))

        for name, seconds in (("late", 20.0), ("early", 5.0), ("middle", 12.0), ("never", 31.0)):
            clock._set_alarm(seconds, partial(note, name))  # noqa: SLF001 - what a pause stands on
        clock.advance(30)
        assert seen == [
            ("early", 5.0, NOON + 5),
            ("middle", 12.0, NOON + 12),
            ("late", 20.0, NOON + 20),
        ]
        assert (clock.steady(), clock.next_timer()) == (30.0, 1.0)

    asyncio.run(scene())


def test_who_waits_for_nothing_does_not_wait() -> None:
    """A pause of no seconds ends although the clock stands still."""

    async def scene() -> None:
        clock = SettableClock(NOON)
        await clock.pause(0)
        await clock.pause(-1)

    asyncio.run(scene())


def test_moving_to_the_next_timer_always_reaches_it() -> None:
    """No rounding error leaves somebody waiting for a millionth of a second."""

    async def scene() -> None:
        clock = SettableClock(NOON)
        clock.advance(0.1)
        for seconds in (1.0734, 2.18831, 30.0, 0.1, 0.7, 1 / 3):
            pause = asyncio.create_task(clock.pause(seconds))
            await _settle()
            clock.advance(clock.next_timer() or 0)
            await _settle()
            assert pause.done()

    asyncio.run(scene())


def test_the_next_timer_is_the_earliest_of_those_who_wait() -> None:
    """Tests ask how far they may move the clock without passing anybody's deadline."""

    async def scene() -> None:
        clock = SettableClock(NOON)
        assert clock.next_timer() is None
        pauses = [asyncio.create_task(clock.pause(seconds)) for seconds in (20, 12.5)]
        await _settle()
        assert clock.next_timer() == 12.5
        for pause in pauses:
            pause.cancel()
        await asyncio.wait(pauses)
        assert clock.next_timer() is None

    asyncio.run(scene())


@pytest.mark.parametrize("clock", [SettableClock(NOON), SystemClock()])
def test_a_body_that_is_done_in_time_is_left_alone(clock: Clock) -> None:
    """A timeout that was not needed leaves no timer behind."""

    async def scene() -> None:
        async with clock.timeout(5):
            await asyncio.sleep(0)
        assert clock.next_timer() is None

    asyncio.run(scene())


def test_a_body_that_takes_too_long_is_ended_on_the_settable_clock() -> None:
    """Five seconds pass in no time, and whoever was given five seconds gets a TimeoutError."""

    async def scene() -> None:
        clock = SettableClock(NOON)

        async def wait_for_ever() -> None:
            async with clock.timeout(5):
                await asyncio.Event().wait()

        waiting = asyncio.create_task(wait_for_ever())
        await _settle()
        clock.advance(5)
        await asyncio.wait([waiting])
        assert isinstance(waiting.exception(), TimeoutError)

    asyncio.run(scene())


def test_the_system_clock_wakes_by_itself() -> None:
    """Pauses and timeouts on the machine's clocks need nobody to move them."""

    async def scene() -> None:
        clock = SystemClock()
        began = clock.steady()
        await clock.pause(0.002)
        assert clock.steady() - began >= 0.002
        with pytest.raises(TimeoutError):
            async with clock.timeout(0.002):
                await asyncio.Event().wait()

    asyncio.run(scene())


def test_it_can_be_seen_that_a_caller_is_held_back() -> None:
    """Who is kept waiting on purpose is counted until the time has passed, or the caller left."""

    async def scene() -> None:
        clock = SettableClock(NOON)
        caller, leaver = (asyncio.create_task(clock.hold_back(0.5)) for _ in range(2))
        await asyncio.sleep(0)
        assert clock.held_back == 2
        leaver.cancel()
        await asyncio.sleep(0)
        assert clock.held_back == 1
        clock.advance(0.5)
        await caller
        assert clock.held_back == 0

    asyncio.run(scene())
