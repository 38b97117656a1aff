"""Events on their way to the control plane: none is lost, none is counted twice.

An event is in the store before `note` returns. Events leave in batches; a batch has a key and,
once formed, is kept and sent unchanged until it is answered, so that the other side can recognise
one that it has already seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from .clock import Clock
    from .metrics import Metrics
    from .skew import Skew
    from .store import Store

MOST_IN_A_BATCH = 100
EVENTS = "outbox/event/"
BATCH = "outbox/batch"


@dataclass(frozen=True)
class Batch:
    """Events that are sent together, under one key for as long as it takes."""

    key: str
    events: list[dict[str, Any]]


class Outbox:
    """What has happened and has not yet been told."""

    def __init__(self, store: Store, clock: Clock, skew: Skew, metrics: Metrics) -> None:
        """Take up what an earlier process left behind."""
        self._store = store
        self._clock = clock
        self._skew = skew
        self._metrics = metrics
        self._events: dict[str, dict[str, Any]] = {}
        self._next = 1
        self._batch: Batch | None = None
        self._read()
        store.when_changed(self._read)

    def note(self, kind: str, **fields: object) -> None:
        """Keep one event to be told with the next heartbeat."""
        at = rfc3339(self._clock.wall())
        event = {"id": uuid4().hex, "kind": kind, **fields, "at": at, **self._skew.marks()}
        with self._store.turn():
            name = f"{EVENTS}{self._next:015d}"
            self._next += 1
            self._store.keep(name, event)
            self._events[name] = event
            self._show()

    @property
    def waiting(self) -> int:
        """How many events have not been answered for yet."""
        self._store.look()
        return self._waiting()

    def batch(self) -> Batch | None:
        """Return the batch to send now: the one that is on its way, else a new one, else None."""
        self._store.look()
        if self._batch is None and self._events:
            with self._store.turn():
                self._batch = self._form()
        return self._batch

    def delivered(self, batch: Batch) -> None:
        """Forget the batch: it has been answered with success."""
        if self._batch is not None and self._batch.key == batch.key:
            self._store.forget(BATCH)
            self._batch = None
            self._show()

    def _read(self) -> None:
        """Take up what others have left here: an earlier process, or one that works beside us."""
        names = self._store.names(EVENTS)
        known = self._events
        self._events = {name: known.get(name) or self._store.kept(name) or {} for name in names}
        self._next = int(names[-1].removeprefix(EVENTS)) + 1 if names else self._next
        batch = self._store.kept(BATCH)
        self._batch = Batch(batch["key"], batch["events"]) if batch else None
        self._show()

    def _show(self) -> None:
        self._metrics.set("gateway_events_waiting", self._waiting())

    def _waiting(self) -> int:
        return len(self._events) + (len(self._batch.events) if self._batch else 0)

    def _form(self) -> Batch:
        names = list(self._events)[:MOST_IN_A_BATCH]
        batch = Batch(uuid4().hex, [self._events[name] for name in names])
        with self._store.together():
            self._store.keep(BATCH, {"key": batch.key, "events": batch.events})
            for name in names:
                self._store.forget(name)
        for name in names:
            del self._events[name]
        return batch


def rfc3339(wall: float) -> str:
    """Spell a moment of the wall clock as RFC 3339 in UTC, to the millisecond."""
    moment = datetime.fromtimestamp(wall, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
