"""What the suite asks of a gateway, whoever wrote it and wherever it runs.

A Target is a way of running one; a Gateway is one that runs, for one scenario.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from support.targets.description import Description
    from support.targets.policy import Policy


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a gateway finds its neighbours, and what it is told about itself."""

    store: Path
    upstreams: dict[str, str]
    control_plane: str | None
    edge_token: str
    bundle_key: str
    started_at: float


class GatewayClock(Protocol):
    """The clock of one running gateway. Every method returns when woken work has settled."""

    def wall(self) -> float: ...

    def advance(self, seconds: float) -> None:
        """Let time pass: whatever clock the gateway reads moves on."""
        ...

    def set_wall(self, moment: float) -> None:
        """Correct the time of day without time having passed."""
        ...

    def next_timer(self) -> float | None:
        """Seconds until something inside wakes by itself, where that can be known."""
        ...

    def busy(self) -> bool | None:
        """Whether it is in the middle of something of its own accord; None: it does not tell."""
        ...

    def held_back(self) -> int:
        """How many callers it keeps waiting on purpose, as far as it tells."""
        ...


class Gateway(Protocol):
    url: str
    pid: int | None

    @property
    def clock(self) -> GatewayClock: ...

    def reload(self) -> None:
        """Have it look for a new bundle now."""
        ...

    def install(self, document: bytes) -> None:
        """Bring it a bundle, where it has no control plane."""
        ...

    def take_token(self, token: str) -> None:
        """Show this token to the control plane from now on, as its operator wants it."""
        ...

    def kill(self) -> None: ...

    def stop(self) -> None: ...

    def start_again(self, at: float) -> None:
        """On the same address, with the same store, its clock reading *at*."""
        ...

    def close(self) -> None: ...


class Target(Protocol):
    description: Description

    def open(self, surroundings: Surroundings) -> Gateway: ...

    def write(self, policy: Policy, key: str | None) -> bytes:
        """The policy as a bundle document that this gateway reads, signed with *key*."""
        ...

    def seal(self, body: bytes, key: str | None) -> bytes:
        """*body*, whatever it is, signed with *key* as this gateway wants it."""
        ...

    def close(self) -> None: ...
