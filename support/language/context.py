"""The one typed door from behave's context into the world.

When a record is judged again, the world is a past one: it answers all that Thens ask, and raises
for everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from support.errors import HarnessBrokenError
from support.past import Past
from support.world import World

if TYPE_CHECKING:
    from behave.runner import Context


def world(context: Context) -> World:
    if isinstance(context.world, Past):
        return cast("World", context.world)
    if not isinstance(context.world, World):
        msg = "a sentence was spoken outside a scenario"
        raise HarnessBrokenError(msg)
    return context.world
