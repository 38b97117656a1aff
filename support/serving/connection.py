"""One connection of a server, from the first request to the last byte.

h11 decides what is HTTP, this file what is sent when. It works in the thread that heard the peer;
what comes while that one waits (a handler may) is left to it.
"""

from __future__ import annotations

import contextlib
import http
import threading
from typing import TYPE_CHECKING

import h11

from support.serving.calls import Call, CutOff, Fault, RawReply, Reset
from support.serving.line import Line
from support.serving.telling import Telling

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Generator, Iterable
    from typing import TypeVar

    from support.serving.calls import Ending, Headers, Reply, Witness
    from support.serving.ear import Ear

    Found = TypeVar("Found")
    _Listening = Generator[None, bytes, Found]  # it stops wherever it needs to hear more

LONGEST_HEAD = 1_048_576
REASONS = {status.value: status.phrase for status in http.HTTPStatus}
WITHOUT_BODY = frozenset({204, 304})


class _PeerLeft(Exception):  # noqa: N818 (news, not an error)
    """There is nobody left to send to."""


class Connection:
    """Reads calls from *peer* and answers them with *handler*, one after the other."""

    def __init__(
        self,
        peer: socket.socket,
        ear: Ear,
        handler: Callable[[Call], Reply | RawReply],
        witness: Witness,
        note: Callable[[Fault], None],
    ) -> None:
        self._ear = ear
        self._handler = handler
        self._witness = witness
        self._note = note
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD)
        self._lock = threading.Lock()
        self._inbox: list[bytes] = []
        self._at_work = False
        self._worker: threading.Thread | None = None  # the last that worked for it
        self._telling: Telling | None = None
        self._peer_left = False
        self._hung_up = False
        self._conversation = self._converse()
        next(self._conversation)  # up to where it listens
        self._line = Line(peer, ear, self._hear)

    @property
    def is_over(self) -> bool:
        return self._line.is_closed and self.ended_within(0)

    def turn_deaf(self) -> None:
        """Hear nothing more. Only by whoever listens."""
        self._line.turn_deaf()

    def hang_up(self) -> None:
        """The server closes: stop whatever is going on. Only once it is deaf."""
        with self._lock:
            self._hung_up = True
            self._inbox.append(b"")
            telling = self._telling
        if telling is not None:
            self._guarded(lambda: telling.end("cut"))
        self._line.break_off()

    def ended_within(self, seconds: float) -> bool:
        """Whether nobody works for it any more after so many seconds."""
        worker = self._worker
        if worker is None or self._ear.is_heard_by(worker):
            return True
        worker.join(max(0.0, seconds))
        return not worker.is_alive()

    def close(self) -> None:
        self._line.close()

    def _hear(self, data: bytes) -> None:
        with self._lock:
            self._inbox.append(data)
            self._peer_left = not data
            telling = self._telling
            at_work, self._at_work = self._at_work, True
        if not data and telling is not None:
            self._guarded(telling.peer_left)
        if not at_work:
            self._worker = threading.current_thread()
            while (heard := self._next_heard()) is not None:
                with contextlib.suppress(StopIteration):  # it was over before
                    self._conversation.send(heard)

    def _next_heard(self) -> bytes | None:
        with self._lock:
            self._at_work = bool(self._inbox)
            return self._inbox.pop(0) if self._inbox else None

    def _converse(self) -> _Listening[None]:
        reset = False
        try:
            while (call := (yield from self._next_call())) is not None:
                ending = self._answer(call)
                reset = ending == "reset"
                if ending != "complete" or self._http.our_state is not h11.DONE:
                    break
                self._http.start_next_cycle()
        except OSError:
            pass  # the peer left while we asked it to continue, or told it of its mistake
        self._line.dismiss(reset=reset)

    def _next_call(self) -> _Listening[Call | None]:
        """The next request of this connection, or None when there will be no other."""
        try:
            return (yield from self._read_call())
        except h11.RemoteProtocolError as mistake:
            if not self._hung_up:
                self._note(Fault("the peer's", f"a request could not be read: {mistake}", mistake))
                self._tell_of(mistake)
            return None

    def _read_call(self) -> _Listening[Call | None]:
        request: h11.Request | None = None
        body = bytearray()
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                if self._http.they_are_waiting_for_100_continue:
                    go_on = h11.InformationalResponse(status_code=100, headers=[])
                    self._line.send(self._http.send(go_on) or b"")
                self._http.receive_data((yield))
            elif isinstance(event, h11.Request):
                request = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage) and request is not None:
                return _call(request, bytes(body))
            else:
                return None

    def _tell_of(self, mistake: h11.RemoteProtocolError) -> None:
        """400 to a peer that broke the protocol, if it is still there and not mid-answer."""
        if self._http.our_state in {h11.IDLE, h11.SEND_RESPONSE} and not self._peer_left:
            text = f"{mistake}\n".encode()
            headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))]
            status = mistake.error_status_hint
            head = h11.Response(
                status_code=status,
                reason=REASONS.get(status, "").encode(),
                headers=[*headers, ("Connection", "close")],
            )
            self._line.send((self._http.send(head) or b"") + text)

    def _answer(self, call: Call) -> Ending:
        """Handle *call*, and say how its answer ended."""
        telling: Telling | None = None
        ending: Ending = "reset"
        try:
            telling = self._expect(Telling(self._witness.arrived(call)))
            ending = self._send(self._handler(call), call, telling)
        except CutOff:
            ending = "cut"
        except Reset:
            ending = "reset"
        except _PeerLeft:
            ending = "peer left"
        except Exception as mistake:  # noqa: BLE001 (whatever it is, it is ours and is kept)
            self._note(Fault("ours", f"{call.method} {call.target}: {mistake!r}", mistake))
        if telling is not None:
            self._guarded(lambda: telling.end(ending))
        with self._lock:
            self._telling = None
        return ending

    def _expect(self, telling: Telling) -> Telling:
        with self._lock:
            self._telling = telling
            gone, hung_up = self._peer_left, self._hung_up
        if gone:
            telling.peer_left()
        elif hung_up:
            telling.end("cut")
        return telling

    def _send(self, reply: Reply | RawReply, call: Call, telling: Telling) -> Ending:
        if isinstance(reply, RawReply):
            telling.piece(reply.data)
            telling.last_bytes_go_out()
            self._put(reply.data, telling)
            self._http.send_failed()  # h11 cannot know what state these bytes left us in
            return "complete"
        head = self._head(reply, telling)
        if call.method == "HEAD" or reply.status in WITHOUT_BODY:
            self._send_whole(head, b"", telling)
        elif isinstance(reply.body, bytes):
            self._send_whole(head, reply.body, telling)
        else:
            self._put(head, telling)
            self._send_pieces(reply.body, telling)
        return "complete"

    def _head(self, reply: Reply, telling: Telling) -> bytes:
        headers = list(reply.headers)
        with_length = any(name.lower() == "content-length" for name, _ in headers)
        if isinstance(reply.body, bytes) and not with_length and reply.status not in WITHOUT_BODY:
            headers.append(("Content-Length", str(len(reply.body))))
        reason = reply.reason or REASONS.get(reply.status, "")
        head = self._http.send(
            h11.Response(
                status_code=reply.status,
                reason=reason.encode("latin-1"),
                headers=[
                    (name.encode("latin-1"), text.encode("latin-1")) for name, text in headers
                ],
            )
        )
        telling.began(reply.status, reason, _headers_of(head or b""))
        return head or b""

    def _send_whole(self, head: bytes, body: bytes, telling: Telling) -> None:
        data = head
        if body:
            data += self._http.send(h11.Data(data=body)) or b""
            telling.piece(body)
        data += self._http.send(h11.EndOfMessage()) or b""
        telling.last_bytes_go_out()
        self._put(data, telling)

    def _send_pieces(self, pieces: Iterable[bytes], telling: Telling) -> None:
        for piece in pieces:
            if piece:  # an empty chunk would be the end
                telling.piece(piece)
                self._put(self._http.send(h11.Data(data=piece)) or b"", telling)
        telling.last_bytes_go_out()
        self._put(self._http.send(h11.EndOfMessage()) or b"", telling)

    def _put(self, data: bytes, telling: Telling) -> None:
        if telling.told:
            raise _PeerLeft
        try:
            self._line.send(data)
        except OSError as gone:
            raise _PeerLeft from gone

    def _guarded(self, tell: Callable[[], None]) -> None:
        """A witness that raises must not take a thread down with it."""
        try:
            tell()
        except Exception as mistake:  # noqa: BLE001 (whatever it is, it is ours and is kept)
            self._note(Fault("ours", f"the witness of an answer raised {mistake!r}", mistake))


def _call(request: h11.Request, body: bytes) -> Call:
    return Call(
        request.method.decode("latin-1"),
        request.target.decode("latin-1"),
        tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw_items()),
        body,
        request.http_version.decode("latin-1"),
    )


def _headers_of(head: bytes) -> Headers:
    """The headers as they stand on the wire, ours and those that h11 added."""
    lines = head.decode("latin-1").split("\r\n")[1:-2]
    return tuple((name, value) for name, _, value in (line.partition(": ") for line in lines))
