"""The reference gateway with one named lie at a time, so that every proof can be seen to fail."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.targets import lies

if TYPE_CHECKING:
    from support.targets.lies import Lie


def catalogue() -> dict[str, Lie]:
    """Every lie there is, by name."""
    for module in pkgutil.iter_modules(lies.__path__):
        importlib.import_module(f"{lies.__name__}.{module.name}")
    return dict(sorted(lies.told.items()))


def address_of(name: str) -> str:
    """Where a gateway finds the lie called *name*, as the nursery wants it."""
    if name not in catalogue():
        near = [each for each in lies.told if name.rpartition(".")[2] in each]
        msg = (
            f"there is no lie called {name!r}; "
            + (f"did you mean {', '.join(near)}? " if near else "")
            + "scripts/lies --list names them all"
        )
        raise BadInputError(msg)
    room, _, function = name.partition(".")
    return f"{lies.__name__}.{room}:{function}"
