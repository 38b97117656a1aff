"""Gateways that do not leave a fallen control plane in peace, or never come back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from httptools import HttpParserUpgrade

from support.reference import backoff, circuit, control_plane, edge_api
from support.reference.backoff import Backoff
from support.reference.circuit import Circuit
from support.reference.control_plane import ControlPlane
from support.reference.gateway import Gateway
from support.reference.outbox import Outbox
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.edge_api import CallFailed

FOR_EVER = 10.0**9  # seconds


@lie(breaks="UC-09", noticed_by='gateway_control_plane_circuit{state="closed"} was 0, not 1')
def opens_after_four() -> None:
    """Opens the circuit after the fourth failure."""
    circuit.FAILURES = 4


@lie(breaks="UC-09", noticed_by='gateway_control_plane_circuit{state="open"} was 0, not 1')
def opens_after_six() -> None:
    """Opens the circuit only after the sixth failure."""
    circuit.FAILURES = 6


@lie(breaks="UC-09", noticed_by='gateway_control_plane_circuit{state="closed"} was 0, not 1')
def failures_are_never_forgiven() -> None:
    """Counts failures over all time, whatever succeeds between them."""

    def succeeded(self: Circuit) -> None:
        self._opened_at = None

    instead(Circuit, "succeeded", lambda _honest: succeeded)


@lie(breaks="UC-09", noticed_by="gateway_control_plane_reachable was 1, not 0")
def within_reach_until_the_circuit_opens() -> None:
    """Shows the control plane as within reach until five tries have failed."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def show(self: ControlPlane, *, reachable: bool) -> None:
            opened = self._circuit.state(self._clock.steady()) != "closed"
            honest(self, reachable=reachable or not opened)

        return show

    instead(ControlPlane, "_show", make)


@lie(breaks="UC-09", noticed_by="gateway_control_plane_reachable was 1, not 0")
def always_within_reach() -> None:
    """Shows the control plane as within reach, come what may."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        return lambda self, *, reachable: honest(self, reachable=reachable or True)

    instead(ControlPlane, "_show", make)


@lie(breaks="UC-09", noticed_by="gateway_control_plane_reachable was 0, not 1")
def never_within_reach() -> None:
    """Shows the control plane as out of reach, though every call succeeds."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        return lambda self, *, reachable: honest(self, reachable=reachable and False)

    instead(ControlPlane, "_show", make)


@lie(breaks="UC-09", noticed_by="pause 2 lasted 1.")
def pauses_do_not_grow() -> None:
    """Tries again after a second, however often that has failed."""
    backoff.LONGEST = 1.0


@lie(breaks="UC-09", noticed_by="pause 1 lasted 0.")
def chance_shortens_pauses() -> None:
    """Takes the tenth of chance away from a pause instead of adding it."""
    backoff.JITTER = -0.1


@lie(breaks="UC-09", noticed_by="pause 1 lasted")
def pauses_never_begin_afresh() -> None:
    """Goes on with the longest pause after a success."""
    instead(Backoff, "succeeded", lambda _honest: lambda _self: None)


@lie(breaks="UC-09", noticed_by="calls: 1")
def rests_half_as_long() -> None:
    """Closes its eyes for 15 seconds instead of 30."""
    circuit.REST_SECONDS = 15.0


@lie(breaks="UC-09", noticed_by='gateway_control_plane_circuit{state="open"} was 0, not 1')
def a_try_that_failed_does_not_open_again() -> None:
    """Goes back to calling when the one try has failed, until five more have."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def failed(self: Circuit, now: float) -> None:
            if self._opened_at is not None:
                self.succeeded()
            honest(self, now)

        return failed

    instead(Circuit, "failed", make)


@lie(breaks="UC-09", noticed_by="calls: 1")
def the_operator_breaks_the_peace() -> None:
    """Calls at once when the operator asks for the newest bundle, open circuit or not."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def fetch_now(self: ControlPlane) -> None:
            self._circuit.succeeded()
            honest(self)

        return fetch_now

    instead(ControlPlane, "fetch_now", make)


@lie(breaks="UC-09", noticed_by="calls: 1")
def a_refusal_breaks_the_peace() -> None:
    """Reports a refusal at once, open circuit or not."""
    edge: list[ControlPlane] = []

    def remember(honest: Callable[..., None]) -> Callable[..., None]:
        def init(self: Gateway, settings: Any) -> None:  # noqa: ANN401
            honest(self, settings)
            edge.extend([self.control_plane] if self.control_plane else [])

        return init

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def note(self: Outbox, kind: str, **fields: object) -> None:
            honest(self, kind, **fields)
            edge[0]._circuit.succeeded()  # noqa: SLF001
            edge[0].fetch_now()

        return note

    instead(Gateway, "__init__", remember)
    instead(Outbox, "note", make)


