"""The relation to the control plane: what is told, when, and what happens while nobody answers."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from support.reference.clock import SettableClock
from support.reference.gateway import Gateway
from support.reference.settings import Settings

from . import a_control_plane

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from .a_control_plane import ControlPlane

NOON = 1790164800.0
ROUNDS = 200_000


class Edge:
    """A gateway on a clock that is moved by hand, and nobody in front of it."""

    def __init__(self, folder: Path, control_plane: ControlPlane) -> None:
        self.gateway = Gateway(
            Settings(store=folder, control_plane=control_plane.url, settable_clock=NOON)
        )
        assert isinstance(self.gateway.clock, SettableClock)
        assert self.gateway.control_plane
        self.clock = self.gateway.clock
        self.relation = self.gateway.control_plane

    async def rests(self) -> None:
        """Let the event loop run until the task has ended its turn."""
        for _ in range(ROUNDS):
            await asyncio.sleep(0)
            if not self.relation.busy:
                return
        message = f"the turn was not over after {ROUNDS} rounds of the event loop"
        raise AssertionError(message)

    async def passes(self, seconds: float) -> None:
        """Let so much time pass and the turn that it brings be taken."""
        self.clock.advance(seconds)
        for _ in range(30):
            await asyncio.sleep(0)
        await self.rests()

    async def passes_to_next(self) -> float:
        """Let time pass to the next turn, and say how long that was."""
        seconds = self.clock.next_timer() or 0.0
        await self.passes(seconds)
        return seconds

    def shows(self, line: str) -> bool:
        """Tell whether this line stands in the metrics."""
        return line in self.gateway.metrics.render().splitlines()


@asynccontextmanager
async def _edge(folder: Path, control_plane: ControlPlane) -> AsyncIterator[Edge]:
    edge = Edge(folder, control_plane)
    edge.gateway.start()
    try:
        await edge.rests()
        yield edge
    finally:
        await edge.gateway.close()


def _play(folder: Path, scene: Callable[[ControlPlane, Edge], Awaitable[None]]) -> None:
    async def play() -> None:
        async with a_control_plane.running() as control_plane:
            control_plane.offer(7)
            async with _edge(folder, control_plane) as edge:
                await scene(control_plane, edge)

    asyncio.run(play())


def _names(control_plane: ControlPlane) -> list[str]:
    return [name for name, _ in control_plane.calls]


def test_the_first_turn_does_everything_once(tmp_path: Path) -> None:
    """Register, fetch, acknowledge and heartbeat, in this order, and then silence."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        assert _names(control_plane) == ["register", "config", "acknowledgements", "heartbeat"]
        assert control_plane.told("acknowledgements")[0]["result"] == "applied"
        assert control_plane.told("heartbeat") == [
            {"policy": 7, "sent_at": "2026-09-23T12:00:00.000Z"}
        ]
        assert edge.clock.next_timer() == 10
        assert edge.shows("gateway_control_plane_reachable 1")

    _play(tmp_path, scene)


def test_heartbeats_and_polls_keep_their_rhythm(tmp_path: Path) -> None:
    """A heartbeat every ten seconds, a poll every thirty."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        control_plane.calls.clear()
        assert [await edge.passes_to_next() for _ in range(3)] == [10, 10, 10]
        assert _names(control_plane) == ["heartbeat", "heartbeat", "config", "heartbeat"]

    _play(tmp_path, scene)


def test_a_newer_version_is_fetched_with_the_heartbeat_that_names_it(tmp_path: Path) -> None:
    """Nobody waits for the next poll when there is something new."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        control_plane.offer(8)
        await edge.passes_to_next()
        assert edge.gateway.desk.in_force
        assert edge.gateway.desk.in_force.version == 8
        assert control_plane.told("acknowledgements")[-1]["in_force"] == 8

    _play(tmp_path, scene)


def test_fetch_now_does_not_wait(tmp_path: Path) -> None:
    """No time has to pass for it."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        control_plane.offer(8)
        edge.gateway.fetch_now()
        assert edge.relation.busy
        await edge.rests()
        assert control_plane.told("acknowledgements")[-1]["in_force"] == 8

    _play(tmp_path, scene)


def test_a_rejected_version_is_not_fetched_at_every_heartbeat(tmp_path: Path) -> None:
    """It is looked at again with the next poll, and what was said of it is said once."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        control_plane.offer(8, policies=[{"kind": "nonsense"}])
        await edge.passes_to_next()
        await edge.passes_to_next()
        reasons = [told["reason"] for told in control_plane.told("acknowledgements")]
        assert reasons == [None, "invalid"]
        fetched = len(control_plane.told("config"))
        for _ in range(2):
            await edge.passes_to_next()
        assert len(control_plane.told("config")) == fetched + 1
        assert len(control_plane.told("acknowledgements")) == 2

    _play(tmp_path, scene)


