"""The warmed parent: it has loaded all that a gateway needs, and has one ready when it is asked.

One JSON object a line on standard input, one answer a line on standard output. Each gateway has a
line to the nursery: its order comes on it, its answer goes back, and from then on either side
sees by it that the other is gone. When standard input ends, however the judge died, all gateways
are killed; when the nursery dies, they leave by themselves.

A process whose gateway was dismissed takes the next order: to fork one, and to see it die, costs
more than ten gateways. One that was told a lie takes no other, and none lives for ever.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import warming
from .child import become_gateway

if TYPE_CHECKING:
    from collections.abc import Callable

STANDARD_INPUT, STANDARD_OUTPUT = 0, 1
GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL
SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGTERM}
GATEWAYS_IN_ONE_LIFE = 200
SECONDS_TO_LEAVE = 2.0


class JudgeGoneError(Exception):
    """Nobody is there any more for whom the gateways run."""


@dataclass(eq=False)
class Child:
    """A forked process, and the nursery's end of its line."""

    pid: int
    line: socket.socket
    gateways: int = 0  # that it has been
    lie: str | None = None
    keeps_nothing: bool = True  # the same lie can be told in it again, by another gateway
    must_leave_by: float | None = None  # on the steady clock, once its gateway is dismissed

    @property
    def can_be_another(self) -> bool:
        """Say whether its next gateway would be as good as its first."""
        return self.keeps_nothing and self.gateways < GATEWAYS_IN_ONE_LIFE


