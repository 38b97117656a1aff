"""The one typed door from behave's context into the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import HarnessBrokenError
from support.world import World

if TYPE_CHECKING:
    from behave.runner import Context


def world(context: Context) -> World:
    if not isinstance(context.world, World):
        msg = "a sentence was spoken outside a scenario"
        raise HarnessBrokenError(msg)
    return context.world
