"""Keeps what a run puts on this machine in one place, and has it cleared away whatever happens.

Stores stand in one folder. Gateways that are started by a command line have a process group of
their own. Both are known to a small process (`last_will.py`) that outlives the judge, so that even
`kill -9` of the judge leaves nothing. It is started when it is first needed.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE = Path(__file__).parent
_ROOT = _HERE.parent.parent
_ROOM = 64 * 1024 * 1024  # bytes; a store has less than one of these 64
_ONLY_WHEN_TOLD = 'read -r go && exec "$@" </dev/null'


_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


def _place() -> Path:
    """In memory where that can be had: a store that lives for milliseconds need not see a disk.

    Who sets TMPDIR has chosen a place, and gets it.
    """
    if "TMPDIR" in os.environ:
        return Path(tempfile.gettempdir())
    roomy = _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK) and _has_room(_IN_MEMORY)
    return _IN_MEMORY if roomy else Path(tempfile.gettempdir())


def _has_room(folder: Path) -> bool:
    return shutil.disk_usage(folder).free >= _ROOM


class Caretaker:
    """Nothing starts, and no folder is made, before the last will knows of it."""

    def __init__(self) -> None:
        self._folder = _place() / f"wk-{secrets.token_hex(4)}"
        self._numbers = count(1)
        self._last_will: subprocess.Popen[bytes] | None = None

    def new_folder(self) -> Path:
        """An empty folder, gone after the run at the latest."""
        self._standing_by()
        folder = self._folder / str(next(self._numbers))
        folder.mkdir(mode=0o700)
        return folder

    def start(self, command: Sequence[str], output: IO[bytes]) -> subprocess.Popen[bytes]:
        """A command in a process group of its own, which ends with the run at the latest."""
        pipe = self._standing_by()
        process = subprocess.Popen(  # noqa: S603 - the command line of a target file
            ["/bin/sh", "-c", _ONLY_WHEN_TOLD, "sh", *command],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._say(pipe, process.pid)
        if process.stdin:
            process.stdin.write(b"go\n")
            process.stdin.close()
        return process

    def has_ended(self, process: subprocess.Popen[bytes]) -> None:
        """Its number may be given to somebody else from now on."""
        self._say(self._standing_by(), -process.pid)

    def close(self) -> None:
        if self._last_will is not None:
            if self._last_will.stdin:
                self._last_will.stdin.close()
            self._last_will.wait()

    def _standing_by(self) -> IO[bytes]:
        if self._last_will is None:
            self._last_will = subprocess.Popen(  # noqa: S603 - our own file
                [sys.executable, "-I", "-S", str(_HERE / "last_will.py"), str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._folder.mkdir(mode=0o700)
        assert self._last_will.stdin  # noqa: S101 - it is a pipe
        return self._last_will.stdin

    @staticmethod
    def _say(pipe: IO[bytes], number: int) -> None:
        pipe.write(b"%d\n" % number)
        pipe.flush()
