"""What somebody got in the beginning, before a scenario changed anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import HarnessBrokenError

if TYPE_CHECKING:
    from support.evidence.ledger import Ledger
    from support.wire.exchange import Exchange


def first_answer(ledger: Ledger) -> Exchange:
    """The first exchange of whoever acts in the When; the Givens must have brought one about."""
    began = ledger.since_mark("caller to gateway")
    mine = [each for each in ledger.exchanges("caller to gateway") if each.who == began[0].who]
    if len(mine) == len([each for each in began if each.who == mine[0].who]):
        msg = f"no Given has {mine[0].who} ask before the policy comes, so nothing can be compared"
        raise HarnessBrokenError(msg)
    return mine[0]
