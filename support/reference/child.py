"""A forked process that is a gateway, and when that one is dismissed, another one.

It waits for an order on its line to the nursery, becomes a gateway, and says on the same line
that it is ready or why it is not. Dismissed, it lets go of everything at once, as one that is
killed would, says so and waits for its next order: a process that has been a gateway before is
one again in a tenth of the time. The line stays open for as long as both live: when it breaks,
the other one is gone.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import signal
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any, NoReturn

from .front_door import PortError
from .process import run
from .settings import SettingsError, check_settings
from .store import StoreError
from .warming import open_runner, rehearse

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Callable
    from pathlib import Path

STANDARD_ERROR = 2
LOG = "gateway.log"
COULD_NOT_START = 2
BROKE = 1
OURS_TO_EXPLAIN = (SettingsError, PortError, StoreError)


def become_gateway(line: socket.socket) -> NoReturn:
    """Do all that a forked process does; it never returns into the nursery's code."""
    status = BROKE
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the judge
        _let_go_of_the_judge()
        status = _Host(line).serve(rehearse())
    except BaseException:  # noqa: BLE001 - nothing may rise into the nursery's copy of the stack
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _let_go_of_the_judge() -> None:
    """Leave standard input and output to the nursery alone, or their ends would not be seen."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)


class _Host:
    """One gateway after the other, in one process; never two at once."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._orders: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._leave: Callable[[], object] = _nothing
        self._dismissed = False
        self._told: str | None = None  # the lie that this process tells from then on
        self._own_errors = os.dup(STANDARD_ERROR)

    def serve(self, runner: asyncio.Runner) -> int:
        """Obey orders until a gateway ends by itself; return what this process ends with."""
        threading.Thread(target=self._hear, daemon=True).start()
        while True:
            self._dismissed = False
            status = self._obey(self._orders.get(), runner)
            if not self._dismissed:
                return status
            self._leave = _nothing
            os.dup2(self._own_errors, STANDARD_ERROR)
            _answer(self._line, {"dismissed": os.getpid()})
            runner = open_runner()

    def _hear(self) -> None:
        """Hear orders; end this process when the line breaks, for nobody else would end it."""
        received = b""
        while piece := self._line.recv(65536):
            *lines, received = (received + piece).split(b"\n")
            for line in lines:
                order: dict[str, Any] = json.loads(line)
                if "dismiss" in order:
                    self._dismissed = True
                    self._leave()
                else:
                    self._orders.put(order)
        os._exit(BROKE if self._leave is not _nothing else 0)

    def _obey(self, order: dict[str, Any], runner: asyncio.Runner) -> int:
        answered = False

        def ready(port: int, leave: Callable[[], object]) -> None:
            nonlocal answered
            self._leave = leave
            _answer(self._line, {"pid": os.getpid(), "port": port})
            answered = True

        try:
            settings = check_settings(order.get("settings"))
            _write_errors_to(settings.store / LOG)
            if order.get("lie") and order["lie"] != self._told:
                _tell(order["lie"])
                self._told = order["lie"]
            run(settings, ready, runner)
        except Exception as error:  # noqa: BLE001 - whatever it was, the judge is told
            ours = isinstance(error, OURS_TO_EXPLAIN)
            if not ours:
                traceback.print_exc()
            if not answered:
                fault = str(error) if ours else f"{type(error).__name__}: {error}"
                _answer(self._line, {"error": fault})
            return BROKE if answered else COULD_NOT_START
        return 0


def _nothing() -> None:
    """Nobody is there who could leave."""


def _write_errors_to(path: Path) -> None:
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, STANDARD_ERROR)
    os.close(log)


def _tell(lie: str) -> None:
    """Let a lie replace a piece of this gateway; what it is, only the one who sent it knows."""
    module, _, name = lie.partition(":")
    liar = getattr(importlib.import_module(module), name)
    getattr(liar, "tell", liar)()


def _answer(line: socket.socket, answer: dict[str, Any]) -> None:
    line.sendall(json.dumps(answer).encode() + b"\n")
