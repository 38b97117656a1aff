"""Gateways that do not get on with their tokens: turned away in the wrong way, or for too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference import edge_api
from support.reference.control_plane import ControlPlane
from support.reference.decisions import Decisions
from support.reference.edge_api import CallRefused, EdgeApi
from support.reference.edge_token import EdgeToken
from support.reference.gateway import Gateway
from support.reference.reasons import Reason, Refused
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.visits import Visit

    Why = tuple[str, str] | None

UC_05 = "UC-05"


def _is_turned_away() -> Callable[[], bool]:
    """Whether this gateway has been told that it is not wanted."""
    gateways: list[Gateway] = []

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def init(self: Gateway, settings: Any) -> None:  # noqa: ANN401 - the gateway's own
            gateways.append(self)
            honest(self, settings)

        return init

    instead(Gateway, "__init__", make)

    def answer() -> bool:
        plane = gateways[0].control_plane if gateways else None
        return plane is not None and plane.refusal is not None

    return answer


@lie(breaks=UC_05, noticed_by="status was 200")
def a_policy_is_enough_to_be_ready() -> None:
    """Is ready under an old policy, whatever the control plane thinks of it."""

    def make(honest: Callable[[Gateway], Why]) -> Callable[[Gateway], Why]:
        return lambda self: None if self.desk.in_force else honest(self)

    instead(Gateway, "not_ready", make)


@lie(breaks=UC_05, noticed_by='reason was "no_policy", not "registration_refused"')
def keeps_quiet_about_being_turned_away() -> None:
    """Says only that it has no policy, and lets people look for the fault elsewhere."""

    def make(honest: Callable[[Gateway], Why]) -> Callable[[Gateway], Why]:
        def not_ready(self: Gateway) -> Why:
            why = honest(self)
            return why and ("no_policy", why[1])

        return not_ready

    instead(Gateway, "not_ready", make)


@lie(breaks=UC_05, noticed_by='reason was "no_policy", not "registration_refused"')
def takes_a_ban_for_a_fault() -> None:
    """Takes the answer that it may not do this for a fault that will pass."""
    edge_api.FORBIDDEN = edge_api.UNAUTHORIZED


@lie(breaks=UC_05, noticed_by="there was also GET config")
def asks_all_the_same_when_turned_away() -> None:
    """Looks for its policy although it could not register."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: EdgeApi, started_at: float) -> Any:  # noqa: ANN401 - a rhythm
            try:
                return await honest(self, started_at)
            except CallRefused:
                await self.config(None)
                raise

        return register

    instead(EdgeApi, "register", make)


@lie(breaks=UC_05, noticed_by="status was 200")
def turned_away_and_wide_open() -> None:
    """Looks at no budget while the control plane turns it away."""
    is_turned_away = _is_turned_away()

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def ask_budget(self: Decisions, visit: Visit, bundle: Any) -> None:  # noqa: ANN401
            if not is_turned_away():
                honest(self, visit, bundle)

        return ask_budget

    instead(Decisions, "_ask_budget", make)


@lie(breaks=UC_05, noticed_by="status was 503")
def turned_away_and_shut() -> None:
    """Refuses every caller while the control plane turns it away."""
    is_turned_away = _is_turned_away()

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def before_body(self: Decisions, visit: Visit) -> None:
            if is_turned_away():
                raise Refused(Reason.NO_POLICY)
            honest(self, visit)

        return before_body

    instead(Decisions, "before_body", make)


@lie(breaks=UC_05, noticed_by="status was 503", seen_in="settings that are read at the start only")
def reads_its_token_once() -> None:
    """Goes on with the token with which it was started."""

    def make(honest: Callable[..., bool]) -> Callable[..., bool]:
        def renew(self: EdgeToken) -> bool:
            return False if self.current else honest(self)

        return renew

    instead(EdgeToken, "renew", make)


@lie(breaks=UC_05, noticed_by="it registered 0 times")
def finds_its_new_token_later() -> None:
    """Is turned away first, although its new token has been there for long."""
    instead(EdgeApi, "token_was_replaced", lambda _honest: lambda _self: False)


@lie(breaks=UC_05, noticed_by="status was 503")
def registers_anew_and_calls_as_before() -> None:
    """Shows the new token to register, and the old one with everything else."""
    first: list[str] = []

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def call(self: EdgeApi, method: str, url: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
            now = self._token.current
            first.append(now)
            self._token.current = now if url.endswith("/register") else first[0]
            try:
                return await honest(self, method, url, *rest, **more)
            finally:
                self._token.current = now

        return call

    instead(EdgeApi, "_call", make)


@lie(breaks=UC_05, noticed_by="never reported")
def a_new_token_is_a_new_life() -> None:
    """Throws away what it had to report whenever it registers."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: ControlPlane) -> Any:  # noqa: ANN401 - a rhythm
            self._outbox._events.clear()  # noqa: SLF001
            return await honest(self)

        return register

    instead(ControlPlane, "_register", make)


@lie(breaks=UC_05, noticed_by="status was 503")
def never_knocks_again() -> None:
    """Takes being turned away for the last word."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def turn(self: ControlPlane) -> float:
            return 10.0**9 if self.refusal is not None else await honest(self)

        return turn

    instead(ControlPlane, "_turn", make)


@lie(breaks=UC_05, noticed_by="If-None-Match was sent 0 times")
def a_new_token_forgets_the_tag() -> None:
    """Fetches the whole policy again when it has registered with a new token."""

    def make(honest: Callable[..., bool]) -> Callable[..., bool]:
        def was_replaced(self: EdgeApi) -> bool:
            found = honest(self)
            if found:
                instead(EdgeApi, "config", lambda config: lambda self, _etag: config(self, None))
            return found

        return was_replaced

    instead(EdgeApi, "token_was_replaced", make)
