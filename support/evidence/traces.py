"""What a scenario may leave behind in the judges' own process: nothing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import NamedTuple


class Traces(NamedTuple):
    """Counted between scenarios, when everything should be closed."""

    threads: int
    files: int

    def more_than(self, earlier: Traces) -> list[str]:
        """What there is more of than there was, in words."""
        return [
            f"{now - then} {what if now - then == 1 else f'{what}s'} more than before"
            for what, now, then in zip(("thread", "open file"), self, earlier, strict=True)
            if now > then
        ]


def traces() -> Traces:
    return Traces(threading.active_count(), sum(1 for _ in Path("/dev/fd").iterdir()))
