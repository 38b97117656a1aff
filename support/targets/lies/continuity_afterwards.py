"""Gateways that lose, repeat or invent reports in a partition, or start in one badly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from support.reference.app import Endpoints
from support.reference.bundles import read_bundle
from support.reference.control_plane import ControlPlane
from support.reference.decisions import Decisions
from support.reference.desk import Desk
from support.reference.edge_api import CallFailed, EdgeApi
from support.reference.gateway import Gateway
from support.reference.outbox import EVENTS, Batch, Outbox
from support.reference.store import Store
from support.reference.token_budgets import TokenBudgets
from support.targets.lies import instead, lie
from support.targets.lies.continuity import seen_from_inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.visits import Visit

OPEN_TO_ALL = b"""{"version": 1, "issued_at": "2026-01-01T00:00:00Z", "callers": [], "policies": [],
    "routes": [{"path": "/v1/", "upstream": "model", "access": "anyone"}]}"""
MOST_KEPT = 100


@lie(breaks="UC-09", noticed_by="never reported")
def what_happens_in_a_partition_is_lost() -> None:
    """Reports only what happens while the control plane is within reach."""
    cut_off = seen_from_inside()

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        return lambda self, kind, **fields: None if cut_off() else honest(self, kind, **fields)

    instead(Outbox, "note", make)


@lie(breaks="UC-09", noticed_by="never reported")
def the_oldest_events_are_dropped() -> None:
    """Keeps a hundred events at most, and drops the oldest for the newest."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def note(self: Outbox, kind: str, **fields: object) -> None:
            honest(self, kind, **fields)
            for name in list(self._events)[:-MOST_KEPT]:
                del self._events[name]

        return note

    instead(Outbox, "note", make)


@lie(breaks="UC-09", noticed_by="came 2 times")
def everything_is_reported_twice() -> None:
    """Reports each event again under another key once its receipt has come."""
    again: set[str] = set()

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def delivered(self: Outbox, batch: Batch) -> None:
            honest(self, batch)
            for event in batch.events:
                if event["id"] not in again:
                    again.add(event["id"])
                    self._events[f"{EVENTS}again/{event['id']}"] = event

        return delivered

    instead(Outbox, "delivered", make)


@lie(breaks="UC-09", noticed_by="in another order")
def the_newest_is_reported_first() -> None:
    """Takes events from the top of the pile."""

    def make(honest: Callable[..., Batch]) -> Callable[..., Batch]:
        def form(self: Outbox) -> Batch:
            self._events = dict(reversed(self._events.items()))
            return honest(self)

        return form

    instead(Outbox, "_form", make)


@lie(breaks="UC-09", noticed_by="invented")
def the_partition_is_reported_as_a_refusal() -> None:
    """Reports each call of its own that failed, as if a caller had been refused."""

    def make(honest: Callable[..., float]) -> Callable[..., float]:
        def failed(self: ControlPlane, failure: CallFailed) -> float:
            self._outbox.note("refused", caller=None, reason="unreachable", path="/")
            return honest(self, failure)

        return failed

    instead(ControlPlane, "_failed", make)


@lie(breaks="UC-09", noticed_by="gateway_events_waiting was 0, not 3")
def nothing_is_shown_as_waiting() -> None:
    """Shows no events as still to be reported, however many there are."""
    show = lambda self: self._metrics.set("gateway_events_waiting", 0)  # noqa: E731
    instead(Outbox, "_show", lambda _honest: show)


@lie(breaks="UC-09", noticed_by="gateway_events_waiting was 3, not 0")
def what_was_reported_is_shown_as_waiting() -> None:
    """Never counts down what is still to be reported."""
    most = [0]

    def show(self: Outbox) -> None:
        most[0] = max(most[0], self.waiting)
        self._metrics.set("gateway_events_waiting", most[0])

    instead(Outbox, "_show", lambda _honest: show)


@lie(breaks="UC-09", noticed_by="no report was sent again")
def each_try_has_a_key_of_its_own() -> None:
    """Sends a report whose receipt was lost again under a new key, so that it counts twice."""

    def make(honest: Callable[..., Batch | None]) -> Callable[..., Batch | None]:
        def batch(self: Outbox) -> Batch | None:
            if self._batch is not None:
                self._batch = Batch(uuid4().hex, self._batch.events)
            return honest(self)

        return batch

    instead(Outbox, "batch", make)


@lie(breaks="UC-09", noticed_by="came again, changed")
def later_events_join_the_report() -> None:
    """Adds what has happened since to a report that is sent again under its old key."""

    def make(honest: Callable[..., Batch | None]) -> Callable[..., Batch | None]:
        def batch(self: Outbox) -> Batch | None:
            if self._batch is not None:
                events = [*self._batch.events, *self._events.values()]
                self._batch = Batch(self._batch.key, events)
                self._events.clear()
            return honest(self)

        return batch

    instead(Outbox, "batch", make)


