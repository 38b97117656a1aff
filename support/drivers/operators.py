"""The operator: looks at the gateway from outside, and starts it again when it has died.

What the operator sees is an exchange like any other and stands in the ledger, on a leg of its own:
a Then may have the operator look, and judges what the ledger has of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.wire.client import Client
from support.wire.exchange import Request

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.drivers.passing_time import PassingTime
    from support.evidence.ledger import Ledger
    from support.targets.dialect import Paths
    from support.wire.exchange import Exchange


class Operator:
    """Comes with a connection of its own, as somebody does who suspects the worst."""

    def __init__(self, bring_up: BringUp, time: PassingTime, ledger: Ledger) -> None:
        self._bring_up = bring_up
        self._time = time
        self._ledger = ledger

    def finds_it_at_work(self) -> None:
        """Have it run under the policy stated so far, or as it runs already."""
        url = self._bring_up.gateway.url
        self._ledger.note("gateway", f"found at {url}")

    def looks_whether_live(self, method: str = "GET") -> Exchange:
        return self._looks_at(self._paths.live, method)

    def looks_whether_ready(self, method: str = "GET") -> Exchange:
        return self._looks_at(self._paths.ready, method)

    def looks_at_figures(self) -> Exchange:
        return self._looks_at(self._paths.metrics)

    def looks_often_at_figures(self, times: int) -> None:
        """Under the policy stated so far, one look after the other."""
        self.finds_it_at_work()
        self._time.settles()
        for _ in range(times):
            self.looks_at_figures()

    def asks_for_newest_bundle(self) -> None:
        """Have the gateway look for a new bundle now."""
        self._bring_up.start().reload()
        self._time.settles()

    def kills_and_starts_gateway(self, down_for: float = 0.0) -> None:
        """As after a power cut: nothing is said to the old process before the new one starts."""
        gateway = self._bring_up.start()
        gateway.kill()
        self._ledger.note("gateway", "killed")
        self._time.settles_after_death()
        if down_for:
            self._time.passes_without_it(down_for)
        gateway.start_again(self._time.gateway_time())
        self._ledger.note("gateway", "started again")
        self._time.settles()

    @property
    def _paths(self) -> Paths:
        return self._bring_up.target.description.dialect.paths

    def _looks_at(self, path: str, method: str = "GET") -> Exchange:
        url, patience = self._bring_up.start().url, self._bring_up.patience
        client = Client(url, self._ledger, patience=patience, leg="operator to gateway")
        seen = client.send("the operator", Request(method, path, ()))
        client.close()
        return seen
