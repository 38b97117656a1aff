"""From the upstream back to the caller: whole answers, streams by events, pages by bytes."""

from __future__ import annotations

import json
import zlib
from email.utils import formatdate
from typing import TYPE_CHECKING

from .event_stream import EventSplitter, as_unasked, read_event, total_tokens_of
from .limit_headers import limit_headers
from .proxy import FAILURES, handed_back
from .reasons import Reason
from .refusals import error_event, refusal_answer
from .stream_limits import StreamMeter

if TYPE_CHECKING:
    from collections.abc import Callable

    import aiohttp
    from starlette.types import Send

    from .clock import Clock
    from .decisions import Decisions
    from .proxy import Proxy
    from .reasons import Headers, Refused
    from .visits import Visit

PACKED = ("gzip", "x-gzip", "deflate")
ANY_FORM = 32 + zlib.MAX_WBITS  # zlib's own or gzip's, whichever it is
FAILED = 400  # from this status on an answer costs nothing
STOPPED = "The gateway has to stop, in the middle of the answer. Ask again."
CUT_OFF = "The service behind the gateway broke off in the middle of the answer."


class Answers:
    """Sends answers, and sees to it that what they took is charged before the caller can ask."""

    def __init__(self, clock: Clock, decisions: Decisions, proxy: Proxy) -> None:
        """Know whose clock dates the answers, who charges, and how a body is waited for."""
        self._clock, self._decisions, self._proxy = clock, decisions, proxy

    async def refuse(self, visit: Visit, refused: Refused, send: Send) -> None:
        """Say no."""
        status, headers, body = refusal_answer(refused)
        headers += limit_headers(self._decisions.windows(visit)) + visit.warnings
        headers.append((b"Content-Length", b"%d" % len(body)))
        await self._start(visit, status, headers, send)
        await send({"type": "http.response.body", "body": body})

    async def break_off(self, visit: Visit, send: Send) -> None:
        """End an answer that has begun: say so where something can still be said, or hang up."""
        if visit.in_events:
            said = error_event(Reason.STOPPING, STOPPED)
            await send({"type": "http.response.body", "body": said})

    async def hand_back(
        self, visit: Visit, response: aiohttp.ClientResponse, send: Send
    ) -> bytes | None:
        """Send the upstream's answer in the way that suits it.

        Returns the last piece, to be sent by whoever called, or None when the answer has no end.
        """
        streams = response.headers.get("Content-Type", "").lower().startswith("text/event-stream")
        if visit.chat is None:
            return await self._hand_through(visit, response, send)
        if streams and response.status < FAILED:
            return await self._hand_events(visit, response, send)
        return await self._hand_whole(visit, response, send)

    async def _hand_whole(
        self, visit: Visit, response: aiohttp.ClientResponse, send: Send
    ) -> bytes:
        """Send an answer that is charged by what it says at its end."""
        body = await self._proxy.read_whole(response)
        if response.status >= FAILED:
            self._decisions.give_back(visit)
        else:
            encoding = response.headers.get("Content-Encoding", "")
            self._decisions.settle(visit, _total_tokens_in(body, encoding))
        headers = _without_length(self._upstream_headers(visit, response))
        headers.append((b"Content-Length", b"%d" % len(body)))
        await self._start(visit, response.status, headers, send)
        return body

    async def _hand_through(
        self, visit: Visit, response: aiohttp.ClientResponse, send: Send
    ) -> bytes | None:
        """Send a page on as it comes; one that is cut off is cut off for the caller too."""
        if response.status >= FAILED:
            self._decisions.give_back(visit)
        headers = self._upstream_headers(visit, response)
        await self._start(visit, response.status, headers, send)
        try:
            async for data in response.content.iter_any():
                await send({"type": "http.response.body", "body": data, "more_body": True})
        except FAILURES:
            return None  # an answer without its end makes the server hang up
        return b""

    async def _hand_events(
        self, visit: Visit, response: aiohttp.ClientResponse, send: Send
    ) -> bytes:
        """Send a chat on, each event once it is whole; the usage reported last is charged."""
        headers = _without_length(self._upstream_headers(visit, response))
        unpack = _unpacker(headers)
        visit.in_events = True
        hides = not (visit.chat is not None and visit.chat.wants_usage)
        unasked = hides and visit.watched
        stream = ChatStream(hide_usage=hides, unasked=unasked, meter=meter_of(visit))
        try:
            await self._start(visit, response.status, headers, send)
            async for data in response.content.iter_any():
                passed_on = stream.feed(unpack(data))
                if stream.too_long:
                    response.close()  # what is said from now on is for nobody
                    visit.outcome = Reason.STREAM_TOO_LONG.value
                if stream.would_be_too_long:
                    self._decisions.would_end(visit)
                if stream.done:
                    self._decisions.settle(visit, stream.total_tokens)
                if passed_on:
                    await send({"type": "http.response.body", "body": passed_on, "more_body": True})
                if stream.too_long:
                    break
        except (*FAILURES, zlib.error):
            pass  # what is missing is told below, however the stream came to its end
        finally:
            self._decisions.settle(visit, stream.total_tokens)
        return b"" if stream.done else error_event(Reason.UPSTREAM_UNREACHABLE, CUT_OFF)

    def _upstream_headers(self, visit: Visit, response: aiohttp.ClientResponse) -> Headers:
        """Choose the headers of the answer; after settling, so that they tell what is left then."""
        limits = limit_headers(self._decisions.windows(visit))
        return handed_back(response.raw_headers, limits=bool(limits)) + limits + visit.warnings

    async def _start(self, visit: Visit, status: int, headers: Headers, send: Send) -> None:
        headers = [*marks_of(visit, self._clock.wall()), *headers]
        visit.begun = True
        await send({"type": "http.response.start", "status": status, "headers": headers})


