"""Everybody behind the gateway: the model, the pages, the webhook receiver, the control plane.

Real servers on loopback, scripted beside the wire. The link to the control plane is a TCP relay,
so that a partition is one of the network.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from support.evidence.ledger import CUT_OFF, KNOWN_BY, Ledger, Neighbour
from support.serving.ear import Ear
from support.simulators.control_plane import ControlPlane
from support.simulators.link import Link
from support.simulators.model import Model
from support.simulators.receiver import Receiver
from support.simulators.site import Site

if TYPE_CHECKING:
    from support.clock import TrueTime
    from support.serving.calls import Fault


class Neighbours:
    def __init__(self, ledger: Ledger, time: TrueTime, edge_token: str) -> None:
        self._ledger = ledger
        self._ear = Ear()
        self.model = Model(Neighbour(ledger, "gateway to model"), self._ear)
        self.control_plane = ControlPlane(
            Neighbour(ledger, "gateway to control plane"), time.now, self._ear
        )
        self.takes_token(edge_token)
        self.control_link = Link(
            self.control_plane.port,
            lambda what: ledger.note(CUT_OFF, f"{what} to control plane"),
            self._ear,
        )

    def takes_token(self, token: str) -> None:
        """By this token the control plane knows the gateway from now on."""
        self.control_plane.token = self.edge_token = token
        self._ledger.note(KNOWN_BY, token)

    @cached_property
    def site(self) -> Site:
        return Site(Neighbour(self._ledger, "gateway to site"), self._ear)

    @cached_property
    def receiver(self) -> Receiver:
        return Receiver(
            Neighbour(self._ledger, "gateway to receiver"),
            Neighbour(self._ledger, "receiver to gateway", "the receiver"),
            self._ear,
        )

    def upstreams(self) -> dict[str, str]:
        return {
            "model": self.model.url,
            "site": self.site.url,
            "receiver": self.receiver.url,
        }

    def faults(self) -> list[Fault]:
        """What went wrong on the servers: ours, or a peer that does not speak HTTP."""
        named = [self.__dict__[name] for name in ("site", "receiver") if name in self.__dict__]
        return [
            fault for server in (self.model, self.control_plane, *named) for fault in server.faults
        ]

    def answer_everything(self) -> bool:
        """Whether each of the gateway's own calls comes to its end without time passing."""
        swallows = self.control_link.mode in {"black_hole", "stall", "delay"}
        return not swallows and self.control_plane.trouble != "stalled"

    def calls_in_vain(self) -> int:
        """How many of the gateway's own calls nobody is going to answer."""
        return self.control_link.held + self.control_plane.stalled

    def close(self) -> None:
        """Whoever hears them first; then the link, so that nobody is left holding a connection."""
        self._ear.close()
        self.control_link.close()
        self.model.close()
        self.control_plane.close()
        for name in ("site", "receiver"):
            if name in self.__dict__:
                self.__dict__[name].close()
