"""The control plane's interface for edges: what is said and heard on the wire, nothing of when.

Every call ends within its time on the gateway's clock, and in one of three ways: an answer,
`CallRefused` (the control plane does not want us) or `CallFailed` (everything else, each worth
another try).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .edge_token import EdgeToken
from .line import Line, LineBrokenError
from .outbox import rfc3339

if TYPE_CHECKING:
    from .clock import Clock
    from .outbox import Batch
    from .reasons import Headers
    from .settings import Settings

EDGES = "/v1/edges"
CALL_SECONDS = 5.0
LONGEST_PAUSE = 10**9  # seconds; nobody means to be called once in thirty years
OK = 200
TAKEN_IN = 204
NOT_MODIFIED = 304
UNAUTHORIZED = 401
FORBIDDEN = 403
SUCCESS = 2  # the class of answers that says yes


class CallFailed(Exception):  # noqa: N818 - it is an outcome, not an error of ours
    """No usable answer came; the same call may be made again later."""


class CallRefused(Exception):  # noqa: N818 - it is an outcome, not an error of ours
    """The control plane answered that this edge has no business there."""


@dataclass(frozen=True)
class Rhythm:
    """How often the control plane wants to hear from us."""

    heartbeat_seconds: float
    poll_seconds: float


@dataclass(frozen=True)
class Delivery:
    """A bundle as it came, and the tag to ask for a newer one with."""

    document: bytes
    etag: str | None


@dataclass(frozen=True)
class Pulse:
    """What a heartbeat brings back: their time, and the newest version there is."""

    now: float
    newest: int | None


@dataclass(frozen=True)
class Answer:
    """An answer that was read to its end."""

    status: int
    etag: str | None
    content: bytes


class EdgeApi:
    """The five calls."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        """Prepare for calling; nothing is connected yet."""
        self._clock = clock
        self._edge_id = settings.edge_id
        self._edge = f"{EDGES}/{quote(settings.edge_id, safe='')}"
        self._base = (settings.control_plane or "").rstrip("/")
        self._line = Line(self._base)
        self._token = EdgeToken(settings.edge_token, settings.edge_token_file)

    async def register(self, started_at: float) -> Rhythm:
        """Say who we are, by the token that is ours now; hear how often to call."""
        self._token.renew()
        stated = {"edge_id": self._edge_id, "started_at": rfc3339(started_at)}
        rhythm = _object(await self._call("POST", f"{EDGES}/register", stated))
        return Rhythm(_seconds(rhythm, "heartbeat_seconds"), _seconds(rhythm, "poll_seconds"))

    async def config(self, etag: str | None) -> Delivery | None:
        """Fetch the bundle; None when it is still the one with this tag."""
        headers = [(b"If-None-Match", etag.encode("latin-1"))] if etag else []
        answer = await self._call("GET", f"{self._edge}/config", headers=headers)
        if answer.status == NOT_MODIFIED and etag:
            return None
        if answer.status != OK:
            message = f"config was answered with status {answer.status}"
            raise CallFailed(message)
        return Delivery(answer.content, answer.etag)

    async def acknowledge(self, acknowledgement: dict[str, Any]) -> None:
        """Tell what became of a bundle."""
        _taken_in(await self._call("POST", f"{self._edge}/acknowledgements", acknowledgement))

    async def heartbeat(self, policy: int | None) -> Pulse:
        """Show that we live, and under which policy; compare clocks."""
        stated = {"policy": policy, "sent_at": rfc3339(self._clock.wall())}
        pulse = _object(await self._call("POST", f"{self._edge}/heartbeat", stated))
        newest = pulse.get("newest")
        if newest is not None and type(newest) is not int:
            message = "the heartbeat's newest is not a version"
            raise CallFailed(message)
        return Pulse(_moment(pulse.get("now")), newest)

    async def deliver(self, batch: Batch) -> None:
        """Hand over a batch of events under its key."""
        key = [(b"Idempotency-Key", batch.key.encode())]
        told = {"events": batch.events}
        _taken_in(await self._call("POST", f"{self._edge}/events", told, headers=key))

    def token_was_replaced(self) -> bool:
        """Look whether there is another token for us than the one that was shown last."""
        return self._token.renew()

    def hang_up(self) -> None:
        """End the connection, when nothing more is to be said for a while.

        Calls one after the other share it. Between two turns lie seconds, and a connection that
        has gone stale meanwhile would look like a control plane that has failed.
        """
        self._line.hang_up()

    async def _call(
        self,
        method: str,
        target: str,
        stated: dict[str, Any] | None = None,
        *,
        headers: Headers | None = None,
    ) -> Answer:
        shown = [(b"Authorization", b"Bearer " + self._token.current.encode()), *(headers or [])]
        body = b""
        if stated is not None:
            shown.append((b"Content-Type", b"application/json"))
            body = json.dumps(stated).encode()
        call = f"{method} {self._base}{target}"
        try:
            async with self._clock.timeout(CALL_SECONDS):
                reply = await self._line.call(method, target, shown, body)
        except TimeoutError as error:
            message = f"{call} was not answered within {CALL_SECONDS:g} seconds"
            raise CallFailed(message) from error
        except (LineBrokenError, OSError) as error:
            message = f"{call} failed: {error or type(error).__name__}"
            raise CallFailed(message) from error
        if reply.status in {UNAUTHORIZED, FORBIDDEN}:
            # Said to whoever asks whether we are ready, and so without the address.
            message = f"{method} {target} was refused with status {reply.status}"
            raise CallRefused(message)
        if reply.status // 100 != SUCCESS and reply.status != NOT_MODIFIED:
            message = f"{call} was answered with status {reply.status}"
            raise CallFailed(message)
        return Answer(reply.status, reply.header(b"etag"), reply.body)


def _taken_in(answer: Answer) -> None:
    """See that it was the control plane that took it in, and not somebody who says yes to all."""
    if answer.status != TAKEN_IN:
        message = f"what was told was answered with status {answer.status}, not {TAKEN_IN}"
        raise CallFailed(message)


def _object(answer: Answer) -> dict[str, Any]:
    try:
        stated = json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        message = "the answer is not JSON"
        raise CallFailed(message) from error
    if not isinstance(stated, dict):
        message = "the answer is not a JSON object"
        raise CallFailed(message)
    return stated


def _seconds(stated: dict[str, Any], key: str) -> float:
    value = stated.get(key)
    if isinstance(value, int | float) and value is not True and 0 < value <= LONGEST_PAUSE:
        return float(value)
    message = f"{key} must be a number above 0 and at most {LONGEST_PAUSE}, was {value!r:.60}"
    raise CallFailed(message)


def _moment(value: object) -> float:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        message = f"now must be an RFC 3339 time, was {value!r}"
        raise CallFailed(message) from error
    if moment.tzinfo is None:
        message = f"now must say its offset from UTC, was {value!r}"
        raise CallFailed(message)
    return moment.timestamp()
