"""The breaker in front of the control plane: after some failures in a row, leave it in peace.

Pure: it is told what happened and when, and answers whether a call may be made.
"""

from __future__ import annotations

from typing import Literal

FAILURES = 5
REST_SECONDS = 30.0
STATES = ("closed", "open", "half_open")

State = Literal["closed", "open", "half_open"]


class Circuit:
    """Closed: calls are made. Open: none. Half open: one probe decides."""

    def __init__(self) -> None:
        """Start closed."""
        self._failures = 0
        self._opened_at: float | None = None

    def state(self, now: float) -> State:
        """Say which of the three it is at this moment of the steady clock."""
        if self._opened_at is None:
            return "closed"
        return "open" if now < self._opened_at + REST_SECONDS else "half_open"

    def wait(self, now: float) -> float:
        """Seconds until a call may be made; 0 when it may be made now."""
        if self._opened_at is None:
            return 0.0
        return max(0.0, self._opened_at + REST_SECONDS - now)

    def failed(self, now: float) -> None:
        """Note a failure; the fifth in a row opens, and so does a failed probe."""
        self._failures += 1
        if self._opened_at is not None or self._failures >= FAILURES:
            self._opened_at = now

    def succeeded(self) -> None:
        """Note a success; it closes."""
        self._failures = 0
        self._opened_at = None
