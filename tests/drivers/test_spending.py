"""Requests that name their price do so where the policy looks for it, letter for letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from support.drivers.spending import SpendingPolicy
from support.errors import SetupBrokenError
from support.targets.bundle_format import content
from support.targets.description import load
from support.targets.policy import Policy

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp


class _BringUp:
    """No gateway, only the policy that a scenario states."""

    def __init__(self) -> None:
        self.policy = Policy()
        self.target = self
        self.description = load("embedded")


def _stated() -> tuple[SpendingPolicy, Policy]:
    bring_up = _BringUp()
    return SpendingPolicy(cast("BringUp", bring_up)), bring_up.policy


def test_nothing_is_said_of_a_budget_that_there_is_not() -> None:
    """The sentence that comes too early says which one is missing."""
    spending, _ = _stated()
    with pytest.raises(SetupBrokenError, match="say first how much may be spent"):
        spending.every_request_costs("10")


@pytest.mark.parametrize(
    ("place", "price"),
    [
        ("in its head", {"header": "X-Price", "default": 0.7}),
        ("in its address", {"query": "X-Price", "default": 0.7}),
    ],
)
def test_prices_are_written_as_they_are_read(place: str, price: dict[str, object]) -> None:
    """As JSON numbers that are the decimal that was said."""
    spending, policy = _stated()
    spending.allow(100, "5m")
    spending.requests_name_their_price(place, "0.7")
    [written] = content(policy)["policies"]
    assert written["price"] == price
    assert (written["amount"], written["period"], written["missing"]) == (100, "5m", "pass")


def test_documents_are_a_scope() -> None:
    """And cost the same, whatever they hold."""
    spending, policy = _stated()
    spending.allow(100, "day")
    spending.every_document_costs("10")
    [written] = content(policy)["policies"]
    assert written["price"] == {"fixed": 10.0}
    assert written["where"] == {"path": "/v1/documents/"}
