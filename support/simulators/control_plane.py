"""The control plane of the gateways under test, with the troubles that a real one has.

What it takes in and answers stands in `edge_records`; this file has the socket, the door
(who may come in) and the troubles.
"""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any, Literal

from support.serving.calls import Call, Fault, RawReply, Reply, Reset, Witness
from support.serving.server import Server
from support.simulators.edge_records import JSON, Batch, BrokenContractError, EdgeRecords
from support.simulators.transfers import BROKEN
from support.simulators.waiting import Changes, Gate, GateWitness

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.serving.ear import Ear

Trouble = Literal[
    "4xx",
    "5xx",
    "another protocol",
    "brackets",
    "cut short",
    "garbage",
    "lost answers",
    "sent on",
    "stalled",
    "web page",
    "without end",
]
OK = 200
Standing = Literal["unknown", "expired", "another's"]  # of a token that lets nobody in
GARBAGE = RawReply(b"\x16\x03\x01 <html>this is not the control plane</html>\r\n\r\n")
ANOTHER_PROTOCOL = RawReply(
    b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n\0\0\0"
)
BRACKETS = Reply(200, [JSON], b"[" * 100_000)  # deeper than any reader of JSON can go
UNAUTHORIZED = Reply(
    401,
    [JSON, ("WWW-Authenticate", 'Bearer realm="control plane"')],
    b'{"error": "this token is not known here"}',
)
EXPIRED = Reply(
    401,
    [JSON, ("WWW-Authenticate", 'Bearer realm="control plane", error="invalid_token"')],
    b'{"error": "this token has expired"}',
)
FORBIDDEN = Reply(403, [JSON], b'{"error": "this token is of another edge"}')
TURNED_AWAY: dict[Standing, Reply] = {
    "unknown": UNAUTHORIZED,
    "expired": EXPIRED,
    "another's": FORBIDDEN,
}
UNAVAILABLE = Reply(503, [JSON], b'{"error": "the control plane is not available"}')
PAGE = Reply(200, [("Content-Type", "text/html")], b"<h1>Welcome to the network. Log in here</h1>")
NOT_FOUND = Reply(404, [JSON], b'{"error": "there is nothing of that name here"}')
ELSEWHERE: dict[str | None, Reply | RawReply] = {
    "4xx": NOT_FOUND,
    "5xx": UNAVAILABLE,
    "another protocol": ANOTHER_PROTOCOL,
    "brackets": BRACKETS,
    "garbage": GARBAGE,
    "web page": PAGE,
}


