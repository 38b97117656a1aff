"""Five gateways that know one trick. No scenario at all may pass against them.

They know no control plane either: a gateway with one trick registers nowhere and takes up nothing.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from support.reference import process
from support.reference.control_plane import ControlPlane
from support.targets.lies import instead, lie
from support.targets.lies.wire_tap import end_with_reset, on_receiving

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    Trick = Callable[[Message, Receive, Send], Awaitable[None]]

EVERY_PROMISE = "*"


async def _nothing(control_plane: ControlPlane) -> None:
    control_plane._rests.set()  # noqa: SLF001 - nobody is to wait for what it does not do
    await asyncio.Event().wait()


def _knows_no_control_plane() -> None:
    instead(ControlPlane, "run", lambda _honest: _nothing)


def _knows_only(trick: Trick) -> None:
    _knows_no_control_plane()
    instead(process, "build_app", lambda _honest: lambda _gateway: trick)


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def _say(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@lie(breaks=EVERY_PROMISE, noticed_by="")
def always_200() -> None:
    """Says 200 to everything, with an empty object."""

    async def trick(_scope: Message, receive: Receive, send: Send) -> None:
        await _body(receive)
        await _say(send, 200, b"{}")

    _knows_only(trick)


@lie(breaks=EVERY_PROMISE, noticed_by="")
def always_429() -> None:
    """Says 429 to everything, in the right envelope."""
    error = {
        "message": "Slow down.",
        "type": "tokens",
        "param": None,
        "code": "rate_limit_exceeded",
    }

    async def trick(_scope: Message, receive: Receive, send: Send) -> None:
        await _body(receive)
        await _say(send, 429, json.dumps({"error": error}).encode())

    _knows_only(trick)


@lie(breaks=EVERY_PROMISE, noticed_by="")
def echo() -> None:
    """Says back what it was sent."""

    async def trick(_scope: Message, receive: Receive, send: Send) -> None:
        await _say(send, 200, await _body(receive))

    _knows_only(trick)


@lie(breaks=EVERY_PROMISE, noticed_by="")
def hang() -> None:
    """Takes every request and never answers."""

    async def trick(_scope: Message, receive: Receive, _send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    _knows_only(trick)


@lie(breaks=EVERY_PROMISE, noticed_by="")
def reset() -> None:
    """Resets every connection as soon as something has come."""
    _knows_no_control_plane()
    on_receiving(lambda transport, _data: end_with_reset(transport))
