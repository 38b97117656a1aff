"""A gateway that works in several processes on one port, as those in earnest do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import SetupBrokenError

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.evidence.ledger import Ledger

REQUESTS = "requests of each process"  # a Happening: their numbers, in the order of the processes


class Processes:
    """Tells the gateway in how many to work, and looks beside the wire at what each was asked."""

    def __init__(self, bring_up: BringUp, ledger: Ledger) -> None:
        self._bring_up = bring_up
        self._ledger = ledger

    def work_in(self, number: int) -> None:
        """Before it runs, for the number is part of how it is started."""
        if self._bring_up.is_running:
            msg = "the gateway runs already; say first in how many processes"
            raise SetupBrokenError(msg)
        self._bring_up.processes = number

    def are_looked_at(self) -> None:
        """What the gateway tells goes into the ledger."""
        requests = self._bring_up.start().clock.pulse().requests
        self._ledger.note(REQUESTS, " ".join(str(each) for each in requests))
