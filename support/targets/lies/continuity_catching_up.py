"""Gateways whose policies do not outlive a partition, or that never hear of newer ones after it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from support.reference.control_plane import ACKNOWLEDGEMENT, ControlPlane
from support.reference.decisions import Decisions
from support.reference.edge_api import EdgeApi
from support.reference.reasons import Reason, Refused
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.edge_api import CallFailed
    from support.reference.visits import Visit

DAY = 86_400.0


def something_has_failed() -> Callable[[], bool]:
    """Whether any call to the control plane has failed since the process began."""
    failures: list[CallFailed] = []

    def make(honest: Callable[..., float]) -> Callable[..., float]:
        def failed(self: ControlPlane, failure: CallFailed) -> float:
            failures.append(failure)
            return honest(self, failure)

        return failed

    instead(ControlPlane, "_failed", make)
    return lambda: bool(failures)


def _stale_after(seconds: float) -> None:
    heard = [0.0]

    def remember(honest: Callable[..., None]) -> Callable[..., None]:
        def answered(self: ControlPlane) -> None:
            heard[0] = self._clock.steady()
            honest(self)

        return answered

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def before_body(self: Decisions, visit: Visit) -> None:
            if self._clock.steady() > heard[0] + seconds:
                raise Refused(Reason.NO_POLICY)
            honest(self, visit)

        return before_body

    instead(ControlPlane, "_answered", remember)
    instead(Decisions, "before_body", make)


@lie(breaks="UC-09", noticed_by="status was 503")
def policies_go_stale() -> None:
    """Refuses everybody when nothing was heard of the control plane for five minutes."""
    _stale_after(300.0)


@lie(breaks="UC-09", noticed_by="status was 503", seen_in="caches with a time to live of a day")
def policies_live_for_a_day() -> None:
    """Refuses everybody when nothing was heard of the control plane for a day."""
    _stale_after(DAY)


@lie(breaks="UC-09", noticed_by="status was 503")
def an_expired_policy_is_dropped() -> None:
    """Has no policy any more when the one in force expires in a partition."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def before_body(self: Decisions, visit: Visit) -> None:
            until = visit.bundle.expires_at if visit.bundle else None
            if until is not None and until <= self._clock.wall():
                raise Refused(Reason.NO_POLICY)
            honest(self, visit)

        return before_body

    instead(Decisions, "before_body", make)


@lie(breaks="UC-09", noticed_by="X-Gateway-Policy was 7, not 8")
def what_was_missed_is_never_fetched() -> None:
    """Looks for no newer policy after a call has failed; only a new start helps."""
    failed = something_has_failed()

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def fetch(self: ControlPlane, rhythm: Any) -> None:  # noqa: ANN401
            if failed():
                self._poll_due = self._clock.steady() + rhythm.poll_seconds
            else:
                await honest(self, rhythm)

        return fetch

    instead(ControlPlane, "_fetch", make)


@lie(breaks="UC-09", noticed_by="it was told 0 times")
def what_was_missed_is_taken_up_in_silence() -> None:
    """Does not say what became of a policy that it fetched after a failure."""
    failed = something_has_failed()

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def acknowledge(self: EdgeApi, acknowledgement: Any) -> None:  # noqa: ANN401
            if not failed():
                await honest(self, acknowledgement)

        return acknowledge

    instead(EdgeApi, "acknowledge", make)


@lie(breaks="UC-09", noticed_by="it was told 2 times")
def each_number_between_is_acknowledged() -> None:
    """Says of every policy that it missed that it was applied."""
    latest = [0]

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def acknowledge(self: EdgeApi, acknowledgement: dict[str, Any]) -> None:
            version = acknowledgement["version"]
            for missed in range(latest[0] + 1 if latest[0] else version, version):
                invented = copy.deepcopy(acknowledgement) | {"version": missed}
                await honest(self, invented)
            latest[0] = version
            await honest(self, acknowledgement)

        return acknowledge

    instead(EdgeApi, "acknowledge", make)


@lie(breaks="UC-09", noticed_by="it was told 0 times")
def an_acknowledgement_that_failed_is_forgotten() -> None:
    """Says once what became of a policy, and never again when that did not arrive."""

    def make(_honest: Callable[..., Any]) -> Callable[..., Any]:
        async def acknowledge(self: ControlPlane) -> None:
            acknowledgement = self._store.kept(ACKNOWLEDGEMENT)
            if acknowledgement is not None:
                self._store.forget(ACKNOWLEDGEMENT)
                await self._api.acknowledge(acknowledgement)
                self._answered()

        return acknowledge

    instead(ControlPlane, "_acknowledge", make)
