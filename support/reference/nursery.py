"""The warmed parent: it has loaded all that a gateway needs, and forks one whenever it is asked.

One JSON object a line on standard input, one answer a line on standard output. Each gateway has a
line to the nursery: its order comes on it, its answer goes back, and from then on either side
sees by it that the other is gone. When standard input ends, however the judge died, all gateways
are killed; when the nursery dies, they leave by themselves.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from . import warming
from .child import become_gateway

STANDARD_INPUT, STANDARD_OUTPUT = 0, 1
GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL
SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGTERM}


class JudgeGoneError(Exception):
    """Nobody is there any more for whom the gateways run."""


@dataclass(frozen=True)
class Child:
    """A forked process, and the nursery's end of its line."""

    pid: int
    line: socket.socket


class Nursery:
    """The gateways that run, and one more that only waits for its order."""

    def __init__(self) -> None:
        """Start without any gateway."""
        self._children: dict[int, Child] = {}  # by the number of the line
        self._leaving: list[int] = []  # process ids whose end somebody waits to hear of
        self._exits: dict[int, int] = {}
        self._poll = select.poll()
        self._poll.register(STANDARD_INPUT, select.POLLIN)
        self._spare = self._fork()

    def run(self) -> None:
        """Do as told until standard input ends; then leave nothing behind."""
        received = b""
        try:
            while True:
                for number, _ in self._poll.poll():
                    if number != STANDARD_INPUT:
                        self._reap(self._children[number])
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
                self._start({"settings": request["settings"], "lie": request.get("lie")})
            elif verb in SIGNALS:
                self._end(int(request["pid"]), SIGNALS[verb])
            else:
                _say({"error": f"the nursery cannot do {verb!r}; it can start, stop and kill"})
        except (ValueError, KeyError, TypeError) as error:
            _say({"error": f"the nursery does not understand {line!r}: {error!r}"})

    def _start(self, order: dict[str, Any]) -> None:
        child = self._spare
        try:
            child.line.sendall(json.dumps(order).encode() + b"\n")
            answer = self._answer_of(child)
        except OSError:
            answer = b""
        if answer:
            self._children[child.line.fileno()] = child
            self._poll.register(child.line, select.POLLIN)
            _write(answer)
            self._spare = self._fork()  # after the answer, which need not wait for it
        else:
            status = _wait(child)
            self._spare = self._fork()
            _say({"error": f"the gateway ended before it was ready, with exit {status}"})

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

    def _end(self, pid: int, how: signal.Signals) -> None:
        if pid in self._exits:
            _say({"pid": pid, "exit": self._exits[pid]})
        elif any(child.pid == pid for child in self._children.values()):
            self._leaving.append(pid)
            os.kill(pid, how)
        else:
            _say({"error": f"the nursery has no gateway with the process id {pid}"})

    def _reap(self, child: Child) -> None:
        """Take leave of a child whose line has broken, and tell everybody who asked for its end."""
        del self._children[child.line.fileno()]
        self._poll.unregister(child.line)
        self._exits[child.pid] = _wait(child)
        while child.pid in self._leaving:
            self._leaving.remove(child.pid)
            _say({"pid": child.pid, "exit": self._exits[child.pid]})

    def _fork(self) -> Child:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            # Only the nursery may hold its ends of the lines, or they would not break with it.
            ours.close()
            for sibling in self._children.values():
                sibling.line.close()
            become_gateway(theirs)
        theirs.close()
        self._exits.pop(pid, None)
        return Child(pid, ours)

    def _kill_all(self) -> None:
        for child in {*self._children.values(), self._spare}:
            with suppress(ProcessLookupError, ChildProcessError):  # it left before and is reaped
                os.kill(child.pid, signal.SIGKILL)
                _wait(child)


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
