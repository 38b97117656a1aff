"""Where a run is kept there must be room: the one way to say that there is none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from support.errors import BadInputError, HarnessBrokenError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ELSEWHERE = "or choose another folder with -D run=FOLDER."


@contextmanager
def before_a_run(what: str, folder: Path) -> Iterator[None]:
    """Nothing has begun, and nothing shall."""
    try:
        yield
    except OSError as fault:
        msg = f"{what} cannot be kept in {folder}: {fault.strerror}. Mend that, {_ELSEWHERE}"
        raise BadInputError(msg) from fault


@contextmanager
def in_a_run(what: str, folder: Path) -> Iterator[None]:
    """What has been reached stands on the screen at least."""
    try:
        yield
    except OSError as fault:
        msg = (
            f"not all {what} could be kept in {folder}: {fault.strerror}. "
            f"The verdicts stand above. Make room there, {_ELSEWHERE}"
        )
        raise HarnessBrokenError(msg) from fault