@lie(breaks="UC-09", noticed_by="no report was sent again")
def a_lost_receipt_is_taken_for_one() -> None:
    """Forgets a report as soon as it is sent."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def deliver(self: EdgeApi, batch: Batch) -> None:
            try:
                await honest(self, batch)
            except CallFailed:
                return

        return deliver

    instead(EdgeApi, "deliver", make)


@lie(breaks="UC-09", noticed_by="never reported")
def events_are_kept_in_memory() -> None:
    """Keeps what it has to report where a kill takes it away."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def keep(self: Store, name: str, value: dict[str, Any]) -> None:
            if not name.startswith(EVENTS):
                honest(self, name, value)

        return keep

    instead(Store, "keep", make)


@lie(breaks="UC-09", noticed_by="came 2 times")
def a_new_start_has_new_keys() -> None:
    """Gives a report that was under way when it was killed a new key."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def init(self: Outbox, *args: Any) -> None:  # noqa: ANN401
            honest(self, *args)
            self._batch = self._batch and Batch(uuid4().hex, self._batch.events)

        return init

    instead(Outbox, "__init__", make)


@lie(breaks="UC-09", noticed_by="status was 503")
def the_policy_is_kept_in_memory() -> None:
    """Has no policy after a new start until its control plane is back."""
    nothing = lambda self: self._metrics.set("gateway_policy_version", 0)  # noqa: E731
    instead(Desk, "_restore", lambda _honest: nothing)


@lie(breaks="UC-09", noticed_by="status was 200")
def counts_are_kept_in_memory() -> None:
    """Hands out everybody's budget a second time after a new start."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def init(self: TokenBudgets, *args: Any) -> None:  # noqa: ANN401
            honest(self, *args)
            self._accounts.clear()

        return init

    instead(TokenBudgets, "__init__", make)


@lie(breaks="UC-09", noticed_by='status was "not ready", not "ready"')
def ready_only_when_registered() -> None:
    """Is taken out of service by the load balancer because it cannot register."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def not_ready(self: Gateway) -> tuple[str, str] | None:
            edge = self.control_plane
            waits = edge is not None and edge._rhythm is None  # noqa: SLF001
            found: tuple[str, str] | None = honest(self)
            return found or (("no_policy", "not registered") if waits else None)

        return not_ready

    instead(Gateway, "not_ready", make)


@lie(breaks="UC-09", noticed_by="status was 200")
def wide_open_without_a_policy() -> None:
    """Lets everybody through to the model until the first policy has come."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def before_body(self: Decisions, visit: Visit) -> None:
            visit.bundle = visit.bundle or read_bundle(OPEN_TO_ALL, None)
            honest(self, visit)

        return before_body

    instead(Decisions, "before_body", make)


@lie(breaks="UC-09", noticed_by="status was 200; ")
def ready_without_a_policy() -> None:
    """Says that it is ready as soon as it listens."""

    async def ready(self: Endpoints, request: Any) -> Any:  # noqa: ANN401
        return self._json(request, 200, {"status": "ready", "policy": 0})

    instead(Endpoints, "ready", lambda _honest: ready)


@lie(breaks="UC-09", noticed_by='reason was "no_policy", not "registration_refused"')
def why_it_is_not_ready_is_hidden() -> None:
    """Says that there is no policy when in truth nobody lets it in."""

    def not_ready(self: Gateway) -> tuple[str, str] | None:
        return None if self.desk.in_force else ("no_policy", "no bundle has been taken up yet")

    instead(Gateway, "not_ready", lambda _honest: not_ready)


@lie(breaks="UC-09", noticed_by="status was 503; status was")
def dead_without_a_policy() -> None:
    """Says that it is not alive before it has a policy, and is killed for it again and again."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def live(self: Endpoints, request: Any) -> Any:  # noqa: ANN401
            if self._gateway.desk.in_force is None:
                return self._json(request, 503, {"status": "starting"})
            return await honest(self, request)

        return live

    instead(Endpoints, "live", make)


@lie(breaks="UC-09", noticed_by="status was 503")
def a_start_that_failed_is_final() -> None:
    """Tries to register once, and never again when that fails."""

    def make(honest: Callable[..., float]) -> Callable[..., float]:
        def failed(self: ControlPlane, failure: CallFailed) -> float:
            seconds = honest(self, failure)
            return seconds if self._rhythm else 86_400

        return failed

    instead(ControlPlane, "_failed", make)
