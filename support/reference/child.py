"""A forked process on its way from the nursery to being a gateway.

It waits for its order on its line to the nursery, becomes a gateway, and says on the same line
that it is ready or why it is not. The line then stays open for as long as both live: when it
breaks, the other one is gone.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any, NoReturn

from .front_door import PortError
from .process import run
from .settings import SettingsError, check_settings
from .store import StoreError
from .warming import rehearse

if TYPE_CHECKING:
    import asyncio
    import socket
    from pathlib import Path

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
        runner = rehearse()
        status = _obey(_order(line), line, runner)
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


def _order(line: socket.socket) -> dict[str, Any]:
    received = b""
    while not received.endswith(b"\n"):
        piece = line.recv(65536)
        if not piece:
            os._exit(0)  # the nursery is gone and this one was never needed
        received += piece
    order: dict[str, Any] = json.loads(received)
    return order


def _obey(order: dict[str, Any], line: socket.socket, runner: asyncio.Runner) -> int:
    threading.Thread(target=_leave_with_the_nursery, args=(line,), daemon=True).start()
    answered = False

    def ready(port: int) -> None:
        nonlocal answered
        _answer(line, {"pid": os.getpid(), "port": port})
        answered = True

    try:
        settings = check_settings(order.get("settings"))
        _write_errors_to(settings.store / LOG)
        if order.get("lie"):
            _tell(order["lie"])
        run(settings, ready, runner)
    except Exception as error:  # noqa: BLE001 - whatever it was, the judge is told
        ours = isinstance(error, OURS_TO_EXPLAIN)
        if not ours:
            traceback.print_exc()
        if not answered:
            _answer(line, {"error": str(error) if ours else f"{type(error).__name__}: {error}"})
        return BROKE if answered else COULD_NOT_START
    return 0


def _write_errors_to(path: Path) -> None:
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 2)
    os.close(log)


def _tell(lie: str) -> None:
    """Let a lie replace a piece of this gateway; what it is, only the one who sent it knows."""
    module, _, name = lie.partition(":")
    liar = getattr(importlib.import_module(module), name)
    getattr(liar, "tell", liar)()


def _leave_with_the_nursery(line: socket.socket) -> None:
    """End this process when the line breaks: the nursery is gone, and nobody else would end us."""
    while line.recv(1):
        pass
    os._exit(BROKE)


def _answer(line: socket.socket, answer: dict[str, Any]) -> None:
    line.sendall(json.dumps(answer).encode() + b"\n")
