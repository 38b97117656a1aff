"""From the name of a target to the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.targets.description import load
from support.targets.deviating import address_of
from support.targets.embedded import EmbeddedTarget

if TYPE_CHECKING:
    from support.settings import Settings
    from support.targets.target import Target


def target_for(settings: Settings) -> Target:
    description = load(settings.target)
    if settings.lie and description.kind != "embedded":
        msg = "only the embedded gateway can be made to lie; leave out -D lie or -D target"
        raise BadInputError(msg)
    return EmbeddedTarget(description, settings.lie and address_of(settings.lie))
