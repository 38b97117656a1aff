"""Watching, with a bound, for what happens by itself. The only module that knows tenacity."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

import tenacity

if TYPE_CHECKING:
    from collections.abc import Callable

Seen = TypeVar("Seen")
_LOOK_AGAIN_AFTER = 0.0002  # seconds at first, then twice as long each time, up to
_AT_MOST_AFTER = 0.002


def watch_for(look: Callable[[], Seen], within: float) -> Seen:
    """Look again and again until there is something to see, or the bound is reached.

    Gives the last look in both cases: running out of patience is for a matcher to judge.
    """
    if seen := look():
        return seen  # what is there already needs no patience
    watching = tenacity.Retrying(
        stop=tenacity.stop_after_delay(within),
        wait=tenacity.wait_exponential(_LOOK_AGAIN_AFTER, max=_AT_MOST_AFTER),
        retry=tenacity.retry_if_result(lambda seen: not seen),
        sleep=_let_others_work,
        retry_error_callback=_last_look,
    )
    return watching(look)


def _let_others_work(seconds: float) -> None:
    threading.Event().wait(seconds)


def _last_look(state: tenacity.RetryCallState) -> Seen:  # type: ignore[type-var]
    return state.outcome.result()  # type: ignore[union-attr, no-any-return]
