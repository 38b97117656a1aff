"""Shadow mode: which policies are only watched, by kind, or all of them for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.drivers.bring_up import BringUp


class Shadows:
    """What a sentence says is in force when it is over, where the gateway runs already."""

    def __init__(self, bring_up: BringUp, now: Callable[[], float]) -> None:
        self._bring_up = bring_up
        self._now = now

    def watch(self, kind: str) -> None:
        """Only watch policies of this kind from now on."""
        self._bring_up.policy.shadowed.add(kind)
        self._at_once()

    def enforce(self, kind: str) -> None:
        self._bring_up.policy.shadowed.discard(kind)
        self._at_once()

    def watch_all(self, seconds: float) -> None:
        """Only watch every policy for so long."""
        self._bring_up.policy.shadow_until = self._now() + seconds
        self._at_once()

    def enforce_all(self) -> None:
        """What was to be watched for a time is enforced before that time is over."""
        self._bring_up.policy.shadow_until = None
        self._at_once()

    def _at_once(self) -> None:
        if self._bring_up.is_running:
            self._bring_up.put_in_force()
