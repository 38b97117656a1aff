"""A web site with a page at every address, for crawlers and for people."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from support.serving.calls import Call, Fault, Reply, Witness
from support.serving.server import Server

if TYPE_CHECKING:
    from collections.abc import Sequence

    from support.serving.ear import Ear

ROBOTS = b"User-agent: *\nAllow: /\n"
HTML: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),)
# What only a page has: two lines of one name that cannot be one line, and what a cache goes by.
PAGE: Sequence[tuple[str, str]] = (
    *HTML,
    ("Set-Cookie", "seen=1; Expires=Thu, 24 Sep 2026 12:00:00 GMT"),
    ("Set-Cookie", "lang=en"),
    ("Vary", "Accept-Language"),
)
TEXT: Sequence[tuple[str, str]] = (("Content-Type", "text/plain; charset=utf-8"),)


class Site:
    """Answers every GET and HEAD with a page that names its own path; only robots.txt is none."""

    def __init__(self, witness: Witness, ear: Ear | None = None) -> None:
        self._server = Server(self._handle, witness, ear)
        self.url = self._server.url
        self.port = self._server.port

    @property
    def faults(self) -> list[Fault]:
        return self._server.faults

    def close(self) -> None:
        self._server.close()

    def _handle(self, call: Call) -> Reply:
        if call.method not in {"GET", "HEAD"}:
            return Reply(405, (*HTML, ("Allow", "GET, HEAD")), b"<p>Pages can only be read.</p>\n")
        if call.target == "/robots.txt":
            return Reply(200, TEXT, ROBOTS)
        page = f"<!doctype html>\n<title>{html.escape(call.target)}</title>\n"
        return Reply(200, PAGE, f"{page}<h1>The page at {html.escape(call.target)}</h1>\n".encode())