class ChatStream:
    """What of a chat's stream is passed on, and what it has told on the way."""

    def __init__(
        self, *, hide_usage: bool, unasked: bool = False, meter: StreamMeter | None = None
    ) -> None:
        """Hide the report of usage from a caller who did not ask for it; a meter may cut it.

        *unasked*: also undo what asking for it has changed in the other events.
        """
        self._hide_usage, self._unasked = hide_usage, unasked
        self._meter = meter
        self._events = EventSplitter()
        self.done = False
        self.too_long = self.would_be_too_long = False
        self.total_tokens: int | None = None

    def feed(self, data: bytes) -> bytes:
        """Take bytes in, give whole events out; after the end of the chat there is nothing more."""
        passed_on: list[bytes] = []
        for event in self._events.feed(data):
            if self.done and event != b"\n":
                break
            meter = self._meter
            if meter is not None and not meter.admits(event):
                self._meter = None  # it has said what it had to say
                if not meter.only_watches:
                    passed_on.append(meter.ending())
                    self.total_tokens = meter.total_tokens
                    self.done = self.too_long = True
                    break
                self.would_be_too_long = True
            said = read_event(event)
            self.done = self.done or said.done
            if said.total_tokens is not None:
                self.total_tokens = said.total_tokens
            if not (said.only_usage and self._hide_usage):
                passed_on.append(as_unasked(event) if self._unasked else event)
        return b"".join(passed_on)


def meter_of(visit: Visit) -> StreamMeter | None:
    """Build what measures the stream of a visit; None where no length is set."""
    budget, chat = visit.budget or visit.watched_budget, visit.chat
    if chat is None or budget is None or budget.streams is None:
        return None
    meter = StreamMeter(budget.streams, chat.prompt_tokens, tells_usage=chat.wants_usage)
    meter.only_watches = visit.budget is None
    return meter


def marks_of(visit: Visit, wall: float) -> Headers:
    """Spell what every answer carries."""
    marks = [
        (b"Date", formatdate(wall, usegmt=True).encode()),
        (b"X-Request-Id", visit.id.encode()),
    ]
    if visit.bundle is not None:
        marks.append((b"X-Gateway-Policy", b"%d" % visit.bundle.version))
    return marks


def _without_length(headers: Headers) -> Headers:
    return [(name, value) for name, value in headers if name.lower() != b"content-length"]


def _unpacker(headers: Headers) -> Callable[[bytes], bytes]:
    """Have a stream that was packed in spite of us unpacked, and take the word for it away."""
    packed = [line for line in headers if line[0].lower() == b"content-encoding"]
    if not any(value.decode("latin-1").lower() in PACKED for _, value in packed):
        return lambda data: data
    headers.remove(packed[0])
    return zlib.decompressobj(ANY_FORM).decompress


def _total_tokens_in(body: bytes, encoding: str = "") -> int | None:
    """Read the report of use, also of an answer that was packed in spite of us."""
    try:
        packed = encoding.lower() in PACKED
        return total_tokens_of(json.loads(zlib.decompress(body, ANY_FORM) if packed else body))
    except (ValueError, RecursionError, zlib.error):
        return None
