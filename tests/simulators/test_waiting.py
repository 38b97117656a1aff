"""Gates and the announcing of changes, without sockets."""

from __future__ import annotations

import threading
import time

import pytest

from support.serving.calls import Call, CutOff
from support.simulators.waiting import Changes, Gate
from support.wire.patience import watch_for
from tests.serving.witnesses import PATIENCE

LONG = 2 * PATIENCE


def call(name: str) -> Call:
    return Call("GET", name, (), b"", "1.1")


class Walker:
    """A call on its way through a gate, in a thread of its own."""

    def __init__(self, gate: Gate, call: Call) -> None:
        self.call = call
        self.fate = ""
        self._gate = gate
        self.thread = threading.Thread(target=self._walk)
        self.thread.start()

    def _walk(self) -> None:
        try:
            self._gate.pass_through(self.call)
        except CutOff:
            self.fate = "turned away"
        else:
            self.fate = "passed"


def test_whoever_waits_is_told_of_a_departure() -> None:
    """Turning a call away is announced like any other change, not found out at the last moment."""
    changes = Changes()
    gate = Gate(changes)
    gate.shut()
    walker = Walker(gate, call("a"))
    assert changes.wait_for(lambda: gate.waiting == 1, PATIENCE)
    threading.Timer(0.05, gate.departed, [walker.call]).start()
    began = time.monotonic()
    assert changes.wait_for(lambda: gate.waiting == 0, LONG)
    assert time.monotonic() - began < PATIENCE
    walker.thread.join(PATIENCE)
    assert walker.fate == "turned away"


def test_nobody_is_woken_for_nothing() -> None:
    """What somebody waits for is looked at by whoever changes something."""
    changes, has_come = Changes(), threading.Event()
    looks: list[threading.Thread] = []

    def look() -> bool:
        looks.append(threading.current_thread())
        return has_come.is_set()

    waiter = threading.Thread(target=changes.wait_for, args=(look, PATIENCE))
    waiter.start()
    assert watch_for(lambda: looks == [waiter], PATIENCE)
    with changes.change():
        pass  # something else
    assert not watch_for(lambda: looks.count(waiter) > 1, 0.05)
    with changes.change():
        has_come.set()
    waiter.join(PATIENCE)
    assert looks == [waiter, threading.current_thread(), threading.current_thread(), waiter]


def test_calls_pass_in_the_order_in_which_they_came() -> None:
    """One that is let go is the one that waited longest."""
    changes = Changes()
    gate = Gate(changes)
    gate.shut()
    walkers: list[Walker] = []
    for number in range(3):
        walkers.append(Walker(gate, call(str(number))))
        assert changes.wait_for(lambda: gate.waiting == len(walkers), PATIENCE)
    for walker in walkers:
        gate.let_go(1)
        walker.thread.join(PATIENCE)
    assert [walker.fate for walker in walkers] == ["passed"] * 3


def test_equal_calls_are_not_the_same_call() -> None:
    """The departure of one caller does not turn away another who said the same."""
    changes = Changes()
    gate = Gate(changes)
    gate.shut()
    leaver, stayer = Walker(gate, call("a")), Walker(gate, call("a"))
    assert changes.wait_for(lambda: gate.waiting == 2, PATIENCE)
    gate.departed(leaver.call)
    leaver.thread.join(PATIENCE)
    gate.open()
    stayer.thread.join(PATIENCE)
    assert (leaver.fate, stayer.fate) == ("turned away", "passed")


@pytest.mark.parametrize("waits_already", [True, False])
def test_a_closed_gate_turns_everybody_away(*, waits_already: bool) -> None:
    """Whoever waits and whoever comes later."""
    changes = Changes()
    gate = Gate(changes)
    gate.shut()
    if not waits_already:
        gate.close()
    walker = Walker(gate, call("a"))
    if waits_already:
        assert changes.wait_for(lambda: gate.waiting == 1, PATIENCE)
        gate.close()
    walker.thread.join(PATIENCE)
    assert walker.fate == "turned away"
