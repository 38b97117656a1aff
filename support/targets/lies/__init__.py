"""The catalogue of lies: gateways that break one promise each, and in no other way.

A lie is a few lines that replace one piece of the reference gateway after the fork, or change the
bytes in front of it. It names the promise that it breaks, the words by which a judge must notice
it, and who made this mistake for real, where anybody is known to have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Piece = Callable[..., Any]  # a function of the gateway's, honest or lying


@dataclass(frozen=True, slots=True)
class Lie:
    name: str  # token_budgets.retry_after_one_second_short
    says: str  # what this gateway does, in one sentence
    breaks: str  # the promise
    noticed_by: str  # must stand in the mismatch of the scenario that catches it
    seen_in: str  # who made this mistake for real; empty when nobody is known
    tell: Callable[[], None]


told: dict[str, Lie] = {}


def lie(breaks: str, noticed_by: str, seen_in: str = "") -> Callable[[Callable[[], None]], Lie]:
    """Makes a lie of a function; its docstring says what the gateway does."""

    def enter(tell: Callable[[], None]) -> Lie:
        room = tell.__module__.rpartition(".")[2]
        name = f"{room}.{tell.__name__}"
        says = " ".join((tell.__doc__ or "").split())
        told[name] = Lie(name, says, breaks, noticed_by, seen_in, tell)
        return told[name]

    return enter


def instead(owner: Any, piece: str, make: Callable[[Any], Any]) -> None:  # noqa: ANN401 - any piece
    """Put something else in the place of *piece*; *make* is given the honest one."""
    setattr(owner, piece, make(getattr(owner, piece)))
