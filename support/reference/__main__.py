"""Start one gateway: `python -m support.reference settings.json`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from .front_door import PortError
from .process import run
from .settings import SettingsError, read_settings
from .store import StoreError

USAGE = "usage: python -m support.reference settings.json"
COULD_NOT_START = 2


def main(arguments: list[str]) -> int:
    """Run a gateway as the file says; return the exit status."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        return _fail(USAGE)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends us without a traceback
    try:
        settings = read_settings(Path(arguments[0]))
        host = settings.listen.rpartition(":")[0]
        run(settings, lambda port, _leave: _say(f"listening on http://{host}:{port}"))
    except (SettingsError, PortError, StoreError) as error:
        return _fail(str(error))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fail(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return COULD_NOT_START


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
