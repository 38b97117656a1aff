"""What the suite asks of a gateway, whoever wrote it and wherever it runs.

A Target is a way of running one; a Gateway is one that runs, for one scenario.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

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
    processes: int = 1  # that it is to work in


class Pulse(NamedTuple):
    """How a gateway is inside, at one moment, as far as it lets that be known."""

    rests: bool | None  # it does nothing of its own accord; None: it does not tell
    next_timer: float | None  # seconds until something in it wakes by itself, where it tells
    held_back: int  # callers whom it keeps waiting on purpose, as far as it tells
    requests: tuple[int, ...] = ()  # that each of its processes has had, as far as it tells


class GatewayClock(Protocol):
    """The clock of one running gateway, and what hangs on it.

    *within*: so many seconds of real time the gateway gets to come to rest before it is looked at.
    """

    def wall(self) -> float: ...

    def advance(self, seconds: float, within: float = 0.0) -> Pulse:
        """Let time pass: whatever clock the gateway reads moves on."""
        ...

    def set_wall(self, moment: float) -> None:
        """Correct the time of day without time having passed."""
        ...

    def pulse(self, within: float = 0.0) -> Pulse: ...


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

    def tell_to_stop(self) -> None:
        """Ask it to end politely, and do not stay to see it."""
        ...

    def exit_status(self) -> int | None:
        """With which status it has ended after that; None while it has not."""
        ...

    def start_again(self, at: float) -> None:
        """On the same address, with the same store, its clock reading *at*."""
        ...

    def close(self) -> None: ...


class Target(Protocol):
    description: Description

    def stand_by(self) -> None:
        """Scenarios are coming: begin with what the first of them would wait for."""
        ...

    def open(self, surroundings: Surroundings) -> Gateway: ...

    def write(self, policy: Policy, key: str | None) -> bytes:
        """The policy as a bundle document that this gateway reads, signed with *key*."""
        ...

    def seal(self, body: bytes, key: str | None) -> bytes:
        """*body*, whatever it is, signed with *key* as this gateway wants it."""
        ...

    def close(self) -> None: ...
