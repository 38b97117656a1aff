"""Gateways that cannot live without their control plane, or live too well without it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from support.reference.app import RoutedRequests
from support.reference.decisions import Decisions
from support.reference.gateway import Gateway
from support.reference.outbox import Outbox
from support.reference.proxy import Proxy
from support.reference.reasons import Reason, Refused
from support.reference.token_budgets import TokenBudgets
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.visits import Visit


def seen_from_inside() -> Callable[[], bool]:
    """Whether the gateway itself thinks that its control plane is out of reach."""
    figures: list[Any] = []

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def init(self: Gateway, settings: Any) -> None:  # noqa: ANN401
            honest(self, settings)
            figures.append(self.metrics._series["gateway_control_plane_reachable"])  # noqa: SLF001

        return init

    instead(Gateway, "__init__", make)
    return lambda: bool(figures) and not figures[0][()]


@lie(breaks="UC-09", noticed_by="status was 503")
def stops_when_cut_off() -> None:
    """Refuses everybody as soon as the control plane is out of reach."""
    cut_off = seen_from_inside()

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def before_body(self: Decisions, visit: Visit) -> None:
            if cut_off():
                raise Refused(Reason.NO_POLICY)
            honest(self, visit)

        return before_body

    instead(Decisions, "before_body", make)


@lie(breaks="UC-09", noticed_by="status was 200")
def wide_open_when_cut_off() -> None:
    """Fails open: while the control plane is out of reach no budget is looked at."""
    cut_off = seen_from_inside()

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def after_body(self: Decisions, visit: Visit) -> None:
            if not cut_off():
                honest(self, visit)

        return after_body

    instead(Decisions, "after_body", make)


@lie(breaks="UC-09", noticed_by="status was 200")
def counts_afresh_when_cut_off() -> None:
    """Gives everybody a whole budget again while the control plane is out of reach."""
    cut_off = seen_from_inside()

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def after_body(self: Decisions, visit: Visit) -> None:
            if cut_off():
                self._budgets._accounts.clear()  # noqa: SLF001
            honest(self, visit)

        return after_body

    instead(Decisions, "after_body", make)


@lie(breaks="UC-09", noticed_by="status was 200")
def counts_afresh_when_back() -> None:
    """Forgets what was used when the control plane is within reach again."""
    cut_off = seen_from_inside()
    was_cut_off = False

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def after_body(self: Decisions, visit: Visit) -> None:
            nonlocal was_cut_off
            if was_cut_off and not cut_off():
                self._budgets._accounts.clear()  # noqa: SLF001
            was_cut_off = cut_off()
            honest(self, visit)

        return after_body

    instead(Decisions, "after_body", make)


@lie(breaks="UC-09", noticed_by="RateLimit tokens-per-minute;r was 0")
def minutes_stand_still_when_cut_off() -> None:
    """Refills budgets with each heartbeat that succeeds, and so not at all in a partition."""
    cut_off = seen_from_inside()

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def account(self: TokenBudgets, policy: Any, now: Any) -> Any:  # noqa: ANN401
            known = self._accounts.get(policy.caller)
            if known is not None and cut_off():
                return known
            return honest(self, policy, now)

        return account

    instead(TokenBudgets, "_account", make)


@lie(breaks="UC-09", noticed_by="there was no answer (timed out)")
def callers_stand_in_line_behind_the_heartbeat() -> None:
    """Answers nobody while a call to the control plane is under way."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def forward(self: RoutedRequests, *args: Any) -> None:  # noqa: ANN401
            control_plane = self._gateway.control_plane
            while control_plane is not None and control_plane.busy:
                await self._gateway.clock.pause(1)
            await honest(self, *args)

        return forward

    instead(RoutedRequests, "_forward", make)


@lie(breaks="UC-09", noticed_by="the model said")
def tells_callers_of_its_troubles() -> None:
    """Adds a note to each answer while the control plane is out of reach."""
    cut_off = seen_from_inside()

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def read_whole(self: Proxy, response: Any) -> bytes:  # noqa: ANN401
            body: bytes = await honest(self, response)
            return body.replace(b"{", b'{"note": "policies may be old", ', 1) if cut_off() else body

        return read_whole

    instead(Proxy, "read_whole", make)


@lie(breaks="UC-09", noticed_by="never reported", seen_in="queues with a retention of a day")
def yesterdays_refusals_are_history() -> None:
    """Throws away what has waited for more than a day to be reported."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def form(self: Outbox) -> Any:  # noqa: ANN401 - the gateway's own
            now = datetime.fromtimestamp(self._clock.wall()).astimezone()
            for name, event in list(self._events.items()):
                if now - datetime.fromisoformat(event["at"]) > timedelta(days=1):
                    self._store.forget(name)
                    del self._events[name]
            return honest(self)

        return form

    instead(Outbox, "_form", make)


@lie(breaks="UC-09", noticed_by="was absent, not 1")
def counts_nobody_when_cut_off() -> None:
    """Leaves requests out of its figures for as long as the control plane is out of reach."""
    cut_off = seen_from_inside()

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def count(self: RoutedRequests, visit: Visit, outcome: str) -> None:
            if not cut_off():
                honest(self, visit, outcome)

        return count

    instead(RoutedRequests, "_count", make)
