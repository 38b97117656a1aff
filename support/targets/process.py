"""A gateway that is started by a command line, with hooks for what else can be done to it.

It runs in a process group of its own, on a port of its own, with a folder of its own for each
scenario, and reads its machine's clock, or one that libfaketime moves. A bundle is a file that is
put in the place of the last.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from support.errors import BadInputError, HarnessBrokenError, SetupBrokenError
from support.targets import bundle_format, fairvisor, nginx
from support.targets.faketime import FaketimeClock
from support.targets.free_ports import a_free_port, is_free
from support.targets.looking import answers_well
from support.targets.no_clock import NoClock
from support.wire.patience import watch_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from support.targets.caretaker import Caretaker
    from support.targets.description import Description, Hooks
    from support.targets.policy import Policy
    from support.targets.target import Surroundings

_STOPS_WITHIN = 10.0
_LAST_WORDS = 2000  # characters
_BEYOND_THE_PATH = "/usr/sbin:/usr/local/sbin:/sbin"  # where servers lie that few users start


class Format(Protocol):
    """How the gateway wants its policies to be written."""

    def write(self, policy: Policy, key: str | None) -> bytes: ...

    def seal(self, body: bytes, key: str | None) -> bytes: ...


_FORMATS: dict[str, Format] = {
    "house": bundle_format,
    "nginx": nginx,
    "fairvisor": fairvisor,
}


class ProcessTarget:
    def __init__(
        self,
        description: Description,
        hooks: Hooks,
        caretaker: Caretaker,
        said: Mapping[str, str],
    ) -> None:
        self.description = description
        self._hooks = hooks
        self._caretaker = caretaker
        self._format = _FORMATS[hooks.format]
        self._words = {
            "program": found(hooks.program) if hooks.program else "",
            **_said(hooks, said),
        }
        if hooks.port and not is_free(hooks.port):
            msg = (
                f"port {hooks.port} is in use; end what listens there, or take the line "
                "port = ... out of [hooks] to have a free one chosen"
            )
            raise BadInputError(msg)

    def stand_by(self) -> None:
        """Nobody waits for anything but the gateway itself."""

    def open(self, surroundings: Surroundings) -> ProcessGateway:
        return ProcessGateway(self._hooks, self._caretaker, surroundings, self._words)

    def write(self, policy: Policy, key: str | None) -> bytes:
        return self._format.write(policy, key)

    def seal(self, body: bytes, key: str | None) -> bytes:
        return self._format.seal(body, key)

    def close(self) -> None:
        """Every gateway has been closed with its scenario."""


class ProcessGateway:
    """Answers when the constructor returns; its output is in gateway.log in its folder."""

    def __init__(
        self,
        hooks: Hooks,
        caretaker: Caretaker,
        surroundings: Surroundings,
        words: Mapping[str, str],
    ) -> None:
        port = hooks.port or a_free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.clock = _clock(hooks, surroundings, self._is_up)
        self.pid: int | None = None
        self._hooks = hooks
        self._caretaker = caretaker
        self._folder = surroundings.store
        self._bundle = surroundings.store / "bundle.json"
        self._words = {
            "python": sys.executable,
            "port": str(port),
            "user": _user(),
            "store": str(surroundings.store),
            "bundle": str(self._bundle),
            **surroundings.upstreams,
            **words,
        }
        for name, text in hooks.files.items():
            (self._folder / name).write_text(self._filled(text), encoding="utf-8")
        self._start()

    def install(self, document: bytes) -> None:
        """The file is replaced in one stroke, so that nobody ever reads half of it."""
        coming = self._folder / "bundle.coming"
        if self._hooks.format != "house":  # those are written with words to be filled in
            document = self._filled(document.decode()).encode()
        coming.write_bytes(document)
        if self._hooks.install:
            self._run(self._hooks.install, coming=str(coming))
        else:
            coming.replace(self._bundle)
        self.reload()

    def reload(self) -> None:
        self._signal(self._hooks.reload, signal.SIGHUP)

    def take_token(self, token: str) -> None:
        msg = f"{self.url} is told of no control plane, and needs no token ({len(token)} letters)"
        raise HarnessBrokenError(msg)

    def kill(self) -> None:
        self._end(self._hooks.kill, signal.SIGKILL)

    def tell_to_stop(self) -> None:
        if isinstance(self.clock, FaketimeClock):
            self.clock.runs_on()
        self._signal(self._hooks.stop, signal.SIGTERM)

    def exit_status(self) -> int | None:
        return self._process.poll()

    def start_again(self, at: float) -> None:
        if self.pid is not None:
            self._kill_group()  # it has ended by itself, and nobody of its group may be left
        if isinstance(self.clock, FaketimeClock):
            self.clock.show(at)
        self._start()

    def close(self) -> None:
        if self.pid is not None:
            self._end(None, signal.SIGKILL)

    def _start(self) -> None:
        with (self._folder / "gateway.log").open("ab") as log:
            self._process = self._caretaker.start(self._command(), log)
        self.pid = self._process.pid
        within = self._hooks.ready_within
        watch_for(lambda: self._process.poll() is not None or self._is_up(), within)
        if self._process.poll() is not None:
            self._leave(f"ended with exit status {self._process.returncode} before it answered")
        if not self._is_up():
            self._leave(f"did not answer GET {self._hooks.ready_path} with 200 in {within:g} s")

    def _command(self) -> list[str]:
        command = [self._filled(each) for each in self._hooks.start]
        if isinstance(self.clock, FaketimeClock):
            read = [f"{name}={value}" for name, value in self.clock.environment().items()]
            return ["env", *read, *command]
        return command

    def _is_up(self) -> bool:
        return answers_well(self.url, self._hooks.ready_path, self._hooks.ready_within)

    def _leave(self, what: str) -> None:
        said = (self._folder / "gateway.log").read_text("utf-8", "replace").strip()
        self.close()
        msg = f"the gateway {what}. Its last words: {said[-_LAST_WORDS:] or 'none'}"
        raise SetupBrokenError(msg)

    def _end(self, hook: Sequence[str] | None, otherwise: signal.Signals) -> None:
        """By its hook or signal first; after that nobody of its group may be left."""
        self._signal(hook, otherwise)
        try:
            self._process.wait(_STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self._kill_group()
            msg = f"the gateway did not end within {_STOPS_WITHIN:g} s and was killed"
            raise SetupBrokenError(msg) from None
        finally:
            self._kill_group()

    def _kill_group(self) -> None:
        with suppress(ProcessLookupError, PermissionError):  # two ways to say that it is empty
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._caretaker.has_ended(self._process)
        self.pid = None

    def _signal(self, hook: Sequence[str] | None, otherwise: signal.Signals) -> None:
        if hook:
            self._run(hook)
        elif self._process.poll() is None:
            self._process.send_signal(otherwise)

    def _run(self, hook: Sequence[str], **words: str) -> None:
        command = [self._filled(each, pid=str(self.pid), **words) for each in hook]
        with (self._folder / "gateway.log").open("ab") as log:
            process = self._caretaker.start(command, log)
        try:
            status = process.wait(self._hooks.ready_within)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            self._end_of_hook(process)
        if status != 0:
            how = "did not end in time" if status is None else f"ended with exit status {status}"
            msg = f"the hook {' '.join(command)} {how}; what it said is in the evidence"
            raise SetupBrokenError(msg)

    def _end_of_hook(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._caretaker.has_ended(process)

    def _filled(self, text: str, **more: str) -> str:
        for name, value in {**self._words, **more}.items():
            text = text.replace(f"{{{name}}}", value)
        return text


def _said(hooks: Hooks, said: Mapping[str, str]) -> dict[str, str]:
    """What the target file asks for, and whoever runs it has said: -D format.word=value."""
    for word, meaning in hooks.asks.items():
        name = f"{hooks.format}.{word}"
        if name not in said:
            msg = f"this target needs -D {name}=...: {meaning}"
            raise BadInputError(msg)
    return {word: said[f"{hooks.format}.{word}"] for word in hooks.asks}


def found(program: str) -> str:
    """Where it is on this machine."""
    path = f"{os.environ.get('PATH', os.defpath)}:{_BEYOND_THE_PATH}"
    if place := shutil.which(program, path=path):
        return place
    msg = f"{program} is not installed on this machine"
    raise BadInputError(msg)


def _user() -> str:
    """Servers that are started by root like to become somebody else, who may not read {store}."""
    return f"{pwd.getpwuid(os.geteuid()).pw_name} {grp.getgrgid(os.getegid()).gr_name}"


def _clock(
    hooks: Hooks, surroundings: Surroundings, touch: Callable[[], object]
) -> NoClock | FaketimeClock:
    if hooks.clock is None:
        return NoClock()
    runs = hooks.clock == "faketime, running"
    return FaketimeClock(surroundings.store, surroundings.started_at, touch, runs=runs)
