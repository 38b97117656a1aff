"""A kill switch: requests that are not let through, for whatever reason the operator has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.reference.scopes import Scope, read_scope

if TYPE_CHECKING:
    from support.reference.fault_finding import ObjectReader


@dataclass(frozen=True, slots=True)
class KillSwitch:
    """What is frozen, until when (None: until further notice), and what is let through still."""

    name: str
    where: Scope
    expires_at: float | None
    exception: Scope | None


def read_kill_switch(reader: ObjectReader, name: str) -> KillSwitch:
    """Read a kill switch; one that does not say where freezes everything."""
    return KillSwitch(
        name,
        read_scope(reader, "where") or Scope(),
        reader.moment_or_none("expires_at"),
        read_scope(reader, "except"),
    )
