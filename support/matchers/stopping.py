"""How a gateway left that was told to stop, and whether it took on anything new before it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.differences import Judgement
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_ORDER = "exit status 0"


class LeftInOrder(Judgement[list[str]]):
    def expected(self) -> str:
        return f"the gateway to leave once, with {IN_ORDER}"

    def differences(self, item: list[str]) -> Iterator[str]:
        if item != [IN_ORDER]:
            yield f"it left with {', then '.join(item)}" if item else "it is still there"


def left_in_order() -> LeftInOrder:
    """Matches what was seen of a gateway that has ended of its own accord, and well."""
    return LeftInOrder()


class NotTaken(Judgement[Exchange]):
    def expected(self) -> str:
        return "nobody to take the request"

    def differences(self, item: Exchange) -> Iterator[str]:
        if item.ending != "refused":
            status = f", status was {item.response.status}" if item.response else ""
            yield f"the connection was not refused: {item.ending}{status}"


def not_taken() -> NotTaken:
    """Matches a request for which no connection could be had."""
    return NotTaken()


class LeftByGateway(Judgement[list[Exchange]]):
    def expected(self) -> str:
        return "one answer in the middle of which the gateway hung up"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if [each.ending for each in item] != ["peer left"]:
            yield f"answers ended as {[each.ending for each in item]}"


def left_by_gateway() -> LeftByGateway:
    """Matches what a neighbour said to a gateway that did not stay for its end."""
    return LeftByGateway()
