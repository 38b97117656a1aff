"""What the control plane put on offer, as it meant it: what any acknowledgement is held against.

It stands in the ledger, told there when it is offered, so that acknowledgements can be judged long
after they were made.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

MEANT = "bundle meant"  # a Happening: what a Delivered says
TAG = "tag in force"  # a Happening: with which tag the bundle came that Givens have put in force


@dataclass(frozen=True, slots=True)
class Delivered:
    version: int
    number_is_lost: bool  # the gateway cannot know, or must not believe, which policy it is
    sound: tuple[str, ...]  # the names of the policies that can be enforced, in their order
    left_out: dict[str, tuple[str, ...]]  # the flawed ones, and the place of each fault
    in_force_before: int | None

    @property
    def places(self) -> tuple[str, ...]:
        """Where there is a fault in any of the policies."""
        return tuple(place for places in self.left_out.values() for place in places)


def meant(delivered: Delivered) -> str:
    """The line for the ledger."""
    return json.dumps(asdict(delivered))


def read_meant(line: str) -> Delivered:
    said = json.loads(line)
    left_out = {name: tuple(places) for name, places in said["left_out"].items()}
    return Delivered(**{**said, "sound": tuple(said["sound"]), "left_out": left_out})
