"""The reference gateway with one named lie at a time, so that every proof can be seen to fail."""

from __future__ import annotations

import importlib
import json
import pkgutil
from difflib import get_close_matches
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.targets import lies
from support.targets.embedded import EmbeddedTarget

if TYPE_CHECKING:
    from pathlib import Path

    from support.settings import Settings
    from support.targets.description import Description
    from support.targets.lies import Lie


_KEEP_NOTHING = "five_gateways."  # a process can be them again and again


class DeviatingTarget(EmbeddedTarget):
    """Tells one lie throughout, or to each scenario its own."""

    def __init__(self, description: Description, settings: Settings) -> None:
        super().__init__(description)
        if settings.lie:
            self.deviation = {"lie": address_of(settings.lie)}
        self._plan: dict[str, str] | None = None
        if settings.lies is not None:
            self._plan = _plan(settings.lies)

    def turns_to(self, scenario: str) -> str | None:
        """Get ready to lie to this scenario; gives the reason when none is meant for it."""
        if self._plan is None:
            return None
        if scenario not in self._plan:
            return "no lie is meant for it in this run"
        name = self._plan[scenario]
        self.deviation = {"lie": _address(name), "again": name.startswith(_KEEP_NOTHING)}
        return None


def _plan(file: Path) -> dict[str, str]:
    try:
        plan: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        msg = f"{file} does not say which scenario meets which lie: {fault}. scripts/lies writes it"
        raise BadInputError(msg) from fault
    return plan


def catalogue() -> dict[str, Lie]:
    """Every lie there is, by name."""
    for module in pkgutil.iter_modules(lies.__path__):
        importlib.import_module(f"{lies.__name__}.{module.name}")
    return dict(sorted(lies.told.items()))


def address_of(name: str) -> str:
    """Where a gateway finds the lie called *name*, as the nursery wants it."""
    if name not in catalogue():
        same = [each for each in lies.told if each.rpartition(".")[2] == name.rpartition(".")[2]]
        near = same or get_close_matches(name, lies.told, n=3)
        msg = (
            f"there is no lie called {name!r}; "
            + (f"did you mean {' or '.join(near)}? " if near else "")
            + "scripts/lies --list names them all"
        )
        raise BadInputError(msg)
    return _address(name)


def _address(name: str) -> str:
    room, _, function = name.partition(".")
    return f"{lies.__name__}.{room}:{function}"