class ControlPlane:
    """Speaks the control plane's side of the contract; *now* gives its (true) time.

    `only_with`: the one kind of call ("events", "heartbeat" ...) that a trouble befalls; else all.

    Troubles: `4xx`, `5xx`, `garbage`, `another protocol`, `brackets` and `web page` take nothing in
    (garbage cannot be read as HTTP, brackets not as JSON, and a page comes from somebody else, with
    status 200), nor does `sent on`, which names another place (`sends_on`); `lost answers` takes
    everything in and resets the connection instead of answering, `cut short` and `without end`
    break off in the middle of good answers; `stalled` leaves every call waiting until the trouble
    is over, and then takes in those whose caller stayed.
    """

    def __init__(self, witness: Witness, now: Callable[[], float], ear: Ear | None = None) -> None:
        self.token = "edge-token"  # noqa: S105 (an invented one, replaced by each scenario)
        self.other_tokens: Standing = "unknown"  # what is thought of whoever shows another one
        self._changes = Changes()
        self._records = EdgeRecords(now)
        self._trouble: Trouble | None = None
        self.only_with: str | None = None
        self.sends_on = (307, "http://127.0.0.1:9")  # with which status, and where to
        self._stall = Gate(self._changes)
        self._server = Server(self._handle, GateWitness(witness, self._stall), ear)
        self.url = self._server.url
        self.port = self._server.port

    @property
    def faults(self) -> list[Fault]:
        return self._server.faults

    @property
    def newest(self) -> bytes | None:
        """The document on offer."""
        return self._records.document

    @property
    def etag(self) -> str | None:
        return self._records.etag

    def offer(self, document: bytes | None, version: int | None = None) -> None:
        """Put *document* on offer, byte for byte, whatever it is.

        Heartbeats name its version: as given, else as the document tells, else one more.
        """
        with self._changes.change():
            self._records.offer(document, version)

    def tells_time_of(self, ahead: float) -> None:
        """Tell the same moments by the clocks of a zone so many seconds ahead of UTC."""
        self._records.zone = timezone(timedelta(seconds=ahead))

    def names_no_newest(self) -> None:
        """Answer signs of life without the version of what is on offer."""
        self._records.names_newest = False

    def offer_anew(self) -> None:
        """Offer the same document under another tag, as if it were a new one."""
        with self._changes.change():
            self._records.edition += 1

    @property
    def heartbeat_seconds(self) -> float:
        return self._records.heartbeat_seconds

    @heartbeat_seconds.setter
    def heartbeat_seconds(self, seconds: float) -> None:
        self._records.heartbeat_seconds = seconds

    @property
    def poll_seconds(self) -> float:
        return self._records.poll_seconds

    @poll_seconds.setter
    def poll_seconds(self, seconds: float) -> None:
        self._records.poll_seconds = seconds

    @property
    def trouble(self) -> Trouble | None:
        return self._trouble

    @trouble.setter
    def trouble(self, trouble: Trouble | None) -> None:
        with self._changes.change():
            self._trouble = trouble
        if trouble == "stalled":
            self._stall.shut()
        else:
            self._stall.open()

    def befall(self, trouble: Trouble | None, only_with: str | None = None) -> None:
        """Bring a trouble about, or end it, for all calls or for one kind of them."""
        self.only_with = only_with
        self.trouble = trouble

    @property
    def stalled(self) -> int:
        """How many calls wait for an answer that does not come."""
        return self._stall.waiting

    @property
    def registrations(self) -> list[dict[str, Any]]:
        with self._changes.lock:
            return list(self._records.registrations)

    @property
    def acknowledgements(self) -> list[dict[str, Any]]:
        with self._changes.lock:
            return list(self._records.acknowledgements)

    @property
    def heartbeats(self) -> list[dict[str, Any]]:
        with self._changes.lock:
            return list(self._records.heartbeats)

    @property
    def batches(self) -> list[Batch]:
        """Every batch of events as received, every copy."""
        with self._changes.lock:
            return list(self._records.batches)

    @property
    def events(self) -> list[dict[str, Any]]:
        """Every event, each batch counted once."""
        with self._changes.lock:
            return self._records.events

    def wait_for(self, predicate: Callable[[], bool], within: float) -> bool:
        """Whether *predicate*, about what is read back here, came true in time."""
        return self._changes.wait_for(predicate, within)

    def close(self) -> None:
        self._stall.close()
        self._server.close()

    def _handle(self, call: Call) -> Reply | RawReply:
        befallen = self.only_with is None or call.target.endswith(f"/{self.only_with}")
        if befallen:
            self._stall.pass_through(call)
        trouble = self._trouble if befallen else None
        if trouble == "sent on":
            status, other_host = self.sends_on
            return Reply(status, [("Location", other_host + call.target)], b"")
        if trouble in ELSEWHERE:
            return ELSEWHERE[trouble]
        reply = self._take(call)
        if trouble == "lost answers":
            raise Reset
        return BROKEN[trouble](reply) if trouble in BROKEN and reply.status == OK else reply

    def _take(self, call: Call) -> Reply:
        if call.values("Authorization") != [f"Bearer {self.token}"]:
            return TURNED_AWAY[self.other_tokens]
        try:
            with self._changes.change():
                return self._records.take(call)
        except BrokenContractError as broken:
            self.faults.append(Fault("the peer's", str(broken), broken))
            return Reply(400, [JSON], json.dumps({"error": str(broken)}).encode())
