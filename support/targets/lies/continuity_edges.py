"""Lies at the edges of a partition: of its times, of two lives, of what an answer leaves out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import circuit, edge_api
from support.reference.control_plane import ACKNOWLEDGEMENT, ControlPlane
from support.reference.edge_api import CallFailed, EdgeApi
from support.reference.outbox import BATCH, Batch, Outbox
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.clock import Clock
    from support.reference.edge_api import Pulse
    from support.reference.store import Store
    from support.targets.lies import Piece

UC_09 = "UC-09"


@lie(breaks=UC_09, noticed_by="calls: 0 (none)")
def rests_a_second_longer() -> None:
    """Makes its one try a second after the half minute is over."""
    circuit.REST_SECONDS = 31.0


@lie(breaks=UC_09, noticed_by="gateway_control_plane_reachable was 1, not 0")
def is_patient_for_a_second_more() -> None:
    """Gives a call up after six seconds."""
    edge_api.CALL_SECONDS = 6.0


@lie(breaks=UC_09, noticed_by="report-1 came again, changed")
def numbers_its_reports_anew() -> None:
    """Calls the first report of each life by the same key, as if they were one."""
    formed: list[Batch] = []

    def make(honest: Callable[[Outbox], Batch]) -> Callable[[Outbox], Batch]:
        def form(self: Outbox) -> Batch:
            formed.append(replace(honest(self), key=f"report-{len(formed) + 1}"))
            kept = {"key": formed[-1].key, "events": formed[-1].events}
            self._store.keep(BATCH, kept)
            return formed[-1]

        return form

    instead(Outbox, "_form", make)


@lie(breaks=UC_09, noticed_by="it was told 0 times")
def takes_its_word_to_the_grave() -> None:
    """Forgets, when it dies, what it was still to say of a policy."""

    def make(honest: Piece) -> Piece:
        def begin(
            self: ControlPlane,
            api: EdgeApi,
            clock: Clock,
            store: Store,
            *others: Any,  # noqa: ANN401 - whatever else it is given
        ) -> None:
            store.forget(ACKNOWLEDGEMENT)
            honest(self, api, clock, store, *others)

        return begin

    instead(ControlPlane, "__init__", make)


def _hearing(change: Callable[[Pulse, int | None], Pulse]) -> None:
    """Hear something else from the control plane than it answers to a sign of life."""

    def make(honest: Piece) -> Piece:
        async def heartbeat(self: EdgeApi, policy: int | None) -> Pulse:
            return change(await honest(self, policy), policy)

        return heartbeat

    instead(EdgeApi, "heartbeat", make)


@lie(breaks="UC-08", noticed_by="X-Gateway-Policy was 7, not 9")
def only_the_next_number_is_news() -> None:
    """Fetches a newer policy when its number is the next one, and no other."""
    _hearing(
        lambda pulse, policy: (
            pulse if pulse.newest == (policy or 0) + 1 else replace(pulse, newest=policy)
        )
    )


@lie(breaks=UC_09, noticed_by="gateway_control_plane_reachable was 0, not 1")
def every_answer_must_name_a_policy() -> None:
    """Takes an answer for garbage that does not say which policy is the newest."""

    def change(pulse: Pulse, _policy: int | None) -> Pulse:
        if pulse.newest is None:
            message = "the heartbeat names no version"
            raise CallFailed(message)
        return pulse

    _hearing(change)
