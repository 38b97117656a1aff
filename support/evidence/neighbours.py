"""What of a When came through the gateway, to whichever neighbour behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.evidence.ledger import Ledger
    from support.wire.exchange import Exchange


def calls_behind(ledger: Ledger) -> list[Exchange]:
    """Everything that reached the model, the site or the receiver since the When."""
    model = ledger.since_mark("gateway to model")
    return model + ledger.since_mark("gateway to site") + ledger.since_mark("gateway to receiver")
