"""Has an nginx read its files again, and stays until no worker of before takes new connections.

A signal alone leaves a moment in which the old and the new configuration both answer.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

_PATIENCE = 400  # looks
_LOOK_AGAIN_AFTER = 0.02  # seconds
_LEAVING = "shutting down"


def main(master: int) -> int:
    """Give 0 when all is as it should be, 1 when the workers of before go on."""
    before = _workers(master)
    os.kill(master, signal.SIGHUP)
    for _ in range(_PATIENCE):
        now = _workers(master)
        if now - before and not now & before:
            return 0
        threading.Event().wait(_LOOK_AGAIN_AFTER)
    return 1


def _workers(master: int) -> set[int]:
    """Its children that take connections, by their numbers."""
    listing = subprocess.run(
        ["/bin/ps", "-A", "-o", "pid=,ppid=,command="], check=True, capture_output=True, text=True
    ).stdout
    rows = (line.split(None, 2) for line in listing.splitlines())
    return {
        int(pid)
        for pid, parent, command in rows
        if parent == str(master) and "worker process" in command and _LEAVING not in command
    }


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
