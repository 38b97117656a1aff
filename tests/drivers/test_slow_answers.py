"""Answers that are kept back are seen through by moving the clock, and by nothing else."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx

from support.clock import TrueTime
from support.drivers.passing_time import PassingTime
from support.drivers.slow_answers import SlowAnswers
from support.evidence.ledger import Ledger
from support.targets.target import Pulse
from support.wire.client import Call
from support.wire.exchange import Exchange, Request

PATIENCE = 5.0


class KeepsBack:
    """A gateway's clock that stands still; one caller is kept back on it, others have timers."""

    def __init__(self, seconds: float, *other_timers: float) -> None:
        self.moves: list[float] = []
        self.others = 0  # kept back besides, for as long as the test lasts
        self.asked = threading.Event()
        self.lets_go = threading.Event()
        self._now = 0.0
        self._until = seconds
        self._timers = {*other_timers, seconds}
        self.advance(0.0)

    def wall(self) -> float:
        return self._now

    def advance(self, seconds: float, within: float = 0.0) -> Pulse:
        self._now += seconds
        if seconds:
            self.moves.append(seconds)
        if self._now >= self._until:
            self.lets_go.set()
        return self.pulse(within)

    def set_wall(self, moment: float) -> None:
        raise AssertionError(moment)

    def pulse(self, within: float = 0.0) -> Pulse:  # noqa: ARG002 - it always rests
        timer = min((at - self._now for at in self._timers if at > self._now), default=None)
        ours = self.asked.is_set() and not self.lets_go.is_set()
        return Pulse(rests=True, next_timer=timer, held_back=self.others + int(ours))


class Answering:
    """Neighbours who leave no call without an answer."""

    def answer_everything(self) -> bool:
        return True

    def calls_in_vain(self) -> int:
        return 0


def seen_through(clock: KeepsBack) -> Exchange:
    true = TrueTime()
    ledger = Ledger(true)
    number = ledger.begin("caller to gateway", "Acme", Request("GET", "/", ()))

    def answer() -> httpx.Response:
        clock.asked.set()
        assert clock.lets_go.wait(PATIENCE)
        return httpx.Response(200, stream=httpx.ByteStream(b"late"))

    time = PassingTime(true, lambda: clock, Answering(), ledger, lambda: True)
    with ThreadPoolExecutor() as background:
        call = Call(
            answer,
            lambda head: ledger.answering(number, head),
            lambda response, ending: ledger.end(number, response, ending),
            background.submit,
        )
        SlowAnswers(time, lambda: clock, PATIENCE).see_through(call)
    [exchange] = ledger.exchanges("caller to gateway")
    return exchange


def test_the_clock_moves_exactly_as_far_as_the_caller_is_kept_back() -> None:
    """Half a second late is half a second of the scenario's time, and the answer is whole."""
    clock = KeepsBack(0.5)

    exchange = seen_through(clock)

    assert clock.moves == [0.5]
    assert exchange.took == 0.5
    assert exchange.ending == "complete"
    assert exchange.response is not None
    assert exchange.response.body == b"late"


def test_other_timers_on_the_way_come_first() -> None:
    """A heartbeat that is due before the answer happens in its order."""
    clock = KeepsBack(15, 10, 20)

    assert seen_through(clock).took == 15
    assert clock.moves == [10, 5]


def test_whoever_is_answered_at_once_sees_no_time_pass() -> None:
    """Without being kept back nobody moves a clock, whatever else is going to wake."""
    clock = KeepsBack(0, 10)

    assert seen_through(clock).took == 0
    assert clock.moves == []


def test_whoever_else_is_kept_back_does_not_count() -> None:
    """While somebody else waits, an answer that comes at once still moves no clock."""
    at_once, later = KeepsBack(0, 10), KeepsBack(0.5, 10)
    at_once.others = later.others = 1

    assert seen_through(at_once).took == 0
    assert at_once.moves == []
    assert seen_through(later).took == 0.5
