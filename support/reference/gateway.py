"""One gateway, put together: all that it is made of, built in order and closed in order.

Each part is handed what it needs and knows nothing of the rest; only this file knows them all.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from .clock import Clock, SettableClock, SystemClock
from .control_plane import ControlPlane
from .departure import Departure
from .desk import Desk
from .edge_api import EdgeApi
from .metrics import Metrics
from .outbox import Outbox
from .proxy import Proxy
from .shared_metrics import SharedMetrics
from .shared_store import SharedStore
from .skew import Skew
from .store import Store

if TYPE_CHECKING:
    from .bundles import Bundle
    from .settings import Settings

log = logging.getLogger("gateway")


class Gateway:
    """The parts of one gateway. Needs a running event loop."""

    def __init__(self, settings: Settings, worker: int = 1) -> None:
        """Build everything; the bundle that was in force before is in force again."""
        self.settings = settings
        self.worker = worker  # of so many processes; the first speaks for all of them
        self.clock: Clock = (
            SystemClock()
            if settings.settable_clock is None
            else SettableClock(settings.settable_clock)
        )
        self.departure = Departure()
        self.store, self.metrics = self._kept_alone() if settings.workers == 1 else self._shared()
        self.skew = Skew()
        self.outbox = Outbox(self.store, self.clock, self.skew, self.metrics)
        self.desk = Desk(self.clock, self.store, settings.bundle_key, self.metrics)
        self.proxy = Proxy(settings.upstreams, settings.edge_id, self.clock)
        self.control_plane = self._control_plane() if self._calls_home else None
        self._relation: asyncio.Task[None] | None = None

    @property
    def in_force(self) -> Bundle | None:
        """The bundle in force at this moment, whichever process has taken it up."""
        self.store.look()
        return self.desk.in_force

    @property
    def _calls_home(self) -> bool:
        return self.settings.control_plane is not None and self.worker == 1

    def _kept_alone(self) -> tuple[Store, Metrics]:
        return Store(self.settings.store), Metrics()

    def _shared(self) -> tuple[Store, Metrics]:
        store = SharedStore(self.settings.store, waits=self.worker > 1)
        return store, SharedMetrics(store, self.worker)

    def _control_plane(self) -> ControlPlane:
        api = EdgeApi(self.settings, self.clock)
        return ControlPlane(
            api, self.clock, self.store, self.metrics, self.desk, self.outbox, self.skew
        )

    def start(self) -> asyncio.Task[None] | None:
        """Take up the bundle on disk, and the relation to the control plane as a task."""
        self._read_bundle_file()
        if self.control_plane is not None:
            self._relation = asyncio.create_task(self.control_plane.run())
        return self._relation

    def fetch_now(self) -> None:
        """Look for a newer bundle at once, wherever bundles come from."""
        self._read_bundle_file()
        if self.control_plane is not None:
            self.control_plane.fetch_now()

    def not_ready(self) -> tuple[str, str] | None:
        """Return reason and detail when requests should not be sent here, else None."""
        refusal = self.control_plane.refusal if self.control_plane else None
        if refusal is not None:
            return "registration_refused", refusal
        if self.desk.in_force is None:
            return "no_policy", "no bundle has been taken up yet"
        return None

    async def take_leave(self) -> None:
        """Tell the control plane what it has not heard yet, if it can be reached."""
        if self._relation is not None and self.control_plane is not None:
            self.control_plane.take_leave()
            await asyncio.wait([self._relation])

    async def close(self) -> None:
        """End the relation to the control plane, hang up everywhere, let go of the store."""
        if self._relation is not None:
            self._relation.cancel()
            await asyncio.wait([self._relation])
        if self.control_plane is not None:
            self.control_plane.close()
        await self.proxy.close()
        self.store.close()

    def _read_bundle_file(self) -> None:
        path = self.settings.bundle_file
        if path is None or self.worker > 1:
            return
        try:
            document = path.read_bytes()
        except OSError as error:
            log.warning("the bundle %s cannot be read: %s", path, error.strerror)
            return
        acknowledgement = self.desk.take(document)
        if acknowledgement["result"] in {"rejected", "applied_in_part"}:
            log.warning("the bundle %s was not taken up as it is: %s", path, acknowledgement)
