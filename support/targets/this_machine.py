"""What this machine cannot do, whatever a target file claims. Looked at once, when a run begins."""

from __future__ import annotations

import resource
import socket
from typing import TYPE_CHECKING

from support.errors import BadInputError
from support.targets import faketime

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.targets.description import Description


_OPEN_FILES = 256  # what macOS lets a program have; crowds need half of it


def look_for_room() -> None:
    """Where too few files may be open a gateway would be blamed for what nobody could do there."""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < _OPEN_FILES:
        msg = (
            f"a program may have {most} files open here, and a crowd of callers needs "
            f"{_OPEN_FILES}; say `ulimit -n {_OPEN_FILES}` first, in the same shell"
        )
        raise BadInputError(msg)


def without_what_it_lacks(description: Description) -> Description:
    """The description, with every claim that cannot be tried here turned into a reason why not."""
    lacking = {
        ability: reason
        for ability, look in LOOKS.items()
        if ability in description.claims and (reason := look(description))
    }
    return description.model_copy(
        update={
            "claims": description.claims.difference(lacking),
            "does_not_claim": {**description.does_not_claim, **lacking},
            "lacks": frozenset(lacking),
        }
    )


def has_one_address_only(_: Description) -> str | None:
    """Linux answers on all of 127.0.0.0/8; macOS on 127.0.0.1 until somebody adds an alias."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.2", 0))
        except OSError:
            return (
                "this machine has no address 127.0.0.2; on macOS add it with "
                "`sudo ifconfig lo0 alias 127.0.0.2`"
            )
    return None


def has_no_faketime(description: Description) -> str | None:
    """Looked at only for a gateway whose clock is moved in this way."""
    return faketime.why_not() if description.hooks and description.hooks.clock else None


LOOKS: dict[str, Callable[[Description], str | None]] = {
    "many_addresses": has_one_address_only,
    "clock": has_no_faketime,
    "still_clock": has_no_faketime,
}
