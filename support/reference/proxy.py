"""The way to the upstreams: one client for all; headers are handed on but for one hop's own.

Time is the clock's: aiohttp waits for ever, and the clock gives it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from .reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .clock import Clock
    from .reasons import Headers

PATIENCE_SECONDS = 30
VIA = "via"  # spelt as the server spells the callers': aiohttp takes Via and via for two
ONE_HOP = frozenset(
    b"connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer"
    b" transfer-encoding upgrade".split()
)
NOT_FORWARDED = ONE_HOP | {b"host", b"authorization", b"content-length", b"expect"}
NOT_HANDED_BACK = ONE_HOP | {b"date"}
NOTHING_OF_ITS_OWN = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")
FAILURES = (
    aiohttp.ClientError,
    OSError,
    ValueError,
)  # ValueError: an answer that aiohttp cannot read


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request for an upstream, as it came in but for what was changed on purpose."""

    upstream: str
    method: str
    target: str
    version: str
    headers: Headers
    body: bytes


class Proxy:
    """Forwards requests to the upstreams that the settings name."""

    def __init__(self, upstreams: Mapping[str, str], edge_id: str, clock: Clock) -> None:
        """Know the upstreams; connect when the first request comes."""
        self._bases = {name: base.rstrip("/") for name, base in upstreams.items()}
        self._edge_id = edge_id
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def open(self, outgoing: Outgoing) -> aiohttp.ClientResponse:
        """Send the request and wait for the head of the answer; refuse when there is none."""
        base = self._bases.get(outgoing.upstream)
        if base is None:
            raise Refused(Reason.UPSTREAM_UNREACHABLE)
        headers = _onward(outgoing.headers)
        headers.add(VIA, f"{outgoing.version} {self._edge_id}")
        try:
            async with self._clock.timeout(PATIENCE_SECONDS):
                return await self._client().request(
                    outgoing.method,
                    URL(base + outgoing.target, encoded=True),
                    headers=headers,
                    data=outgoing.body or None,
                    allow_redirects=False,
                    skip_auto_headers=NOTHING_OF_ITS_OWN,
                )
        except TimeoutError as error:
            raise Refused(Reason.UPSTREAM_TIMEOUT) from error
        except FAILURES as error:
            raise Refused(Reason.UPSTREAM_UNREACHABLE) from error

    async def read_whole(self, response: aiohttp.ClientResponse) -> bytes:
        """Wait for the whole body; half of one is as good as none."""
        try:
            async with self._clock.timeout(PATIENCE_SECONDS):
                return await response.read()
        except TimeoutError as error:
            raise Refused(Reason.UPSTREAM_TIMEOUT) from error
        except FAILURES as error:
            raise Refused(Reason.UPSTREAM_UNREACHABLE) from error

    async def close(self) -> None:
        """Hang up on all upstreams."""
        if self._session is not None:
            await self._session.close()

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                timeout=aiohttp.ClientTimeout(total=None),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
            )
        return self._session


def handed_back(raw_headers: tuple[tuple[bytes, bytes], ...], *, limits: bool) -> Headers:
    """Choose what of an upstream's headers goes back; its limits do not when we tell our own."""
    dropped = _named_by_connection(raw_headers) | NOT_HANDED_BACK
    headers: Headers = []
    for name, value in raw_headers:
        lower = name.lower()
        if lower == b"x-request-id":
            headers.append((b"X-Upstream-Request-Id", value))
        elif lower in dropped or lower.startswith(b"x-gateway-"):
            continue  # what belongs to one hop, and what only we may say
        elif not (limits and lower.startswith((b"ratelimit", b"x-ratelimit-"))):
            headers.append((name, value))
    return headers


def _onward(headers: Headers) -> CIMultiDict[str]:
    """Leave out what belongs to one hop; the way so far does not, whoever says that it does."""
    dropped = (_named_by_connection(headers) - {VIA.encode()}) | NOT_FORWARDED
    return CIMultiDict(
        (name.decode("latin-1"), _text(value)) for name, value in headers if name not in dropped
    )


def _named_by_connection(headers: Headers | tuple[tuple[bytes, bytes], ...]) -> set[bytes]:
    lines = [value for name, value in headers if name.lower() == b"connection"]
    return {word.strip().lower() for line in lines for word in line.split(b",")}


def _text(value: bytes) -> str:
    """Spell a value so that aiohttp, which writes UTF-8, writes the same bytes again if it can."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
