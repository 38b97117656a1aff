"""How far our wall clock is from the control plane's, and whether that is too far.

Pure: it is told both times at each heartbeat.
"""

from __future__ import annotations

from typing import Any

DEFAULT_THRESHOLD = 30.0


class Skew:
    """The last difference that was measured, judged by the threshold in force."""

    def __init__(self) -> None:
        """Start in agreement: nothing has been measured yet."""
        self.seconds = 0.0
        self.threshold = DEFAULT_THRESHOLD

    def measure(self, ours: float, theirs: float) -> None:
        """Note what both clocks showed at the same moment; positive when ours is ahead."""
        self.seconds = round(ours - theirs, 3)  # their time is told in milliseconds

    @property
    def noticed(self) -> bool:
        """Whether the difference is larger than the threshold."""
        return abs(self.seconds) > self.threshold

    def marks(self) -> dict[str, Any]:
        """What each event carries while the clocks disagree."""
        if not self.noticed:
            return {}
        direction = "ahead" if self.seconds > 0 else "behind"
        return {"clock_skew_seconds": abs(self.seconds), "clock_skew_direction": direction}
