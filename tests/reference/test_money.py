"""Money is exact, and what is no price in plain digits is none."""

from __future__ import annotations

import pytest

from support.reference.fault_finding import ObjectReader
from support.reference.money import MILLIONTHS, money_in, read_amount, read_money, spelt


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("12", 12_000_000),
        ("0.1", 100_000),
        ("0.000001", 1),
        ("007", 7_000_000),
        ("999999999.999999", 999_999_999_999_999),
    ],
)
def test_plain_digits_are_a_price(text: str, millionths: int) -> None:
    """With at most six digits behind the point."""
    assert money_in(text) == millionths


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "abc", "-5", "+5", "NaN", "inf", "Infinity", "1e3", "0x10", "1,5", "1 000", "5.",
        ".5", "1.2.3", "0", "0.000000", "0.0000001", "1000000000", "5 dollars", "\u0665", "\xb2",
    ],
)  # fmt: skip
def test_everything_else_is_no_price(text: str) -> None:
    """Not even where some would guess what was meant."""
    assert money_in(text) is None


def test_tenths_add_up() -> None:
    """Ten times a tenth is the whole of it."""
    tenth = money_in("0.1")
    assert tenth is not None
    assert tenth * 10 == MILLIONTHS


@pytest.mark.parametrize(
    ("millionths", "text"), [(0, "0"), (100_000_000, "100"), (80_250_000, "80.25"), (1, "0.000001")]
)
def test_amounts_are_written_as_short_as_they_are(millionths: int, text: str) -> None:
    """No digit behind the point that says nothing."""
    assert spelt(millionths) == text


@pytest.mark.parametrize("stated", [0, -1, 0.0000001, 10**9, "5", None, True])
def test_a_bundle_states_prices_that_can_be_kept(stated: object) -> None:
    """What is not above 0, or has more digits than are counted, is a fault."""
    faults: list[str] = []
    read_money(ObjectReader({"fixed": stated}, "price", faults), "fixed")
    assert len(faults) == 1
    assert faults[0].startswith("price.fixed: must be a number")


def test_floating_point_does_not_get_in() -> None:
    """0.7 in a bundle is seven tenths."""
    assert read_money(ObjectReader({"fixed": 0.7}, "price", []), "fixed") == 700_000


@pytest.mark.parametrize("stated", [0, 1.5, 10**9])
def test_amounts_are_whole(stated: object) -> None:
    """Callers are told of them in whole numbers."""
    faults: list[str] = []
    read_amount(ObjectReader({"amount": stated}, "p", faults), "amount")
    assert len(faults) == 1
