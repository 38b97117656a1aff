"""Where lies about freezes get between: what is asked when, and what stops a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from support.reference import decisions
from support.reference.decisions import Decisions
from support.reference.kill_switches import Freeze
from support.targets.lies import instead

if TYPE_CHECKING:
    from support.reference.kinds.kill_switch import KillSwitch
    from support.reference.scopes import Asked


class Question(NamedTuple):
    """What is known when somebody asks whether a request is frozen."""

    asked: Asked
    switches: tuple[KillSwitch, ...]
    wall: float


Stop = Callable[[Question], Freeze | None]


def stops(stop: Callable[[Stop, Question], Freeze | None]) -> None:
    """Find what stops a request in another way; the honest one is given first."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda *question: stop(lambda again: honest(*again), Question(*question))

    instead(decisions, "freeze_of", make)


def reads(change: Callable[[KillSwitch], KillSwitch]) -> None:
    """Take each kill switch for another one."""

    def stop(honest: Stop, question: Question) -> Freeze | None:
        return honest(question._replace(switches=tuple(map(change, question.switches))))

    stops(stop)


def is_asked_after(piece: str) -> None:
    """Ask whether a request is frozen only when this question has been answered."""
    freezes = Decisions._ask_kill_switches  # noqa: SLF001 - a lie replaces pieces

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Any, *rest: Any) -> None:  # noqa: ANN401 - its own
            honest(self, visit, *rest)
            freezes(self, visit, visit.bundle)

        return ask

    instead(Decisions, "_ask_kill_switches", lambda _honest: lambda *_: None)
    instead(Decisions, piece, make)
