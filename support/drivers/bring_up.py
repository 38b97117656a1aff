"""Brings the gateway under test up, under the policy that the Givens state.

Sentences fill in `policy`. When something first needs the gateway it is started and the policy is
brought to it through the front door: by the control plane where it has one, else as its target
installs bundles.
"""

from __future__ import annotations

import threading
from copy import deepcopy
from typing import TYPE_CHECKING

from support.errors import SetupBrokenError
from support.targets.policy import Policy
from support.targets.stated import STATED, stated
from support.wire.client import Client
from support.wire.exchange import Request
from support.wire.patience import watch_for

if TYPE_CHECKING:
    from pathlib import Path

    from support.clock import TrueTime
    from support.drivers.neighbours import Neighbours
    from support.evidence.ledger import Ledger
    from support.targets.target import Gateway, Target

from support.targets.target import Surroundings


class BringUp:
    def __init__(  # noqa: PLR0913 - the one place where a gateway and its surroundings meet
        self,
        *,
        target: Target,
        neighbours: Neighbours,
        ledger: Ledger,
        time: TrueTime,
        store: Path,
        bundle_key: str,
        patience: float,
    ) -> None:
        self.policy = Policy(issued=time.now())
        self.patience = patience
        self.processes = 1  # that the gateway is to work in
        self.bundle_key = bundle_key
        self.target = target
        self._neighbours = neighbours
        self.ledger = ledger
        self._time = time
        self._store = store
        self._gateway: Gateway | None = None
        self._in_force: Policy | None = None
        self._by_itself = True  # whether what Givens state is delivered at first need
        self._clients: dict[str | None, Client] = {}
        self._one_at_a_time = threading.RLock()  # many callers may need it first

    @property
    def gateway(self) -> Gateway:
        """The running gateway, under the policy stated so far."""
        with self._one_at_a_time:
            if self._in_force != self.policy:
                self._bring_up_to_date()
            return self.start()

    @property
    def is_running(self) -> bool:
        return self._gateway is not None

    @property
    def address(self) -> str | None:
        """Where the gateway can be called, once it runs."""
        return self._gateway.url if self._gateway else None

    def client(self, source: str | None = None) -> Client:
        """A way in for callers; *source* is the address they come from."""
        with self._one_at_a_time:
            url = self.gateway.url
            if source not in self._clients:
                self._clients[source] = Client(
                    url, self.ledger, patience=self.patience, source=source
                )
            return self._clients[source]

    def start(self) -> Gateway:
        """The running gateway, under whatever policy it has; started if it is not yet."""
        with self._one_at_a_time:
            if self._gateway is None:
                self._gateway = self.target.open(self._surroundings())
                self.ledger.note("gateway", "started")
            return self._gateway

    def nothing_in_force(self) -> None:
        """Deliver nothing of its own accord: the scenario is about a gateway without a policy."""
        self._by_itself = False

    def put_version_in_force(self, version: int) -> None:
        """Deliver what was stated so far under this number; from now on it is complete."""
        self.policy.version = version
        self.put_in_force()
        self._by_itself = False

    def put_in_force(self) -> None:
        """Deliver the policy and see it taken up, or say why the Given is not so."""
        if self._in_force is not None and self.policy.version <= self._in_force.version:
            self.policy.version = self._in_force.version + 1
        document = self.document()
        self._in_force = deepcopy(self.policy)
        if "control_plane" in self.target.description.claims:
            self._deliver(document)
        elif "policies" in self.target.description.claims:
            self._install(document)

    def agree_on_nothing(self) -> None:
        """Who may call is known from now on, and nothing else is said about them."""
        known = self.policy
        self.policy = Policy(known.version, known.keys, issued=known.issued)
        self.put_in_force()

    def document(self) -> bytes:
        """What is stated so far, as it is offered; the ledger keeps what it says."""
        self.ledger.note(STATED, stated(self.policy))
        return self.target.write(self.policy, self.signing_key())

    def close(self) -> None:
        for client in self._clients.values():
            client.close()
        if self._gateway is not None:
            self._gateway.close()

    def _bring_up_to_date(self) -> None:
        if self._by_itself:
            self.put_in_force()
        elif self._in_force is not None:
            msg = (
                f"policy {self._in_force.version} is in force already; "
                "say all that it holds before that sentence"
            )
            raise SetupBrokenError(msg)

    def _deliver(self, document: bytes) -> None:
        plane = self._neighbours.control_plane
        plane.offer(document)
        if self._gateway is None:
            self.start()
        else:
            self._gateway.reload()
        self.ledger.note("offered", f"policy {self.policy.version}")
        seen = plane.wait_for(self._is_acknowledged, self.patience)
        if not seen:
            heard = plane.acknowledgements[-1:] or "nothing"
            msg = f"the gateway did not take up policy {self.policy.version}; it said {heard}"
            raise SetupBrokenError(msg)
        self.settle()

    def settle(self) -> None:
        """Let the gateway finish what it is doing of its own accord, where that can be seen."""
        clock = self.start().clock
        if self._neighbours.answer_everything():
            clock.pulse(within=self.patience)
        else:
            in_vain = self._neighbours.calls_in_vain
            watch_for(lambda: in_vain() or clock.pulse().rests, self.patience)

    def _is_acknowledged(self) -> bool:
        version = self.policy.version
        return any(
            each["in_force"] == version and each["result"] == "applied"
            for each in self._neighbours.control_plane.acknowledgements
        )

    def _install(self, document: bytes) -> None:
        gateway = self.start()
        gateway.install(document)
        self.ledger.note("installed", f"policy {self.policy.version}")
        client = Client(gateway.url, self.ledger, patience=self.patience, leg="operator to gateway")
        ready = watch_for(lambda: self._is_ready(client), self.patience)
        client.close()
        if not ready:
            msg = f"the gateway is not ready under policy {self.policy.version}"
            raise SetupBrokenError(msg)

    def _is_ready(self, client: Client) -> bool:
        """Ready, and under this very policy where the gateway names the one in force."""
        dialect = self.target.description.dialect
        seen = client.send("the operator", Request("GET", dialect.paths.ready, ())).response
        if seen is None or seen.status != 200:
            return False
        named = dialect.headers.policy and seen.header(dialect.headers.policy)
        return not named or named == str(self.policy.version)

    def signing_key(self) -> str | None:
        return self.bundle_key if "bundle_trust" in self.target.description.claims else None

    def _surroundings(self) -> Surroundings:
        plane = "control_plane" in self.target.description.claims
        return Surroundings(
            store=self._store,
            upstreams=self._neighbours.upstreams(),
            control_plane=self._neighbours.control_link.url if plane else None,
            edge_token=self._neighbours.edge_token,
            bundle_key=self.bundle_key,
            started_at=self._time.now(),
            processes=self.processes,
        )
