"""Runs beside the judge; when the judge is gone, ends what it has started and removes its folder.

One line a time on standard input: `+1234` is a process group to end, `-1234` one that has ended.
End of input means that the judge is gone, however it went: left, killed, or out of memory. Alone
in a process of its own, and started without the rest of the house, so that it is there at once.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from contextlib import suppress

TRIES = 250
LOOK_AGAIN_AFTER = 0.02


def main(folder: str) -> None:
    """Wait for the end of the judge, then leave nothing of it behind."""
    for each in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line)
        if group > 0:
            groups.add(group)
        else:
            groups.discard(-group)
            _sweep_up_after(-group)
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
        _sweep_up_after(group)
    _remove(folder)


def _sweep_up_after(process: int) -> None:
    """A process under libfaketime that is killed leaves two files in memory behind."""
    for name in (f"faketime_shm_{process}", f"sem.faketime_sem_{process}"):
        with suppress(OSError):  # it was not under libfaketime, or left in order
            os.unlink(f"/dev/shm/{name}")  # noqa: S108, PTH108 - pathlib costs time to load


def _remove(folder: str) -> None:
    """Gateways that die just now may still write; once the folder is gone they cannot."""
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        threading.Event().wait(LOOK_AGAIN_AFTER)


if __name__ == "__main__":
    main(sys.argv[1])
