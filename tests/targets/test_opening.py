"""From the name of a target to the target: one that lies is never taken for the gateway itself."""

from __future__ import annotations

from support.settings import Settings
from support.targets.caretaker import Caretaker
from support.targets.opening import target_for


def test_a_gateway_that_lies_is_called_so() -> None:
    """Reports name what was tested, and a lie is a part of it."""
    caretaker = Caretaker()
    honest = target_for(Settings(), caretaker).description.name
    lying = target_for(Settings(lie="loop_sameness.ignores_the_body"), caretaker).description
    assert lying.name == f"{honest} with the lie loop_sameness.ignores_the_body"
    caretaker.close()
