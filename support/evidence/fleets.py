"""Who of a fleet got what: the ledger tells which exchanges were whose.

Agents of one owner look alike on the wire, so their driver writes down which questions they asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.evidence.ledger import Ledger
    from support.wire.exchange import Exchange

GROUP = "asked together"  # a Happening: the numbers of the exchanges of one group of agents
AGENT = "asked one by one"  # a Happening: those of one agent


def numbers(exchanges: Iterable[Exchange]) -> str:
    """The line for the ledger."""
    return " ".join(str(each.began.number) for each in exchanges)


def answers(ledger: Ledger, kind: str) -> list[list[Exchange]]:
    """What each group or agent got, in its order; less what has come to no end."""
    asked = {each.began.number: each for each in ledger.exchanges("caller to gateway")}
    return [
        [asked[int(each)] for each in line.split() if asked[int(each)].ended]
        for line in ledger.notes(kind)
    ]
