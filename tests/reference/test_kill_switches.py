"""Kill switches: what stops a request, and for how long."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from support.reference.bundles import BundleRejected, read_bundle
from support.reference.kill_switches import Freeze, freeze_of
from support.reference.kinds.kill_switch import KillSwitch
from support.reference.scopes import Scope

from .a_bundle import BUDGET, NOON, stated
from .test_scopes import Request

if TYPE_CHECKING:
    from typing import Any

EVERYTHING = KillSwitch("all", Scope(), None, None)


def _switch(**keys: object) -> dict[str, Any]:
    return {"name": "stop", "kind": "kill_switch", **keys}


def _read(*policies: dict[str, Any]) -> tuple[tuple[KillSwitch, ...], list[str]]:
    bundle = read_bundle(json.dumps(stated(policies=[BUDGET, *policies])).encode(), None)
    return bundle.kill_switches, [fault for each in bundle.left_out for fault in each.faults]


def _faults(*policies: dict[str, Any]) -> list[str]:
    """Return what is wrong with the switches of a bundle that is sent back because of them."""
    with pytest.raises(BundleRejected) as caught:
        _read(*policies)
    return [fault for each in caught.value.left_out for fault in each.faults]


def test_a_freeze_without_a_scope_stops_everything() -> None:
    """For as long as nobody says otherwise."""
    assert freeze_of(Request("/anything"), (EVERYTHING,), NOON) == Freeze(None)
    assert freeze_of(Request(), (), NOON) is None


@pytest.mark.parametrize(
    ("now", "wait"), [(NOON, 30), (NOON + 28.5, 2), (NOON + 29.999, 1), (NOON + 30, None)]
)
def test_a_freeze_ends_when_it_says(now: float, wait: int | None) -> None:
    """A moment before the end it holds, at the end it does not."""
    switch = KillSwitch("all", Scope(), NOON + 30, None)
    assert freeze_of(Request(), (switch,), now) == (None if wait is None else Freeze(wait))


def test_of_several_freezes_the_last_one_counts() -> None:
    """A caller who comes back when the first one ends would come in vain."""
    early, late = (KillSwitch("x", Scope(), NOON + end, None) for end in (10, 20))
    assert freeze_of(Request(), (early, late), NOON) == Freeze(20)
    assert freeze_of(Request(), (early, EVERYTHING, late), NOON) == Freeze(None)


def test_an_exception_lifts_it_for_those_who_are_meant() -> None:
    """And for nobody else."""
    switch = KillSwitch("all", Scope(), None, Scope(caller="Acme"))
    assert freeze_of(Request(), (switch,), NOON) is None
    assert freeze_of(Request(known_as="Globex"), (switch,), NOON) == Freeze(None)


def test_a_bundle_may_have_several() -> None:
    """Each holds by itself."""
    second = _switch(expires_at="2026-09-23T12:00:30Z", **{"except": {"caller": "Acme"}})
    switches, faults = _read(_switch(where={"path": "/v1"}), second | {"name": "all"})
    assert switches == (
        KillSwitch("stop", Scope(("v1",)), None, None),
        KillSwitch("all", Scope(), NOON + 30, Scope(caller="Acme")),
    )
    assert faults == []


def test_a_caller_that_nobody_knows_is_a_fault() -> None:
    """A freeze that hits nobody because of a typing mistake is worse than none."""
    switch = _switch(where={"caller": "Acmee"}, **{"except": {"caller": "Globex"}})
    assert _faults(switch) == [
        'policies[1].where.caller: no caller is named "Acmee"',
        'policies[1].except.caller: no caller is named "Globex"',
    ]


def test_two_of_one_name_are_a_fault() -> None:
    """The second one, and that it is there already, is all that is said."""
    assert _faults(_switch(), _switch()) == ['policies[2].name: "stop" is there already']