def _without_counting(what: str) -> None:
    def make(honest: Callable[..., float]) -> Callable[..., float]:
        def failed(self: ControlPlane, failure: CallFailed) -> float:
            if what not in str(failure):
                return honest(self, failure)
            self._show(reachable=False)
            return self._backoff.failed()

        return failed

    instead(ControlPlane, "_failed", make)


@lie(breaks="UC-09", noticed_by='gateway_control_plane_circuit{state="open"} was 0, not 1')
def errors_do_not_open_the_circuit() -> None:
    """Counts only calls that got no answer at all."""
    _without_counting("answered with status")


@lie(breaks="UC-09", noticed_by='gateway_control_plane_circuit{state="open"} was 0, not 1')
def silence_does_not_open_the_circuit() -> None:
    """Counts only calls that failed at once, and not those that it gave up itself."""
    _without_counting("was not answered within")


@lie(breaks="UC-09", noticed_by='gateway_control_plane_circuit{state="half_open"} was 0, not 1')
def half_open_is_shown_as_closed() -> None:
    """Shows the circuit as closed while the one try is under way."""

    def make(honest: Callable[..., str]) -> Callable[..., str]:
        return lambda self, now: "open" if honest(self, now) == "open" else "closed"

    instead(Circuit, "state", make)


@lie(breaks="UC-09", noticed_by='gateway_control_plane_circuit{state="closed"} was 0, not 1')
def an_open_circuit_never_closes() -> None:
    """Makes one try every 30 seconds for ever, even when it succeeds."""

    def succeeded(self: Circuit) -> None:
        if self._opened_at is None:
            self._failures = 0

    instead(Circuit, "succeeded", lambda _honest: succeeded)


@lie(breaks="UC-09", noticed_by="seconds apart")
def a_partition_slows_the_heart() -> None:
    """Sends heartbeats half as often once the circuit has been open."""
    opened: list[bool] = []

    def remember(honest: Callable[..., None]) -> Callable[..., None]:
        def failed(self: Circuit, now: float) -> None:
            honest(self, now)
            opened.extend([True] if self._opened_at is not None else [])

        return failed

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        async def beat(self: ControlPlane, rhythm: Any) -> None:  # noqa: ANN401
            await honest(self, rhythm)
            self._heartbeat_due += rhythm.heartbeat_seconds if opened else 0

        return beat

    instead(Circuit, "failed", remember)
    instead(ControlPlane, "_beat", make)


@lie(breaks="UC-09", noticed_by="gateway_control_plane_reachable was 0, not 1")
def gives_up_too_early() -> None:
    """Gives a call up after three seconds, and takes a slow control plane for a dead one."""
    edge_api.CALL_SECONDS = 3.0


@lie(breaks="UC-09", noticed_by='gateway_control_plane_circuit{state="open"} was 0, not 1')
def gives_up_too_late() -> None:
    """Hangs on to a call for ten seconds."""
    edge_api.CALL_SECONDS = 10.0


@lie(breaks="UC-09", noticed_by="calls: 5")
def knocks_every_second_when_turned_away() -> None:
    """Tries again after a second when the control plane does not know its token."""
    control_plane.REFUSED_SECONDS = 1.0


@lie(breaks="UC-09", noticed_by="status was 503")
def turned_away_for_ever() -> None:
    """Never tries again when it was turned away once."""
    control_plane.REFUSED_SECONDS = 86_400.0


@lie(breaks="UC-09", noticed_by="gateway_control_plane")
def what_is_not_found_is_no_failure() -> None:
    """Takes a control plane that knows nothing of what it is asked for one that works."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def failed(self: ControlPlane, failure: CallFailed) -> float:
            found = "status 404" not in str(failure)
            seconds: float = honest(self, failure) if found else self._backoff.failed()
            return seconds

        return failed

    instead(ControlPlane, "_failed", make)


def _is_ended_by(kind: type[Exception]) -> None:
    """Whoever calls the control plane is gone after that, and nobody has noticed."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def failed(self: ControlPlane, failure: CallFailed) -> float:
            why: BaseException | None = failure
            while why is not None and not isinstance(why, kind):
                why = why.__cause__
            seconds: float = FOR_EVER if why else honest(self, failure)
            return seconds

        return failed

    instead(ControlPlane, "_failed", make)


@lie(
    breaks="UC-09",
    noticed_by="there were 1 tries",
    seen_in="readers that go as deep as they are led",
)
def brackets_without_end_are_its_end() -> None:
    """Reads on, deeper and deeper, until whoever calls the control plane is gone for good."""
    _is_ended_by(RecursionError)


@lie(breaks="UC-09", noticed_by="there were 1 tries")
def another_protocol_is_its_end() -> None:
    """Has no way back from a control plane that wants to be spoken to in another way."""
    _is_ended_by(HttpParserUpgrade)