class Nursery:
    """The gateways that run, and the processes that wait for an order: one always afresh."""

    def __init__(self) -> None:
        """Start without any gateway."""
        self._children: dict[int, Child] = {}  # by the number of the line
        self._leaving: list[int] = []  # process ids of gateways whose end somebody waits for
        self._exits: dict[int, int | None] = {}  # None: dismissed, and the process stays
        self._poll = select.poll()
        self._poll.register(STANDARD_INPUT, select.POLLIN)
        self._resting: list[Child] = []  # they have been gateways; the last one is the warmest
        self._fresh = self._fork()

    def run(self) -> None:
        """Do as told until standard input ends; then leave nothing behind."""
        received = b""
        try:
            while True:
                for number, _ in self._poll.poll(self._end_the_slow()):
                    if number != STANDARD_INPUT:
                        self._hear(self._children[number])
                        continue
                    piece = os.read(STANDARD_INPUT, 65536)
                    if not piece:
                        return
                    *lines, received = (received + piece).split(b"\n")
                    for line in lines:
                        self._do(line)
        except (JudgeGoneError, BrokenPipeError):
            return
        finally:
            self._kill_all()

    def _do(self, line: bytes) -> None:
        try:
            request = json.loads(line)
            verb = request["do"]
            if verb == "start":
                self._start(request)
            elif verb in SIGNALS:
                self._end(int(request["pid"]), lambda child: os.kill(child.pid, SIGNALS[verb]))
            elif verb == "dismiss":
                self._end(int(request["pid"]), _dismiss)
            elif verb in {"tell_to_stop", "look"}:
                self._look(int(request["pid"]), tell_to_stop=verb == "tell_to_stop")
            else:
                known = "start, dismiss, stop, tell_to_stop, look and kill"
                _say({"error": f"the nursery cannot do {verb!r}; it can {known}"})
        except (ValueError, KeyError, TypeError) as error:
            _say({"error": f"the nursery does not understand {line!r}: {error!r}"})

    def _start(self, order: dict[str, Any]) -> None:
        child = self._one_for(order)
        child.gateways += 1
        child.lie = order.get("lie")
        child.keeps_nothing = child.lie is None or bool(order.get("again"))
        self._children[child.line.fileno()] = child
        self._poll.register(child.line, select.POLLIN)
        try:
            child.line.sendall(json.dumps(order).encode() + b"\n")
            answer = self._answer_of(child)
        except OSError:
            answer = b""
        if answer:
            _write(answer)
        else:
            self._let_go_of(child)
            status = _wait(child)
            _say({"error": f"the gateway ended before it was ready, with exit {status}"})
        if child is self._fresh:
            self._fresh = self._fork()  # after the answer, which need not wait for it

    def _one_for(self, order: dict[str, Any]) -> Child:
        """Choose a process that is warm and has told no other lie; else a fresh one."""
        alike = [each for each in self._resting if each.lie == order.get("lie")]
        if not alike:
            return self._fresh
        self._resting.remove(alike[-1])
        return alike[-1]

    def _answer_of(self, child: Child) -> bytes:
        """Wait for the child's one line; without losing sight of the judge."""
        poll = select.poll()
        poll.register(child.line, select.POLLIN)
        poll.register(STANDARD_INPUT, 0)
        received = b""
        while not received.endswith(b"\n"):
            for number, what in poll.poll():
                if number == STANDARD_INPUT and what & GONE:
                    raise JudgeGoneError
                if number != STANDARD_INPUT:
                    piece = child.line.recv(65536)
                    if not piece:
                        return b""
                    received += piece
        return received

    def _end(self, pid: int, how: Callable[[Child], None]) -> None:
        child = next((each for each in self._children.values() if each.pid == pid), None)
        if child is not None:
            self._leaving.append(pid)
            how(child)
        elif pid in self._exits:
            _say({"pid": pid, "exit": self._exits[pid]})
        else:
            _say({"error": f"the nursery has no gateway with the process id {pid}"})

    def _look(self, pid: int, *, tell_to_stop: bool) -> None:
        """Say at once how a gateway has ended, or null; before that ask it to end, if wanted."""
        if tell_to_stop and any(child.pid == pid for child in self._children.values()):
            os.kill(pid, signal.SIGTERM)
        _say({"pid": pid, "exit": self._exits.get(pid)})

    def _hear(self, child: Child) -> None:
        """A line that speaks says that the gateway has left; one that breaks, its process too."""
        self._let_go_of(child)
        if _speaks(child):
            child.must_leave_by = None
            self._resting.append(child)
            self._exits[child.pid] = None
        else:
            self._exits[child.pid] = _wait(child)
        while child.pid in self._leaving:
            self._leaving.remove(child.pid)
            _say({"pid": child.pid, "exit": self._exits[child.pid]})

    def _let_go_of(self, child: Child) -> None:
        del self._children[child.line.fileno()]
        self._poll.unregister(child.line)

    def _end_the_slow(self) -> int | None:
        """Kill who does not leave in time; return after how many milliseconds to look again."""
        now = time.monotonic()
        times = [(each.must_leave_by, each.pid) for each in self._children.values()]
        awaited = [(until, pid) for until, pid in times if until is not None]
        for until, pid in awaited:
            if until <= now:
                os.kill(pid, signal.SIGKILL)
        return int(SECONDS_TO_LEAVE * 1000) if awaited else None

    def _fork(self) -> Child:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            # Only the nursery may hold its ends of the lines, or they would not break with it.
            ours.close()
            for sibling in (*self._children.values(), *self._resting):
                sibling.line.close()
            become_gateway(theirs)
        theirs.close()
        self._exits.pop(pid, None)
        return Child(pid, ours)

    def _kill_all(self) -> None:
        for child in {*self._children.values(), *self._resting, self._fresh}:
            with suppress(ProcessLookupError, ChildProcessError):  # it left before and is reaped
                os.kill(child.pid, signal.SIGKILL)
                _wait(child)


def _dismiss(child: Child) -> None:
    """Make a gateway leave; its process too, when it is not to be another one."""
    if child.can_be_another:
        child.must_leave_by = time.monotonic() + SECONDS_TO_LEAVE
        with suppress(OSError):  # it is leaving by itself already, and its line will tell
            child.line.sendall(b'{"dismiss": true}\n')
    else:
        os.kill(child.pid, signal.SIGKILL)


def _speaks(child: Child) -> bool:
    try:
        return bool(child.line.recv(65536))
    except ConnectionResetError:  # it was killed before it had heard us out
        return False


def _wait(child: Child) -> int:
    child.line.close()
    _, status = os.waitpid(child.pid, 0)
    return os.waitstatus_to_exitcode(status)


def _say(answer: dict[str, Any]) -> None:
    _write(json.dumps(answer).encode() + b"\n")


def _write(line: bytes) -> None:
    while line:
        line = line[os.write(STANDARD_OUTPUT, line) :]


def main() -> None:
    """Warm up once, then serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warming.load()
    gc.collect()
    gc.freeze()  # so that no child's collector touches, and thereby copies, what all of them share
    Nursery().run()


if __name__ == "__main__":
    main()
