"""The clock of a process under libfaketime: a file in its folder says what time it is.

Everything that the process asks its machine about the time is answered from that file, wall and
steady clock alike, so time can pass for it but its clock cannot be corrected.

Rule: a process that sleeps does not notice that a timer of its own has come due. So it is asked
after each move whether it is alive; when it has answered, what was due has been done.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from support.errors import HarnessBrokenError
from support.targets.target import Pulse

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACES = ("/usr/lib/*/faketime", "/usr/lib/faketime", "/usr/lib64/faketime")
_LIBRARY = "libfaketimeMT.so.1"
_A_HAIR = 0.000_001  # seconds; many programs take what is due this very instant for not yet due


def library() -> Path | None:
    """Where libfaketime is on this machine."""
    found = [at for place in _PLACES for at in Path("/").glob(f"{place[1:]}/{_LIBRARY}")]
    return min(found, default=None)


def why_not() -> str | None:
    """Why no clock can be moved in this way here."""
    if sys.platform != "linux":
        return "libfaketime is used on Linux only"
    if library() is None:
        return "libfaketime is not installed here (on Debian: apt-get install faketime)"
    return None


class FaketimeClock:
    def __init__(
        self, folder: Path, now: float, touch: Callable[[], object], *, runs: bool
    ) -> None:
        """Shows *now*; from then on it runs, or stands still until it is moved."""
        self._file = folder / "faketime"
        self._touch = touch  # asks whoever reads this clock whether it is alive
        self._runs = runs
        self._ahead = 0.0  # of the machine's clock
        self._shown = 0.0
        self.show(now)

    def environment(self) -> dict[str, str]:
        """With what a process must be started to read this clock."""
        return {
            "LD_PRELOAD": str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "TZ": "UTC",
        }

    def show(self, moment: float) -> None:
        """From now on it is so late."""
        self._shown, self._ahead = moment, moment - time.time()
        if self._runs:
            self._say(f"{self._ahead:+.6f}")
        else:
            self._say(f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M:%S.%f}")

    def runs_on(self) -> None:
        """As long as a process ends politely, which takes time."""
        self._say(f"{self.wall() - time.time():+.6f}")

    def wall(self) -> float:
        return time.time() + self._ahead if self._runs else self._shown

    def advance(self, seconds: float, within: float = 0.0) -> Pulse:
        self.show(self.wall() + seconds + _A_HAIR)
        self._touch()
        return self.pulse(within)

    def set_wall(self, moment: float) -> NoReturn:
        msg = (
            f"libfaketime moves all clocks of a process at once, so this one cannot be corrected "
            f"({moment:g}); tag this @needs.clock_corrections"
        )
        raise HarnessBrokenError(msg)

    def pulse(self, within: float = 0.0) -> Pulse:  # noqa: ARG002 - it tells nothing
        return Pulse(rests=None, next_timer=None, held_back=0)

    def _say(self, what: str) -> None:
        """In one stroke, so that nobody ever reads half of it."""
        coming = self._file.with_suffix(".coming")
        coming.write_text(f"{what}\n", encoding="ascii")
        coming.replace(self._file)
