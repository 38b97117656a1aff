"""What one scenario can see and touch: made when first named, gone after."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from support.clock import NOON, TrueTime
from support.drivers.agents import Agents, Reach
from support.drivers.bring_up import BringUp
from support.drivers.budgets import Budgets
from support.drivers.callers import Callers
from support.drivers.clock_watch import ClockWatch
from support.drivers.crawlers import CrawlerPolicy, Visitors
from support.drivers.crowds import Crowds
from support.drivers.delivery import Delivery
from support.drivers.fleets import Fleets
from support.drivers.freezes import Freezes
from support.drivers.joining import Joining
from support.drivers.leaving import Leaving
from support.drivers.listeners import Listeners
from support.drivers.neighbours import Neighbours
from support.drivers.onlookers import Onlookers
from support.drivers.operators import Operator
from support.drivers.partitions import Partitions
from support.drivers.passes import Passes
from support.drivers.passing_time import PassingTime
from support.drivers.processes import Processes
from support.drivers.request_limits import RequestLimits
from support.drivers.returns import Returns
from support.drivers.shadows import Shadows
from support.drivers.slow_answers import SlowAnswers
from support.drivers.spending import Spenders, SpendingPolicy
from support.drivers.stops import Stops
from support.drivers.streams import Streams
from support.drivers.webhooks import Webhooks
from support.drivers.witnesses import Witnesses
from support.evidence.ledger import OVER, SAID, Ledger
from support.hearing import Hearing
from support.reports.ending import Place
from support.reports.explanation import explanation

if TYPE_CHECKING:
    from pathlib import Path

    from support.evidence.redaction import Secrets
    from support.evidence.tries import Try
    from support.reports.verdicts import Verdict
    from support.simulators.model import Model
    from support.targets.policy import Policy
    from support.targets.target import Target


class World(Hearing):
    def __init__(self, target: Target, secrets: Secrets, store: Path, patience: float) -> None:
        self.secrets = secrets
        self._began = NOON if "clock" in target.description.claims else time.time()
        self.true_time = TrueTime(self._began)
        super().__init__(Ledger(self.true_time), patience, target.description)
        self._acting = False
        self._opened = time.monotonic()
        self.lasted = 0.0
        self._store = store
        self.neighbours = Neighbours(self.ledger, self.true_time, secrets.new("edge"))
        self.bring_up = BringUp(
            target=target,
            neighbours=self.neighbours,
            ledger=self.ledger,
            time=self.true_time,
            store=self._store,
            bundle_key=secrets.new("bundles"),
            patience=patience,
        )

    @property
    def policy(self) -> Policy:
        """What the Givens have stated so far."""
        return self.bring_up.policy

    @property
    def model(self) -> Model:
        return self.neighbours.model

    @cached_property
    def callers(self) -> Callers:
        return Callers(self.bring_up, self.secrets)

    @cached_property
    def agents(self) -> Agents:
        return Agents(self.callers, self._reach)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.bring_up, self.time, self.slow_answers, self.model, self.ledger)

    @cached_property
    def webhooks(self) -> Webhooks:
        return Webhooks(self.bring_up, self.neighbours, self.ledger)

    @cached_property
    def budgets(self) -> Budgets:
        return Budgets(self.bring_up, self.callers)

    @cached_property
    def spending_policy(self) -> SpendingPolicy:
        return SpendingPolicy(self.bring_up)

    @cached_property
    def spenders(self) -> Spenders:
        return Spenders(self.callers, self.crowds, self._reach)

    @cached_property
    def delivery(self) -> Delivery:
        return Delivery(self.bring_up, self.neighbours, self.ledger, self.true_time.now)

    @cached_property
    def joining(self) -> Joining:
        delivery, partitions = self.delivery, self.partitions
        return Joining(
            self.bring_up, self.neighbours, delivery, partitions, self.time, self.secrets
        )

    @cached_property
    def freezes(self) -> Freezes:
        return Freezes(self.bring_up, self.callers, self.true_time.now)

    @cached_property
    def shadows(self) -> Shadows:
        return Shadows(self.bring_up, self.true_time.now)

    @cached_property
    def fleets(self) -> Fleets:
        return Fleets(self.bring_up, self.model, self.ledger)

    @cached_property
    def operator(self) -> Operator:
        return Operator(self.bring_up, self.time, self.ledger)

    @cached_property
    def onlookers(self) -> Onlookers:
        return Onlookers(self.callers, self.operator)

    @cached_property
    def processes(self) -> Processes:
        return Processes(self.bring_up, self.ledger)

    @cached_property
    def crowds(self) -> Crowds:
        return Crowds(self.model, self.ledger, self.patience)

    @cached_property
    def leaving(self) -> Leaving:
        return Leaving(self.bring_up, self.crowds, self.model, self.ledger)

    @cached_property
    def streams(self) -> Streams:
        return Streams(self.model, self.ledger, self.patience)

    @cached_property
    def request_limits(self) -> RequestLimits:
        return RequestLimits(self.bring_up)

    @cached_property
    def stops(self) -> Stops:
        near = self.neighbours
        return Stops(self.bring_up, self.time, self.streams, near, self.ledger, self.patience)

    @cached_property
    def listeners(self) -> Listeners:
        return Listeners(self.bring_up, self.model, self.ledger, self.patience)

    @cached_property
    def returns(self) -> Returns:
        return Returns(self.callers, self.time, self.ledger)

    @cached_property
    def witnesses(self) -> Witnesses:
        return Witnesses(self.callers, self.bring_up, self.time, self.ledger)

    @cached_property
    def clock_watch(self) -> ClockWatch:
        return ClockWatch(self.bring_up, self.time, self.neighbours.control_plane)

    @cached_property
    def passes(self) -> Passes:
        return Passes(self.bring_up, self.callers, self.true_time, self.secrets, self.ledger)

    @cached_property
    def time(self) -> PassingTime:
        return PassingTime(
            self.true_time,
            lambda: self.bring_up.gateway.clock,
            self.neighbours,
            self.ledger,
            lambda: self.bring_up.is_running,
        )

    @cached_property
    def slow_answers(self) -> SlowAnswers:
        return SlowAnswers(self.time, lambda: self.bring_up.gateway.clock, self.patience)

    @cached_property
    def crawler_policy(self) -> CrawlerPolicy:
        return CrawlerPolicy(self.bring_up)

    @cached_property
    def visitors(self) -> Visitors:
        return Visitors(self.bring_up, self.slow_answers, self.ledger, self.callers)

    @cached_property
    def partitions(self) -> Partitions:
        return Partitions(self.bring_up, self.neighbours, self.time, self.ledger)

    def hears(self, kind: str, sentence: str) -> None:
        """Each sentence is written down where it was said; the first When starts what is judged."""
        self.ledger.note(SAID, sentence)
        if kind == "when" and not self._acting:
            self._acting = True
            self.ledger.mark()

    def tries(self) -> list[Try]:
        """What was seen since the When of tries to call the control plane, those begun included."""
        self.time.settles()
        return super().tries()

    def close(self) -> None:
        self.ledger.note(OVER, "")
        try:
            if "witnesses" in self.__dict__:
                self.witnesses.close()
            self.fleets.close()
            self.bring_up.close()
            self.neighbours.close()
            self._keep_the_log()
        finally:
            shutil.rmtree(self._store, ignore_errors=True)
            self.lasted = round(time.monotonic() - self._opened, 6)

    def with_figures(self, verdict: Verdict) -> Verdict:
        """The verdict, with what the scenario cost and how much time it moved."""
        return replace(
            verdict,
            seconds=self.lasted,
            on_the_wire=self.ledger.seconds_of("caller to gateway"),
            passed_by=self.true_time.now() - self._began,
        )

    def place(self) -> Place:
        return Place(self.bring_up.address, self.ledger.marked if self._acting else None)

    def explained(self, see_all: str) -> str:
        """What happened so far, for whoever is told that a step went wrong."""
        return explanation(
            self.ledger.everything_since_mark(),
            self.secrets,
            since="Since the When" if self._acting else "So far",
            address=self.bring_up.address,
            see_all=see_all,
        )

    def faults(self) -> list[str]:
        """What broke on the judges' side without anybody noticing at the time."""
        return [fault.text for fault in self.neighbours.faults() if fault.whose == "ours"]

    def _keep_the_log(self) -> None:
        """What the gateway itself had to say goes into the evidence, when it said anything."""
        log = self._store / "gateway.log"
        if log.exists() and (text := log.read_text("utf-8", "replace").strip()):
            self.ledger.note("gateway's log", text)
