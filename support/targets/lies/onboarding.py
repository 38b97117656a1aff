"""Gateways that join their control plane in the wrong order, in a wrong name, or too soon."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from support.reference import app, backoff
from support.reference.backoff import Backoff
from support.reference.bundles import read_bundle
from support.reference.control_plane import ACKNOWLEDGEMENT, TAG, ControlPlane
from support.reference.edge_api import EDGES, CallFailed, EdgeApi, Rhythm
from support.reference.gateway import Gateway
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    Why = tuple[str, str] | None

UC_05 = "UC-05"
_WIDE_OPEN = {
    "version": 1,
    "issued_at": "2026-09-23T00:00:00Z",
    "callers": [],
    "routes": [{"path": "/", "upstream": "model", "access": "anyone"}],
    "policies": [{"name": "hops", "kind": "hop_limit", "hops": 9}],
}


def _registering(make: Callable[[Any], Any]) -> None:
    instead(EdgeApi, "register", make)


def _readiness(change: Callable[[Gateway, Why], Why]) -> None:
    instead(Gateway, "not_ready", lambda honest: lambda self: change(self, honest(self)))


@lie(breaks=UC_05, noticed_by="it began with GET config")
def asks_before_it_is_known() -> None:
    """Asks for its policy before it has registered."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: EdgeApi, started_at: float) -> Rhythm:
            await self.config(None)
            rhythm: Rhythm = await honest(self, started_at)
            return rhythm

        return register

    _registering(make)


@lie(breaks=UC_05, noticed_by="it began with POST register, GET config, POST heartbeat")
def keeps_to_itself_what_it_took_up() -> None:
    """Never says what became of its first policy."""

    def make(_honest: object) -> Callable[..., Any]:
        async def acknowledge(self: ControlPlane) -> None:
            self._store.forget(ACKNOWLEDGEMENT)

        return acknowledge

    instead(ControlPlane, "_acknowledge", make)


@lie(breaks=UC_05, noticed_by="GET config was made in the name of localhost")
def has_two_names() -> None:
    """Registers under its name, and calls itself after its machine from then on."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: EdgeApi, started_at: float) -> Rhythm:
            rhythm: Rhythm = await honest(self, started_at)
            self._edge = f"{EDGES}/localhost"
            return rhythm

        return register

    _registering(make)


@lie(breaks=UC_05, noticed_by="POST register was not made with its token")
def introduces_itself_without_a_token() -> None:
    """Shows its token only once it has registered."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: EdgeApi, started_at: float) -> Rhythm:
            token, self._token.renew = self._token.current, bool  # type: ignore[method-assign]
            self._token.current = ""
            try:
                rhythm: Rhythm = await honest(self, started_at)
            finally:
                self._token.current = token
            return rhythm

        return register

    _registering(make)


