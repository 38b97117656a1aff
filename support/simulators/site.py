"""A web site with a page at every address, for crawlers and for people.

Whoever accepts packed pages gets packed ones, whoever wants a part gets that part, and whoever has
a page already is told that it is the same.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from support.serving.calls import Call, CutOff, Fault, Reply, Witness
from support.serving.server import Server
from support.simulators.transfers import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
TAG = '"1"'  # of every page, as none is ever changed
_PART = re.compile(r"bytes=(\d+)-(\d+)")


class Site:
    """Answers every GET and HEAD with a page that names its own path; only robots.txt is none."""

    def __init__(self, witness: Witness, ear: Ear | None = None) -> None:
        self._trouble: str | None = None
        self._server = Server(self._handle, witness, ear)
        self.url = self._server.url
        self.port = self._server.port

    @property
    def faults(self) -> list[Fault]:
        return self._server.faults

    def suffers(self, trouble: str | None) -> None:
        """From now on every page meets this trouble; None: no more of it."""
        self._trouble = trouble

    def close(self) -> None:
        self._server.close()

    def _handle(self, call: Call) -> Reply:
        if call.method not in {"GET", "HEAD"}:
            return Reply(405, (*HTML, ("Allow", "GET, HEAD")), b"<p>Pages can only be read.</p>\n")
        if call.target == "/robots.txt":
            return Reply(200, TEXT, ROBOTS)
        if self._trouble is not None:
            return TROUBLES[self._trouble](call)
        if TAG in call.values("If-None-Match"):
            return Reply(304, (("ETag", TAG), *PAGE[1:]))
        return _as_wanted(_page(call), call)


def _page(call: Call) -> bytes:
    name = html.escape(call.target)
    return f"<!doctype html>\n<title>{name}</title>\n<h1>The page at {name}</h1>\n".encode()


# Who asks by HTTP/1.0 can tell half a page from a whole one only if its length was told.
_AS_LONG_AS_TWO = (*PAGE, ("Content-Length", "54"))


class _HalfPage:
    """A beginning, and then nothing more."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"<!doctype html>\n<title>Half"
        raise CutOff


def _as_wanted(page: bytes, call: Call) -> Reply:
    """The page in the form in which it was asked for."""
    if part := _PART.fullmatch("".join(call.values("Range"))):
        first, last = int(part[1]), int(part[2])
        place = ("Content-Range", f"bytes {first}-{last}/{len(page)}")
        return Reply(206, (*PAGE, place), page[first : last + 1])
    if "gzip" in "".join(call.values("Accept-Encoding")):
        return Reply(200, (*PAGE, ("Content-Encoding", "gzip")), b"".join(packed([page])))
    return Reply(200, PAGE, page)


def _moved(call: Call) -> Reply:
    """To another address, where there is a page."""
    if call.target.startswith("/moved/"):
        return _as_wanted(b"<p>Here it is.</p>\n", call)
    return Reply(302, (*HTML, ("Location", f"/moved{call.target}")), b"<p>It is there now.</p>\n")


TROUBLES: dict[str, Callable[[Call], Reply]] = {
    "does not say how long its pages are": lambda call: Reply(200, PAGE, iter([_page(call)])),
    "has moved its pages": _moved,
    "breaks off in the middle of its pages": lambda _call: Reply(200, _AS_LONG_AS_TWO, _HalfPage()),
    "is broken": lambda _call: Reply(500, HTML, b"<p>Something is broken here.</p>\n"),
}
