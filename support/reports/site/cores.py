"""The same for each of many things, on all cores: what comes out is in the order of what went in.

Each core has a process of its own, forked when it begins, so nothing has to be handed over but
numbers on the way in and what was made on the way out.
"""

from __future__ import annotations

import gc
import os
import signal
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_WORTH_IT = 64  # things; fewer are made sooner than a process
_AT_A_TIME = 16

_work: dict[str, Any] = {}  # what a process was begun for


Thing = TypeVar("Thing")
Made = TypeVar("Made")


def on_all_cores(make: Callable[[Thing], Made], things: Sequence[Thing]) -> Iterator[Made]:
    cores = os.cpu_count() or 1
    if cores == 1 or len(things) < _WORTH_IT:
        yield from map(make, things)
        return
    with get_context("fork").Pool(cores, _begin, (make, things)) as pool:
        yield from pool.imap(_made, range(len(things)), _AT_A_TIME)


def _begin(make: Callable[[Any], Any], things: Sequence[Any]) -> None:
    """In the new process: whoever is interrupted is the one that waits for it.

    What was there before stays, so nobody looks through it for garbage.
    """
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work.update(make=make, things=things)


def _made(number: int) -> Any:  # noqa: ANN401 - whatever is made
    return _work["make"](_work["things"][number])
