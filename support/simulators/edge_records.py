"""What a control plane knows of its edges, and how it answers the five calls of an edge.

    register -> config -> acknowledgement -> heartbeat ... -> events with a heartbeat

Pure bookkeeping: no sockets, no troubles, no clock of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timezone
from typing import TYPE_CHECKING, Any

from support.serving.calls import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.serving.calls import Call

JSON = ("Content-Type", "application/json")
OF_AN_EDGE = re.compile(r"/v1/edges/(?P<edge>[^/]+)/(?P<what>[a-z]+)")


class BrokenContractError(ValueError):
    """An edge sent what the control plane cannot take; says what."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Events that came together, under one idempotency key."""

    key: str
    events: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class EdgeRecords:
    """Everything taken in. Every copy of a batch is kept in `batches`."""

    now: Callable[[], float]
    zone: timezone = UTC  # by whose clocks moments are told
    heartbeat_seconds: float = 10
    poll_seconds: float = 30
    document: bytes | None = None
    edition: int = 1  # the same document can be given another tag
    version: int | None = None
    names_newest: bool = True  # with every sign of life
    registrations: list[dict[str, Any]] = field(default_factory=list)
    acknowledgements: list[dict[str, Any]] = field(default_factory=list)
    heartbeats: list[dict[str, Any]] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)

    @property
    def etag(self) -> str | None:
        """The entity tag of the document on offer, with its quotes."""
        if self.document is None:
            return None
        return f'"{hashlib.sha256(self.document).hexdigest()[:16]}-{self.edition}"'

    @property
    def events(self) -> list[dict[str, Any]]:
        """All events, each batch counted once: its first copy."""
        first = {batch.key: batch for batch in reversed(self.batches)}
        keys = dict.fromkeys(batch.key for batch in self.batches)
        return [event for key in keys for event in first[key].events]

    def offer(self, document: bytes | None, version: int | None) -> None:
        """Put *document* on offer; a version that it does not tell itself is one more."""
        self.document = document
        told = version if version is not None else _version_in(document)
        if document is None:
            self.version = None
        else:
            self.version = told if told is not None else (self.version or 0) + 1

    def take(self, call: Call) -> Reply:
        """Write down what *call* brings and answer it."""
        path = call.target.partition("?")[0]
        if (call.method, path) == ("POST", "/v1/edges/register"):
            return self._register(call)
        of_an_edge = OF_AN_EDGE.fullmatch(path)
        match call.method, of_an_edge and of_an_edge["what"]:
            case "GET", "config":
                return self._config(call)
            case "POST", "acknowledgements":
                wanted = {"version", "result", "reason", "applied", "rejected", "in_force"}
                self.acknowledgements.append(_document(call, wanted | {"faults"}))
                return Reply(204)
            case "POST", "heartbeat":
                return self._heartbeat(call)
            case "POST", "events":
                return self._events(call)
        msg = f"there is no {call.method} {path}"
        raise BrokenContractError(msg)

    def _register(self, call: Call) -> Reply:
        self.registrations.append(_document(call, {"edge_id", "started_at"}))
        return _json(
            {"heartbeat_seconds": self.heartbeat_seconds, "poll_seconds": self.poll_seconds}
        )

    def _config(self, call: Call) -> Reply:
        if self.document is None or self.etag is None:
            error = json.dumps({"error": "there is no bundle for this edge yet"})
            return Reply(404, [JSON], error.encode())
        known = {tag.strip() for line in call.values("If-None-Match") for tag in line.split(",")}
        if self.etag in known:
            return Reply(304, [("ETag", self.etag)])
        return Reply(200, [JSON, ("ETag", self.etag)], self.document)

    def _heartbeat(self, call: Call) -> Reply:
        self.heartbeats.append(_document(call, {"policy", "sent_at"}))
        now = datetime.fromtimestamp(self.now(), self.zone).isoformat(timespec="milliseconds")
        newest = {"newest": self.version} if self.names_newest else {}
        return _json({"now": now.replace("+00:00", "Z"), **newest})

    def _events(self, call: Call) -> Reply:
        keys = call.values("Idempotency-Key")
        if len(keys) != 1:
            msg = f"events need one Idempotency-Key, there were {len(keys)}"
            raise BrokenContractError(msg)
        events = _document(call, {"events"})["events"]
        if not isinstance(events, list) or not all(isinstance(each, dict) for each in events):
            msg = "events must be a list of objects"
            raise BrokenContractError(msg)
        for event in events:
            _demand(event, {"id", "kind", "at"}, "an event")
        self.batches.append(Batch(keys[0], tuple(events)))
        return Reply(204)


def _json(document: dict[str, Any]) -> Reply:
    return Reply(200, [JSON], json.dumps(document).encode())


def _document(call: Call, wanted: set[str]) -> dict[str, Any]:
    try:
        document = json.loads(call.body)
    except ValueError as fault:
        msg = f"the body of {call.method} {call.target} is not JSON: {fault}"
        raise BrokenContractError(msg) from fault
    if not isinstance(document, dict):
        msg = f"the body of {call.method} {call.target} is not a JSON object"
        raise BrokenContractError(msg)
    _demand(document, wanted, f"the body of {call.method} {call.target}")
    return document


def _demand(document: dict[str, Any], wanted: set[str], what: str) -> None:
    if missing := sorted(wanted - document.keys()):
        msg = f"{what} lacks {', '.join(missing)}"
        raise BrokenContractError(msg)


def _version_in(document: bytes | None) -> int | None:
    """The version that a bundle tells, signed or not; None when it cannot be read."""
    whole = document or b""
    for text in (whole, whole.partition(b"\n")[2]):
        with contextlib.suppress(ValueError):
            bundle = json.loads(text)
            version = bundle.get("version") if isinstance(bundle, dict) else None
            return version if isinstance(version, int) else None
    return None
