"""Gateways that notice loops of answers, and do something else about loops of streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference.answers import ChatStream
from support.reference.app import RoutedRequests
from support.reference.decisions import Decisions
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.visits import Visit

UC_13 = "UC-13"


def _is_stream(visit: Visit) -> bool:
    return visit.chat is not None and visit.chat.streams


@lie(breaks=UC_13, noticed_by="X-Gateway-Warning was absent")
def streams_are_not_looked_at() -> None:
    """Notices no loops of streams."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def ask_loop(self: Decisions, visit: Visit, bundle: Any) -> None:  # noqa: ANN401
            if not _is_stream(visit):
                honest(self, visit, bundle)

        return ask_loop

    instead(Decisions, "_ask_loop", make)


@lie(breaks=UC_13, noticed_by="late")
def streams_are_never_slowed() -> None:
    """Slows whole answers only, so that no stream stutters."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def forward(self: RoutedRequests, visit: Visit, *rest: Any) -> None:  # noqa: ANN401
            visit.delay = 0.0 if _is_stream(visit) else visit.delay
            await honest(self, visit, *rest)

        return forward

    instead(RoutedRequests, "_forward", make)


@lie(breaks=UC_13, noticed_by="events came that were not")
def warns_between_the_words() -> None:
    """Says in the middle of each stream that it may be one of a loop."""
    said = b'data: {"warning": "loop_detected"}\n\n'

    def make(honest: Callable[..., bytes]) -> Callable[..., bytes]:
        return lambda self, data: said + honest(self, data)

    instead(ChatStream, "feed", make)
