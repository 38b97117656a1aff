"""When to call the control plane, and what its answers change. One task, taking turns.

A turn does everything that is due (register, fetch, acknowledge, heartbeat, tell events) and ends
in one pause on the clock, which `fetch_now` can cut short. Whatever fails stays due. Callers
never notice any of this.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .backoff import Backoff
from .circuit import STATES, Circuit
from .edge_api import CallFailed, CallRefused, Rhythm
from .skew import DEFAULT_THRESHOLD
from .store import StoreError

if TYPE_CHECKING:
    from .bundles import Bundle
    from .clock import Clock
    from .desk import Desk
    from .edge_api import EdgeApi
    from .metrics import Metrics
    from .outbox import Outbox
    from .skew import Skew
    from .store import Store

REFUSED_SECONDS = 30.0
ACKNOWLEDGEMENT = "control_plane/acknowledgement"
TAG = "control_plane/etag"

log = logging.getLogger("gateway.control_plane")


class ControlPlane:
    """The gateway's relation to its control plane."""

    def __init__(  # noqa: PLR0913, PLR0917 - one for each thing that an answer can change
        self,
        api: EdgeApi,
        clock: Clock,
        store: Store,
        metrics: Metrics,
        desk: Desk,
        outbox: Outbox,
        skew: Skew,
    ) -> None:
        """Know everyone concerned; nothing is called before `run`."""
        self._api = api
        self._clock = clock
        self._store = store
        self._metrics = metrics
        self._desk = desk
        self._outbox = outbox
        self._skew = skew
        self._circuit = Circuit()
        self._backoff = Backoff()
        self._rhythm: Rhythm | None = None  # None: not registered
        self._started_at = clock.wall()
        self._poll_due = self._heartbeat_due = clock.steady()
        self._fetch_wanted = False
        self._events_due = False
        self._newest_heard: int | None = None
        self._said_last: tuple[str | None, dict[str, Any]] | None = None
        self._nudge = asyncio.Event()
        self._rests = asyncio.Event()
        self._reached = self._leaving = False
        self.refusal: str | None = None  # why we may not work, when the control plane said so
        self._show(reachable=False)
        self._show_skew()
        desk.when_taken(self._watch_clock)

    @property
    def busy(self) -> bool:
        """Whether the task is in the middle of its turn, or just about to begin one."""
        return not self._rests.is_set()

    async def comes_to_rest(self, seconds: float) -> None:
        """Wait until the turn is over, but no longer than so many seconds of real time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rests.wait()

    def fetch_now(self) -> None:
        """Ask for the bundle at once, whatever the pause; but an open circuit stays open."""
        self._fetch_wanted = True
        self._nudge.set()
        self._rests.clear()

    async def run(self) -> None:
        """Take turns until told to leave; then tell what has not been told, and no more."""
        while not self._leaving:
            self._rests.clear()
            self._nudge.clear()
            seconds = await self._turn()
            self._api.hang_up()
            if not self._nudge.is_set():
                self._rests.set()
            if not self._leaving:
                await self._pause(seconds)
        self._rests.clear()
        await self._last_words()
        self._rests.set()

    def take_leave(self) -> None:
        """Come to an end: finish the turn that is under way, and take no other."""
        self._leaving = True
        self._nudge.set()
        self._rests.clear()

    def close(self) -> None:
        """Hang up; what was not told is kept."""
        self._api.hang_up()

    async def _last_words(self) -> None:
        """Tell the events that wait, once; what does not get through the next process tells."""
        if self._rhythm is None or not self._reached:
            return
        try:
            await self._tell_events()
        except (CallFailed, CallRefused, StoreError) as failure:
            log.warning("%s; what was not told is kept", failure)

    async def _pause(self, seconds: float) -> None:
        try:
            async with self._clock.timeout(seconds):
                await self._nudge.wait()
        except TimeoutError:
            return  # nobody nudged: the ordinary case

    async def _turn(self) -> float:
        """Do what is due; return how many seconds to pause."""
        rest = self._circuit.wait(self._clock.steady())
        if rest > 0:
            return rest
        self._show_circuit()
        try:
            await self._do_what_is_due()
        except CallRefused as refused:
            self._answered()
            self._rhythm = None
            if self._api.token_was_replaced():
                return await self._turn()  # the one that was refused is not ours any more
            self.refusal = str(refused)
            log.warning("%s; trying again in %g seconds", refused, REFUSED_SECONDS)
            return REFUSED_SECONDS
        except CallFailed as failure:
            return self._failed(failure)
        except StoreError as error:
            log.error("%s", error)  # noqa: TRY400 - the message says it all
            return self._backoff.failed()
        now = self._clock.steady()
        return max(0.0, min(self._poll_due, self._heartbeat_due) - now)

    async def _do_what_is_due(self) -> None:
        rhythm = self._rhythm or await self._register()
        await self._acknowledge()
        if self._fetch_wanted or self._clock.steady() >= self._poll_due:
            await self._fetch(rhythm)
        if self._clock.steady() >= self._heartbeat_due:
            await self._beat(rhythm)
        if self._events_due:
            await self._tell_events()

    async def _register(self) -> Rhythm:
        self._rhythm = await self._api.register(self._started_at)
        self._answered()
        self.refusal = None
        self._poll_due = self._heartbeat_due = self._clock.steady()
        return self._rhythm

    async def _fetch(self, rhythm: Rhythm) -> None:
        self._fetch_wanted = False
        try:
            delivery = await self._api.config(self._known_tag())
        except (CallFailed, CallRefused):
            self._fetch_wanted = True
            raise
        self._answered()
        self._poll_due = self._clock.steady() + rhythm.poll_seconds
        if delivery is None:
            return
        acknowledgement = self._desk.take(delivery.document)
        if acknowledgement["result"] != "rejected":
            tag = {"etag": delivery.etag, "version": acknowledgement["version"]}
            self._store.keep(TAG, tag)
        said = (delivery.etag, acknowledgement)
        if delivery.etag is not None and said == self._said_last:
            return  # the same bundle again, and there is nothing new to say about it
        self._said_last = said
        self._store.keep(ACKNOWLEDGEMENT, acknowledgement)
        await self._acknowledge()

    async def _acknowledge(self) -> None:
        acknowledgement = self._store.kept(ACKNOWLEDGEMENT)
        if acknowledgement is not None:
            await self._api.acknowledge(acknowledgement)
            self._answered()
            self._store.forget(ACKNOWLEDGEMENT)

    async def _beat(self, rhythm: Rhythm) -> None:
        pulse = await self._api.heartbeat(self._version())
        self._answered()
        self._heartbeat_due = self._clock.steady() + rhythm.heartbeat_seconds
        self._events_due = True
        self._skew.measure(self._clock.wall(), pulse.now)
        self._show_skew()
        # A version that was offered and rejected is not fetched at every heartbeat, only polled.
        newer = pulse.newest is not None and pulse.newest > (self._version() or 0)
        if newer and pulse.newest != self._newest_heard:
            await self._fetch(rhythm)
            self._newest_heard = pulse.newest

    async def _tell_events(self) -> None:
        waiting = self._outbox.waiting  # what is noted from now on waits for the next heartbeat
        while waiting > 0 and (batch := self._outbox.batch()):
            await self._api.deliver(batch)
            self._answered()
            self._outbox.delivered(batch)
            waiting -= len(batch.events)
        self._events_due = False

    def _version(self) -> int | None:
        return self._desk.in_force.version if self._desk.in_force else None

    def _known_tag(self) -> str | None:
        """Return the tag of the bundle in force, when it came from the control plane."""
        known: dict[str, Any] = self._store.kept(TAG) or {}
        return known.get("etag") if known.get("version") == self._version() else None

    def _answered(self) -> None:
        self._circuit.succeeded()
        self._backoff.succeeded()
        self._show(reachable=True)

    def _failed(self, failure: CallFailed) -> float:
        now = self._clock.steady()
        self._circuit.failed(now)
        wait = self._backoff.failed()
        self._show(reachable=False)
        seconds = self._circuit.wait(now) or wait
        log.warning("%s; trying again in %.1f seconds", failure, seconds)
        return seconds

    def _show(self, *, reachable: bool) -> None:
        self._reached = reachable
        self._metrics.set("gateway_control_plane_reachable", int(reachable))
        self._show_circuit()

    def _show_circuit(self) -> None:
        now = self._circuit.state(self._clock.steady())
        for state in STATES:
            self._metrics.set("gateway_control_plane_circuit", int(state == now), state=state)

    def _watch_clock(self, bundle: Bundle) -> None:
        watch = bundle.clock_watch
        self._skew.threshold = watch.skew_threshold_seconds if watch else DEFAULT_THRESHOLD
        self._show_skew()

    def _show_skew(self) -> None:
        self._metrics.set("gateway_clock_skew_seconds", self._skew.seconds)
        self._metrics.set("gateway_clock_skewed", int(self._skew.noticed))
