"""From the name of a target to the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.targets.description import in_mode, load
from support.targets.deviating import DeviatingTarget
from support.targets.embedded import EmbeddedTarget
from support.targets.process import ProcessTarget
from support.targets.remote import RemoteTarget
from support.targets.this_machine import look_for_room, without_what_it_lacks

if TYPE_CHECKING:
    from support.settings import Settings
    from support.targets.caretaker import Caretaker
    from support.targets.target import Target


def target_for(settings: Settings, caretaker: Caretaker) -> Target:
    look_for_room()
    description = without_what_it_lacks(load(in_mode(settings.target, settings.said)))
    lying = settings.lie or settings.lies
    if lying and description.kind != "embedded":
        msg = "only the embedded gateway can be made to lie; leave out -D lie or -D target"
        raise BadInputError(msg)
    if settings.gateway and description.kind != "remote":
        msg = (
            f"-D gateway names a gateway that runs already, but {settings.target} is one that "
            "is started; leave out one of -D gateway and -D target"
        )
        raise BadInputError(msg)
    if description.kind == "remote":
        return RemoteTarget(description, settings.gateway, settings.patience)
    if description.hooks is not None:
        return ProcessTarget(description, description.hooks, caretaker, settings.said)
    if lying:
        lie = f"the lie {settings.lie}" if settings.lie else "a lie for each scenario"
        named = description.model_copy(update={"name": f"{description.name} with {lie}"})
        return DeviatingTarget(named, settings)
    return EmbeddedTarget(description)
