"""The reference gateway, a process of its own for each scenario.

One warmed parent, the nursery, is started for the run and forks a gateway when a scenario needs
one. It dies with the judge, however the judge dies, and takes its gateways with it.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from support.errors import HarnessBrokenError
from support.targets import bundle_format
from support.targets.channel import Channel

if TYPE_CHECKING:
    from support.targets.description import Description
    from support.targets.policy import Policy
    from support.targets.target import Surroundings

_ROOT = Path(__file__).parent.parent.parent


class EmbeddedTarget:
    def __init__(self, description: Description) -> None:
        self.description = description
        self.deviation: dict[str, Any] = {}  # what a gateway is told of the lie that it is to tell
        self._nursery: Nursery | None = None

    def stand_by(self) -> None:
        self._warmed_parent()

    def open(self, surroundings: Surroundings) -> EmbeddedGateway:
        return EmbeddedGateway(self._warmed_parent(), _settings(surroundings), self.deviation)

    def write(self, policy: Policy, key: str | None) -> bytes:
        return bundle_format.write(policy, key)

    def seal(self, body: bytes, key: str | None) -> bytes:
        return bundle_format.seal(body, key)

    def close(self) -> None:
        if self._nursery is not None:
            self._nursery.close()

    def _warmed_parent(self) -> Nursery:
        if self._nursery is None:
            self._nursery = Nursery()
        return self._nursery


class EmbeddedGateway:
    """Starts at once; ready to be called when the constructor returns."""

    def __init__(
        self, nursery: Nursery, settings: dict[str, Any], deviation: dict[str, Any]
    ) -> None:
        self._nursery = nursery
        self._settings = settings
        self._deviation = deviation
        self.clock = Channel(Path(settings["channel"]))
        self.pid: int | None = None
        self._start()
        self.url = f"http://{self._settings['listen']}"

    def reload(self) -> None:
        self.clock.ask(do="fetch")

    def install(self, document: bytes) -> None:
        msg = f"{self.url} takes its bundles from the control plane, not {len(document)} bytes"
        raise HarnessBrokenError(msg)

    def take_token(self, token: str) -> None:
        _write_token(self._settings["edge_token_file"], token)

    def kill(self) -> None:
        self._end("kill")

    def tell_to_stop(self) -> None:
        self._nursery.ask(do="tell_to_stop", pid=self.pid)

    def exit_status(self) -> int | None:
        status: int | None = self._nursery.ask(do="look", pid=self.pid)["exit"]
        if status is not None:
            self.clock.close()
        return status

    def start_again(self, at: float) -> None:
        self._settings["clock"] = {"settable": at}
        self._start()

    def close(self) -> None:
        if self.pid is not None:
            self._end("dismiss")

    def _start(self) -> None:
        answer = self._nursery.ask(do="start", settings=self._settings, **self._deviation)
        self.pid = answer["pid"]
        self._settings["listen"] = f"127.0.0.1:{answer['port']}"

    def _end(self, how: str) -> None:
        self.clock.close()
        self._nursery.ask(do=how, pid=self.pid)
        self.pid = None


class Nursery:
    """The warmed parent of all embedded gateways of one run."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "support.reference.nursery"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def ask(self, **message: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - both are pipes
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError as fault:
            raise HarnessBrokenError(_gone(str(fault))) from fault
        if not line:
            raise HarnessBrokenError(_gone("it closed its output"))
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            msg = f"the reference gateway did not start: {answer['error']}"
            raise HarnessBrokenError(msg)
        return answer

    def close(self) -> None:
        """End of input is the order to leave; whoever does not obey is made to."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _write_token(file: Path | str, token: str) -> str:
    """Replaced in one stroke, so that nobody ever reads half of it."""
    coming = Path(f"{file}.coming")
    coming.write_text(token, encoding="ascii")
    coming.replace(file)
    return str(file)


def _gone(how: str) -> str:
    return f"the parent of the embedded gateways is gone ({how}); its last words stand above"


def _settings(surroundings: Surroundings) -> dict[str, Any]:
    return {
        "listen": "127.0.0.1:0",
        "store": str(surroundings.store),
        "upstreams": surroundings.upstreams,
        "control_plane": surroundings.control_plane,
        "edge_id": "edge-1",
        "edge_token_file": _write_token(surroundings.store / "edge-token", surroundings.edge_token),
        "bundle_key": surroundings.bundle_key,
        "clock": {"settable": surroundings.started_at},
        "channel": str(surroundings.store / "channel"),
        "workers": surroundings.processes,
    }