def test_failures_wait_longer_and_longer_until_the_circuit_opens(tmp_path: Path) -> None:
    """1, 2, 4, 8 seconds with at most a tenth more; after the fifth failure 30, then one probe."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        control_plane.mood = 500
        control_plane.calls.clear()
        waits = [await edge.passes_to_next() for _ in range(6)]
        bounds = [(10, 10), (1, 1.1), (2, 2.2), (4, 4.4), (8, 8.8), (30, 30)]
        assert [low <= wait <= high for wait, (low, high) in zip(waits, bounds, strict=True)] == [
            True
        ] * 6
        assert len(control_plane.calls) == 6
        assert edge.shows("gateway_control_plane_reachable 0")
        assert edge.shows('gateway_control_plane_circuit{state="open"} 1')
        control_plane.mood = 200
        await edge.passes_to_next()
        assert edge.shows('gateway_control_plane_circuit{state="closed"} 1')
        assert edge.shows("gateway_control_plane_reachable 1")

    _play(tmp_path, scene)


def test_nobody_is_called_while_the_circuit_is_open(tmp_path: Path) -> None:
    """Not even to fetch now; it is done with the probe."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        control_plane.mood = 500
        for _ in range(5):
            await edge.passes_to_next()
        control_plane.mood = 200
        control_plane.offer(8)
        control_plane.calls.clear()
        edge.gateway.fetch_now()
        await edge.rests()
        await edge.passes(29.9)
        assert control_plane.calls == []
        await edge.passes_to_next()
        assert _names(control_plane)[:2] == ["config", "acknowledgements"]

    _play(tmp_path, scene)


def test_a_control_plane_that_says_nothing_is_given_five_seconds(tmp_path: Path) -> None:
    """A black hole costs five seconds of the gateway's clock and counts as a failure."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        control_plane.says_nothing = True
        control_plane.heard.clear()
        edge.clock.advance(10)
        await control_plane.heard.wait()
        assert edge.relation.busy
        assert edge.clock.next_timer() == 5
        await edge.passes(5)
        assert edge.shows("gateway_control_plane_reachable 0")

    _play(tmp_path, scene)


def test_a_batch_whose_answer_was_lost_is_sent_again_unchanged(tmp_path: Path) -> None:
    """Same key, same events, and what was noted meanwhile goes into another batch."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        control_plane.loses_answers_to = "events"
        edge.gateway.outbox.note("loop", count=3)
        await edge.passes_to_next()
        edge.gateway.outbox.note("loop", count=4)
        control_plane.loses_answers_to = ""
        await edge.passes_to_next()
        lost, again, rest = control_plane.told("events")
        assert lost == again
        assert control_plane.keys[0] == control_plane.keys[1] != control_plane.keys[2]
        assert [event["count"] for event in again["events"] + rest["events"]] == [3, 4]
        assert edge.shows("gateway_events_waiting 0")

    _play(tmp_path, scene)


def test_an_acknowledgement_that_was_not_heard_is_repeated(tmp_path: Path) -> None:
    """It is delivered as soon as somebody listens."""

    async def scene(control_plane: ControlPlane, edge: Edge) -> None:
        control_plane.offer(8)
        control_plane.loses_answers_to = "acknowledgements"
        await edge.passes_to_next()
        control_plane.loses_answers_to = ""
        control_plane.calls.clear()
        await edge.passes_to_next()
        assert [told["version"] for told in control_plane.told("acknowledgements")] == [8]

    _play(tmp_path, scene)


def test_a_refused_edge_is_not_ready_and_tries_again_slowly(tmp_path: Path) -> None:
    """Who is refused says why it is not ready, and asks again after half a minute."""

    async def play() -> None:
        async with a_control_plane.running() as control_plane:
            control_plane.mood = 401
            async with _edge(tmp_path, control_plane) as edge:
                not_ready = edge.gateway.not_ready()
                assert not_ready
                assert not_ready[0] == "registration_refused"
                control_plane.mood = 200
                control_plane.offer(7)
                assert await edge.passes_to_next() == 30
                assert edge.gateway.not_ready() is None

    asyncio.run(play())


def test_a_restart_during_a_partition_serves_the_last_bundle(tmp_path: Path) -> None:
    """The bundle is in force before the control plane is reached, and is not fetched twice."""

    async def play() -> None:
        async with a_control_plane.running() as control_plane:
            control_plane.offer(7)
            async with _edge(tmp_path, control_plane):
                control_plane.mood = 500
            async with _edge(tmp_path, control_plane) as edge:
                assert edge.gateway.not_ready() is None
                control_plane.mood = 200
                control_plane.calls.clear()
                await edge.passes_to_next()
                assert _names(control_plane) == ["register", "config", "heartbeat"]

    asyncio.run(play())


def test_a_skewed_clock_is_measured_at_each_heartbeat(tmp_path: Path) -> None:
    """The metrics show size and direction, and clear when the clock is right again."""

    async def scene(_: ControlPlane, edge: Edge) -> None:
        edge.clock.set_wall(NOON + 21.001)
        await edge.passes_to_next()
        assert edge.shows("gateway_clock_skew_seconds 31.001")
        assert edge.shows("gateway_clock_skewed 1")
        edge.clock.set_wall(NOON - 40)
        await edge.passes_to_next()
        assert edge.shows("gateway_clock_skew_seconds -30")
        assert edge.shows("gateway_clock_skewed 0")

    _play(tmp_path, scene)
