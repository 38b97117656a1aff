"""Gateways that say something else to their control plane, or of it, than the wire contract has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference import edge_api, outbox
from support.reference.app import Endpoints, RoutedRequests
from support.reference.edge_api import Delivery, EdgeApi
from support.reference.gateway import Gateway
from support.reference.outbox import Outbox
from support.targets.lies import instead, lie
from support.targets.lies.continuity import seen_from_inside
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.visits import Visit


@lie(breaks="UC-09", noticed_by="the body.started_at was")
def times_without_their_zone() -> None:
    """Tells the control plane times that do not say of which zone they are."""
    instead(edge_api, "rfc3339", lambda honest: lambda wall: honest(wall).removesuffix("Z"))


@lie(breaks="UC-09", noticed_by="If-None-Match was *")
def asks_for_any_policy_but_one() -> None:
    """Asks for a policy only if there is none yet, on the other side."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def config(self: EdgeApi, etag: str | None) -> Delivery | None:
            found: Delivery | None = await honest(self, etag or "*")
            return found

        return config

    instead(EdgeApi, "config", make)


@lie(breaks="UC-09", noticed_by="If-None-Match was sent 0 times")
def fetches_the_whole_policy_each_time() -> None:
    """Does not say which policy it has already."""
    instead(EdgeApi, "config", lambda honest: lambda self, _etag: honest(self, None))


@lie(breaks="UC-09", noticed_by="the body.edge_id should not be there")
def acknowledgements_say_more() -> None:
    """Adds a key of its own to what it says of a policy."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        return lambda self, said: honest(self, said | {"edge_id": "edge-1"})

    instead(EdgeApi, "acknowledge", make)


@lie(breaks="UC-09", noticed_by="the body.policy was null, not 7")
def heartbeats_name_no_policy() -> None:
    """Gives signs of life without the policy that it lives by."""
    instead(EdgeApi, "heartbeat", lambda honest: lambda self, _policy: honest(self, None))


@lie(breaks="UC-09", noticed_by="caller was null")
def refusals_are_reported_without_their_caller() -> None:
    """Reports that somebody was refused, and not who."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        return lambda self, kind, **fields: honest(self, kind, **(fields | {"caller": None}))

    instead(Outbox, "note", make)


@lie(breaks="UC-09", noticed_by="Retry-After was 30")
def says_when_there_will_be_a_policy() -> None:
    """Tells callers to come back in half a minute, though nobody knows when there is a policy."""
    reason = b"x-gateway-reason: no_policy\r\n"
    on_sending(lambda data: data.replace(reason, reason + b"retry-after: 30\r\n"))


@lie(breaks="UC-09", noticed_by="it began with 'HTTP/1.1 200 OK'")
def not_ready_with_status_200() -> None:
    """Says that it is not ready only in words, which no load balancer reads."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        return lambda self, request, _status, said: honest(self, request, 200, said)

    instead(Endpoints, "_json", make)


@lie(breaks="UC-09", noticed_by="it began with 'HTTP/1.1 503 Service Unavailable'")
def not_ready_when_cut_off() -> None:
    """Is taken out of service, and all others with it, when the control plane is out of reach."""
    cut_off = seen_from_inside()

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def not_ready(self: Gateway) -> tuple[str, str] | None:
            found: tuple[str, str] | None = honest(self)
            return found or (("cut_off", "the control plane is away") if cut_off() else None)

        return not_ready

    instead(Gateway, "not_ready", make)


@lie(breaks="UC-09", noticed_by="told of")
def one_report_for_everything() -> None:
    """Reports everything that has been kept at once, however much it is."""
    outbox.MOST_IN_A_BATCH = 10**6


@lie(breaks="UC-09", noticed_by="?note=1")
def reports_say_what_stands_behind_the_question_mark() -> None:
    """Reports whole addresses, with whatever callers have written into them."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def refuse(self: RoutedRequests, visit: Visit, *how: Any) -> None:  # noqa: ANN401
            visit.path = visit.target
            await honest(self, visit, *how)

        return refuse

    instead(RoutedRequests, "_refuse", make)
