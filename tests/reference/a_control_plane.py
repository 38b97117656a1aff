"""A control plane to be called in tests: real HTTP on loopback, answering as it is told."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class ControlPlane:
    """Remembers every call and answers by its present mood."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.keys: list[str] = []
        self.mood = 200
        self.says_nothing = False
        self.heard = asyncio.Event()
        self.over = asyncio.Event()
        self.loses_answers_to = ""  # takes the call in, but its answer never arrives
        self.now = "2026-09-23T12:00:00.000Z"
        self.newest: int | None = None
        self.bundle = b""
        self.etag = '"1"'
        self.url = ""

    def offer(self, version: int, **changes: object) -> None:
        """Have a bundle of this version ready."""
        watch = {"name": "watch", "kind": "clock_watch", "skew_threshold_seconds": 30}
        stated = {
            "version": version,
            "issued_at": "2026-09-23T11:00:00Z",
            "callers": [],
            "routes": [],
            "policies": [watch],
            **changes,
        }
        self.bundle = json.dumps(stated).encode()
        self.etag = f'"{version}"'
        self.newest = version

    def told(self, name: str) -> list[dict[str, Any]]:
        """List what was said in all calls of this name."""
        return [stated for called, stated in self.calls if called == name]

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one call."""
        name = request.path.rsplit("/", 1)[-1]
        body = await request.read()
        self.calls.append((name, json.loads(body) if body else {}))
        self.heard.set()
        if self.says_nothing:
            await self.over.wait()
        if name == "events":
            self.keys.append(request.headers["Idempotency-Key"])
        if name == self.loses_answers_to and request.transport is not None:
            request.transport.close()
        if self.mood != 200:
            return web.Response(status=self.mood)
        if name == "register":
            return web.json_response({"heartbeat_seconds": 10, "poll_seconds": 30})
        if name == "heartbeat":
            return web.json_response({"now": self.now, "newest": self.newest})
        if name == "config":
            if request.headers.get("If-None-Match") == self.etag:
                return web.Response(status=304)
            return web.Response(body=self.bundle, headers={"ETag": self.etag})
        return web.Response(status=204)


@asynccontextmanager
async def running() -> AsyncIterator[ControlPlane]:
    """Serve on a free port for as long as the body runs."""
    control_plane = ControlPlane()
    runner = web.ServerRunner(web.Server(control_plane.answer))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    control_plane.url = f"http://{host}:{port}"
    try:
        yield control_plane
    finally:
        control_plane.over.set()
        await runner.cleanup()
