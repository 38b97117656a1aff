"""Stages: what happens from, or above, a share of what is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.reference.fault_finding import ObjectReader


@dataclass(frozen=True, slots=True)
class Stage:
    """What happens from (or above) a share of an allowance on."""

    percent: float
    above: bool
    action: str
    delay_seconds: float

    def covers(self, used: int, allowance: int) -> bool:
        """Say whether so much of the allowance belongs to the stage."""
        share, bound = used * 100, Fraction(repr(self.percent)) * allowance
        return share > bound if self.above else share >= bound


def furthest(stages: tuple[Stage, ...], used: int, allowance: int) -> Stage | None:
    """Take the furthest stage that has been reached; "above" lies behind "from"."""
    reached = [stage for stage in stages if stage.covers(used, allowance)]
    return max(reached, key=lambda stage: (stage.percent, stage.above), default=None)


def read_stage(reader: ObjectReader) -> Stage:
    """Read one stage."""
    above = reader.has("above_percent")
    if above and reader.has("from_percent"):
        reader.faults.append(f"{reader.path}: must have from_percent or above_percent, not both")
        reader.number("from_percent", 0, above=True)
    percent = reader.number("above_percent" if above else "from_percent", 0, above=True)
    action = reader.one_of("action", ("warn", "throttle", "refuse"))
    delay = reader.number("delay_seconds", 0, above=True) if action == "throttle" else 0.0
    reader.no_others("a stage")
    return Stage(percent, above, action, delay)
