"""What a request costs: always the same, or what it names itself in a header or in its query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import parse_qsl

from support.reference.money import money_in, read_money

if TYPE_CHECKING:
    from support.reference.fault_finding import ObjectReader

PLACES_TO_NAME_IT: Final = ("header", "query")


class Asked(Protocol):
    """What is looked at in a request."""

    @property
    def query(self) -> str:
        """What stands behind the question mark."""

    def lines(self, name: bytes) -> list[str]:
        """Return the values of a header, one for each line of it."""


@dataclass(frozen=True, slots=True)
class Price:
    """A price in millionths; where the request may name its own, what it costs otherwise."""

    usual: int
    header: str | None = None
    query: str | None = None

    def of(self, asked: Asked) -> int:
        """Say what the request costs; what is no price, or is named twice, says nothing."""
        named = self._named(asked)
        return (money_in(named[0]) if len(named) == 1 else None) or self.usual

    def _named(self, asked: Asked) -> list[str]:
        if self.header is not None:
            return [line.strip(" \t") for line in asked.lines(self.header.lower().encode())]
        if self.query is not None:
            stated = parse_qsl(asked.query, keep_blank_values=True, errors="surrogateescape")
            return [value for name, value in stated if name == self.query]
        return []


def read_price(stated: ObjectReader) -> Price:
    """Read a price: `fixed`, or the name of a `header` or of a `query` part with its `default`."""
    where = next((each for each in PLACES_TO_NAME_IT if stated.has(each)), None)
    if where is None:
        price = Price(read_money(stated, "fixed"))
    else:
        name = stated.text(where)
        if not (name.isascii() and name.isprintable()):
            stated.fault(where, "must be a name in plain characters")
        price = Price(read_money(stated, "default"), **{where: name})
    stated.no_others("a price")
    return price
