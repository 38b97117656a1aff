"""Prices: fixed, or named by the request in a header or in its query."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from support.reference.fault_finding import ObjectReader
from support.reference.kinds.price import Price, read_price
from support.reference.money import MILLIONTHS

USUAL = 5 * MILLIONTHS


@dataclass
class Asked:
    query: str = ""
    headers: list[tuple[bytes, str]] = field(default_factory=list)

    def lines(self, name: bytes) -> list[str]:
        return [value for each, value in self.headers if each == name]


@pytest.mark.parametrize(
    ("lines", "price"),
    [([], 5), (["12"], 12), ([" 12\t"], 12), (["12", "12"], 5), ([""], 5), (["1, 2"], 5)],
)
def test_a_header_names_the_price_once(lines: list[str], price: int) -> None:
    """Spaces around it are no part of it; twice is as good as not at all."""
    asked = Asked(headers=[(b"x-price", line) for line in lines])
    assert Price(USUAL, header="X-Price").of(asked) == price * MILLIONTHS


@pytest.mark.parametrize(
    ("query", "price"),
    [
        ("", 5),
        ("price=12", 12),
        ("a=1&price=1%32&b=2", 12),
        ("price=12&price=12", 5),
        ("price=", 5),
        ("price", 5),
        ("Price=12", 5),
        ("price=+12", 5),
        ("price=%2B12", 5),
        ("a=1;price=12", 5),
    ],
)
def test_the_query_names_the_price_once(query: str, price: int) -> None:
    """Under this very name, decoded as any part of a query."""
    assert Price(USUAL, query="price").of(Asked(query)) == price * MILLIONTHS


def test_a_fixed_price_listens_to_nobody() -> None:
    """Whatever the request says."""
    assert Price(USUAL).of(Asked("price=1", [(b"x-price", "1")])) == USUAL


@pytest.mark.parametrize(
    ("stated", "price"),
    [
        ({"fixed": 5}, Price(USUAL)),
        ({"header": "X-Price", "default": 5}, Price(USUAL, header="X-Price")),
        ({"query": "price", "default": 5}, Price(USUAL, query="price")),
    ],
)
def test_a_price_is_read(stated: dict[str, object], price: Price) -> None:
    """In each of its three forms."""
    faults: list[str] = []
    assert read_price(ObjectReader(stated, "price", faults)) == price
    assert faults == []


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"fixed": 5, "header": "X-Price"},
        {"header": "X-Price"},
        {"header": "X-Price", "query": "price", "default": 5},
        {"header": "\xfc", "default": 5},
    ],
)
def test_half_a_price_is_a_fault(stated: dict[str, object]) -> None:
    """Nothing is guessed."""
    faults: list[str] = []
    read_price(ObjectReader(stated, "price", faults))
    assert faults
