"""From the name of a target to the target: one that lies is never taken for the gateway itself."""

from __future__ import annotations

import resource

import pytest

from support.errors import BadInputError
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


def test_where_too_few_files_may_be_open_no_gateway_is_blamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A run would find fault with whoever gets no connection; it is told before what to do."""
    caretaker = Caretaker()
    monkeypatch.setattr(resource, "getrlimit", lambda _: (255, 4096))
    with pytest.raises(BadInputError, match=r"may have 255 files open here.*say `ulimit -n 256`"):
        target_for(Settings(), caretaker)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, 0))
    assert target_for(Settings(), caretaker)
    caretaker.close()
