"""A spend breaker: how fast money may run out, and for how long nothing is let through then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.reference.counted_by import CountedBy, read_counted_by
from support.reference.kinds.price import read_price
from support.reference.money import read_amount
from support.reference.scopes import read_scope

if TYPE_CHECKING:
    from support.reference.fault_finding import ObjectReader
    from support.reference.kinds.price import Price
    from support.reference.scopes import Scope

MINUTE = 60


@dataclass(frozen=True, slots=True)
class SpendBreaker:
    """So much money, in millionths, within each stretch of time of one counter."""

    name: str
    per: CountedBy
    where: Scope | None
    amount: int
    window_seconds: int
    open_seconds: int
    price: Price
    mode: str = "enforce"


def read_spend_breaker(reader: ObjectReader, name: str) -> SpendBreaker:
    """Read a spend breaker.

    It is open for as long as its window at least: when it closes, nothing that opened it counts.
    """
    breaker = SpendBreaker(
        name,
        read_counted_by(reader),
        read_scope(reader, "where"),
        read_amount(reader, "amount"),
        reader.whole("window_seconds"),
        reader.whole("open_seconds"),
        read_price(reader.nested("price")),
    )
    if breaker.open_seconds % MINUTE:
        reader.fault("open_seconds", f"must be whole minutes, was {breaker.open_seconds} seconds")
    if breaker.open_seconds < breaker.window_seconds:
        reader.fault("open_seconds", "must be window_seconds at least")
    if breaker.price.usual > breaker.amount:
        reader.fault("price", "is more than may be spent: nothing would ever be let through")
    return breaker