@lie(breaks=UC_05, noticed_by="status was 200", seen_in="a readiness that is the connection's")
def ready_as_soon_as_it_is_registered() -> None:
    """Says that it is ready when it has registered, and has no policy yet."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def ready(self: app.Endpoints, request: Any) -> Any:  # noqa: ANN401 - Starlette's
            plane = self._gateway.control_plane
            if plane is not None and plane._rhythm is not None:  # noqa: SLF001
                return self._json(request, 200, {"status": "ready"})
            return await honest(self, request)

        return ready

    instead(app.Endpoints, "ready", make)


@lie(breaks=UC_05, noticed_by="status was 200", seen_in="a default that lets everybody through")
def serves_everybody_until_it_has_a_policy() -> None:
    """Passes everything on to the model for as long as nobody has said what is allowed."""
    wide_open = read_bundle(json.dumps(_WIDE_OPEN).encode(), None)

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        return lambda scope, bundle: honest(scope, bundle or wide_open)

    instead(app, "visit_of", make)


@lie(breaks=UC_05, noticed_by="status was 503")
def ready_only_when_it_was_heard() -> None:
    """Is not ready before the control plane has heard what became of the policy."""

    def change(self: Gateway, why: Why) -> Why:
        untold = self.store.kept(ACKNOWLEDGEMENT) is not None
        return ("no_policy", "nobody knows of it yet") if untold else why

    _readiness(change)


@lie(breaks=UC_05, noticed_by="status was 503")
def ready_only_after_ten_seconds() -> None:
    """Is not ready before its second sign of life, policy or not."""

    def change(self: Gateway, why: Why) -> Why:
        return ("no_policy", "warming up") if self.clock.steady() < 10 else why

    _readiness(change)


@lie(breaks=UC_05, noticed_by="it registered")
def begins_again_after_each_failure() -> None:
    """Registers once more whenever any call has failed."""

    def make(honest: Callable[..., float]) -> Callable[..., float]:
        def failed(self: ControlPlane, failure: CallFailed) -> float:
            self._rhythm = None
            return honest(self, failure)

        return failed

    instead(ControlPlane, "_failed", make)


@lie(breaks=UC_05, noticed_by="pause 2 lasted 1.")
def knocks_every_second() -> None:
    """Tries to register every second until it is let in."""
    backoff.LONGEST = 1.0


@lie(breaks=UC_05, noticed_by="pauses were exact to the second")
def leaves_nothing_to_chance() -> None:
    """Makes its pauses exactly as long as stated, so that all gateways call together."""
    backoff.JITTER = 0.0


@lie(breaks=UC_05, noticed_by="there was also GET config", seen_in="portals that answer for others")
def takes_any_good_answer_for_a_yes() -> None:
    """Counts itself as registered when anything was answered with success."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: EdgeApi, started_at: float) -> Rhythm:
            try:
                rhythm: Rhythm = await honest(self, started_at)
            except CallFailed as failure:
                if "JSON" not in str(failure):
                    raise
                return Rhythm(10.0, 30.0)
            return rhythm

        return register

    _registering(make)


@lie(breaks=UC_05, noticed_by="it began with nothing")
def gives_up_after_three_tries() -> None:
    """Does not try to register a fourth time."""

    def make(honest: Callable[..., float]) -> Callable[..., float]:
        def failed(self: Backoff) -> float:
            wait = honest(self)
            return wait if self._failures < 3 else 10.0**9

        return failed

    instead(Backoff, "failed", make)


@lie(breaks=UC_05, noticed_by="it registered as")
def is_somebody_else_each_time() -> None:
    """Makes up a new name whenever it registers."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: EdgeApi, started_at: float) -> Rhythm:
            self._edge_id = f"edge-{uuid4().hex[:8]}"
            self._edge = f"{EDGES}/{self._edge_id}"
            rhythm: Rhythm = await honest(self, started_at)
            return rhythm

        return register

    _registering(make)


@lie(breaks=UC_05, noticed_by="it registered as")
def starts_anew_with_each_try() -> None:
    """Says each time that it has only just been started."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        return lambda self, _started_at: honest(self, self._clock.wall())

    _registering(make)


@lie(breaks=UC_05, noticed_by="it registered 0 times")
def once_registered_is_for_ever() -> None:
    """Does not register after a restart when it has a policy from before."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: ControlPlane) -> Rhythm:
            if self._store.kept(TAG) is None:
                rhythm: Rhythm = await honest(self)
                return rhythm
            self._rhythm = Rhythm(10.0, 30.0)
            return self._rhythm

        return register

    instead(ControlPlane, "_register", make)


@lie(breaks=UC_05, noticed_by="told")
def registering_wipes_the_slate() -> None:
    """Forgets which policy it has whenever it registers, and takes it up once more."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def register(self: ControlPlane) -> Rhythm:
            self._store.forget(TAG)
            self._desk.in_force, self._desk._document = None, None  # noqa: SLF001
            rhythm: Rhythm = await honest(self)
            return rhythm

        return register

    instead(ControlPlane, "_register", make)
