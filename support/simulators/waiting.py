"""Where the simulators wait for the scenario, and the scenario for the simulators.

Nobody polls: every change is announced to those who wait for just that.
"""

from __future__ import annotations

import contextlib
import math
import threading
from typing import TYPE_CHECKING

from support.serving.calls import CutOff
from support.serving.ear import about_to_wait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.serving.calls import Call, Served, Witness


class Changes:
    """What happens to one simulator, one change at a time."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._awaited: list[tuple[Callable[[], bool], threading.Condition]] = []

    @contextlib.contextmanager
    def change(self) -> Iterator[None]:
        """Whoever waits for just this goes on, also when the change ends in an error."""
        with self.lock:
            try:
                yield
            finally:
                for has_come, waiting in self._awaited:
                    if has_come():
                        waiting.notify()

    def wait_for(self, predicate: Callable[[], bool], within: float | None = None) -> bool:
        """Whether *predicate* came true within so many seconds of real time."""
        waiting = threading.Condition(self.lock)
        with self.lock:
            self._awaited.append((predicate, waiting))
            try:
                return waiting.wait_for(predicate, within)
            finally:
                self._awaited.remove((predicate, waiting))


class Gate:
    """Lets calls pass in the order in which they came to it. Open until it is shut.

    Passing raises CutOff when the peer of the call leaves, or the gate is closed for good.
    """

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._may_pass = math.inf
        self._queue: list[Call] = []
        self._departed: list[Call] = []
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many calls stand before the gate."""
        return len(self._queue)

    def shut(self) -> None:
        with self._changes.change():
            self._may_pass = 0

    def open(self) -> None:
        with self._changes.change():
            self._may_pass = math.inf

    def let_go(self, number: int) -> None:
        """Let so many more pass, now or as they come."""
        with self._changes.change():
            self._may_pass += number

    def close(self) -> None:
        with self._changes.change():
            self._closed = True

    def departed(self, call: Call) -> None:
        """The peer of *call* has left: it waits no longer."""
        with self._changes.change():
            self._departed.append(call)

    def pass_through(self, call: Call) -> None:
        with self._changes.change():
            self._queue.append(call)
        with self._changes.change():
            if not self._has_decided(call):
                about_to_wait()
                self._changes.wait_for(lambda: self._has_decided(call))
            self._queue = [each for each in self._queue if each is not call]
            if self._turns_away(call):
                raise CutOff
            self._may_pass -= 1

    def _has_decided(self, call: Call) -> bool:
        return self._turns_away(call) or (self._may_pass > 0 and self._queue[0] is call)

    def _turns_away(self, call: Call) -> bool:
        return self._closed or any(each is call for each in self._departed)


class GateWitness:
    """Passes everything on to *witness*, and tells *gates* when a peer has left."""

    def __init__(self, witness: Witness, *gates: Gate) -> None:
        self._witness = witness
        self._gates = gates

    def arrived(self, call: Call) -> Callable[[Served], None]:
        ended = self._witness.arrived(call)

        def ended_here(served: Served) -> None:
            if served.ending == "peer left":  # whoever sees it ended must find it gone at the gates
                for gate in self._gates:
                    gate.departed(call)
            ended(served)

        return ended_here
