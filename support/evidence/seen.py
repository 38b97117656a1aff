"""What a scenario may judge: exchanges that the ledger holds, by whose they are and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import HarnessBrokenError

if TYPE_CHECKING:
    from support.evidence.ledger import Ledger
    from support.wire.exchange import Exchange, Leg


class Seen:
    """Reads the ledger, and nothing else; what a When did begins at its mark."""

    def __init__(self, ledger: Ledger, patience: float) -> None:
        self.ledger = ledger
        self.patience = patience

    def outcome(self) -> Exchange:
        """What the caller got for the one thing that the When did."""
        seen = self.ledger.since_mark("caller to gateway")
        if len(seen) != 1:
            msg = f"this sentence speaks of one request, but the When made {len(seen)}"
            raise HarnessBrokenError(msg)
        return seen[0]

    def calls_to_control_plane(self) -> list[Exchange]:
        """What reached the control plane since the When."""
        return self.ledger.since_mark("gateway to control plane")

    def outcomes_of(self, who: str) -> list[Exchange]:
        """What one of the callers got for everything that it did in the When."""
        return [each for each in self.outcomes() if each.who == who]

    def outcomes(self) -> list[Exchange]:
        """What the callers got for everything that the When did, in the order of asking."""
        return self.ledger.since_mark("caller to gateway")

    def everything_told(self) -> list[Exchange]:
        """Every answer that callers have got, from the beginning of the scenario."""
        return self.ledger.exchanges("caller to gateway")

    def calls_to_receiver(self) -> list[Exchange]:
        """What reached the receiver since the When."""
        return self.ledger.since_mark("gateway to receiver")

    def answers_of_receiver(self) -> list[Exchange]:
        """The same, once the receiver has said all that it says."""
        return self._once_ended("gateway to receiver")

    def calls_of_receiver(self) -> list[Exchange]:
        """What the receiver itself asked of the gateway since the When, and what it got."""
        return self.ledger.since_mark("receiver to gateway")

    def calls_to_site(self) -> list[Exchange]:
        """What reached the other host since the When: the one where pages are."""
        return self.ledger.since_mark("gateway to site")

    def calls_to_model(self) -> list[Exchange]:
        """What reached the model since the When."""
        return self.ledger.since_mark("gateway to model")

    def answers_of_model(self) -> list[Exchange]:
        """What the model said since the When, once it has said it all."""
        return self._once_ended("gateway to model")

    def reports(self) -> list[Exchange]:
        """The reports that reached the control plane, from the beginning of the scenario."""
        calls = self.ledger.exchanges("gateway to control plane")
        return [each for each in calls if each.request.target.endswith("/events")]

    def looks_at(self, path: str) -> list[Exchange]:
        """What the operator saw there, each time, from the beginning of the scenario."""
        looks = self.ledger.exchanges("operator to gateway")
        return [each for each in looks if each.request.target == path]

    def _once_ended(self, leg: Leg) -> list[Exchange]:
        """The exchanges since the When, when the servers there have sent what they send."""
        seen = self.ledger.since_mark
        self.ledger.watch(lambda: all(each.ended for each in seen(leg)), self.patience)
        return seen(leg)
