"""The one typed door from behave's context into the world.

When a record is judged again, the world is a past one: it answers all that Thens ask, and raises
for everything else.
"""

from __future__ import annotations

from typing import Any, cast

from behave.runner import Context

from support.errors import HarnessBrokenError
from support.past import Past
from support.world import World


class QuickContext(Context):
    """Behave's own looks at the stack at each attribute that is set, to know who was the first.

    This one does so once in a scenario, and not twice in each of its steps.
    """

    def __setattr__(self, attr: str, value: Any) -> None:  # noqa: ANN401 - behave's own
        if not attr.startswith("_") and attr in self._stack[0]:
            self._stack[0][attr] = value
        else:
            super().__setattr__(attr, value)


def world(context: Context) -> World:
    if isinstance(context.world, Past):
        return cast("World", context.world)
    if not isinstance(context.world, World):
        msg = "a sentence was spoken outside a scenario"
        raise HarnessBrokenError(msg)
    return context.world
