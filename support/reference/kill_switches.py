"""Kill switches: who is stopped at this moment, and for how long.

Rule: no HTTP in here and no clock; the time is told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kinds.kill_switch import KillSwitch
    from .scopes import Asked

DUST = 1e-6  # seconds: what floating point may be off by


@dataclass(frozen=True, slots=True)
class Freeze:
    """The request is stopped; *wait*: whole seconds until it is not, None: nobody can say."""

    wait: int | None


def freeze_of(asked: Asked, switches: tuple[KillSwitch, ...], wall: float) -> Freeze | None:
    """Find what stops the request; of several freezes the one that ends last."""
    ends = [each.expires_at for each in switches if _stops(each, asked, wall)]
    if not ends:
        return None
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return Freeze(None)
    return Freeze(max(1, math.ceil(max(known) - wall - DUST)))


def _stops(switch: KillSwitch, asked: Asked, wall: float) -> bool:
    if switch.expires_at is not None and switch.expires_at <= wall:
        return False
    if not switch.where.matches(asked):
        return False
    return switch.exception is None or not switch.exception.certainly(asked)
