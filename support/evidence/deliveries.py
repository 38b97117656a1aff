"""What the control plane put on offer, as it meant it: what any acknowledgement is held against."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivered:
    version: int
    number_is_lost: bool  # the gateway cannot know, or must not believe, which policy it is
    sound: tuple[str, ...]  # the names of the policies that can be enforced, in their order
    left_out: dict[str, tuple[str, ...]]  # the flawed ones, and the place of each fault
    in_force_before: int | None

    @property
    def places(self) -> tuple[str, ...]:
        """Where there is a fault in any of the policies."""
        return tuple(place for places in self.left_out.values() for place in places)
