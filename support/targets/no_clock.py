"""The clock of a gateway that reads its machine's: time passes by itself and cannot be moved."""

from __future__ import annotations

import time

from support.errors import HarnessBrokenError
from support.targets.target import Pulse


class NoClock:
    """Looking is harmless and shows nothing; whoever wants to move it has forgotten a tag."""

    def wall(self) -> float:
        return time.time()

    def advance(self, seconds: float, within: float = 0.0) -> Pulse:  # noqa: ARG002
        msg = f"this gateway's clock cannot be moved by {seconds:g} s; tag this with @needs.clock"
        raise HarnessBrokenError(msg)

    def set_wall(self, moment: float) -> None:
        msg = f"this gateway's clock cannot be set ({moment:g}); tag this @needs.clock_corrections"
        raise HarnessBrokenError(msg)

    def pulse(self, within: float = 0.0) -> Pulse:  # noqa: ARG002
        return Pulse(rests=None, next_timer=None, held_back=0)
