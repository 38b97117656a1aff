"""The private channel to an embedded gateway: its clock, beside the wire and invisible on it."""

from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING, Any

from support.errors import HarnessBrokenError
from support.targets.target import Pulse

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 20.0


class Channel:
    """One line of JSON there, one line back. Connects when it is first used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: socket.socket | None = None
        self._rest = b""
        self._one_at_a_time = threading.Lock()

    def wall(self) -> float:
        return float(self.ask(do="status")["wall"])

    def advance(self, seconds: float, within: float = 0.0) -> Pulse:
        return _pulse(self.ask(do="advance", seconds=seconds, within=within))

    def set_wall(self, moment: float) -> None:
        self.ask(do="set_wall", wall=moment)

    def pulse(self, within: float = 0.0) -> Pulse:
        return _pulse(self.ask(do="status", within=within))

    def ask(self, **message: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
        try:
            with self._one_at_a_time:
                return self._exchange(json.dumps(message).encode() + b"\n")
        except OSError as fault:
            msg = f"the embedded gateway does not answer on its private channel: {fault}"
            raise HarnessBrokenError(msg) from fault

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self._rest = b""

    def _exchange(self, line: bytes) -> dict[str, Any]:
        if self._socket is None:
            self._socket = socket.socket(socket.AF_UNIX)
            self._socket.settimeout(_PATIENCE)
            self._socket.connect(str(self._path))
        self._socket.sendall(line)
        while b"\n" not in self._rest:
            if not (data := self._socket.recv(65_536)):
                msg = "it was closed"
                raise ConnectionError(msg)
            self._rest += data
        answer, self._rest = self._rest.split(b"\n", 1)
        parsed: dict[str, Any] = json.loads(answer)
        return parsed


def _pulse(status: dict[str, Any]) -> Pulse:
    requests = tuple(status["requests"])
    return Pulse(not status["busy"], status["next"], status["held_back"], requests)
