"""A line to a server: one connection, one call after the other, each answer read to its end.

httptools reads what comes back, and nothing in it is put right: what is no answer, or only a part
of one, breaks the line. Nothing is unpacked either, and so nothing packed is asked for. Whoever
calls bounds the time; a call that is given up ends its line.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import httptools

if TYPE_CHECKING:
    from .reasons import Headers

PIECE = 65536
LONGEST_HEAD = 65536
FIRST_FINAL_STATUS = 200  # the ones below announce another answer
TELLING_THE_END = {b"content-length", b"transfer-encoding"}


class LineBrokenError(Exception):
    """No answer came, or only a part of one."""


class Line:
    """The way to a server; connected when something is to be said, and not before."""

    def __init__(self, base: str) -> None:
        """Know where it leads: the path of the base stands before every target."""
        parts = urlsplit(base)
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._host, self._port = parts.hostname, parts.port or (443 if self._tls else 80)
        self._name = parts.netloc.rpartition("@")[2].encode()
        self._path = quote(parts.path.rstrip("/"), safe="/%")
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def call(self, method: str, target: str, headers: Headers, body: bytes = b"") -> Reply:
        """Send a request, and wait for the whole answer."""
        told = [(b"Host", self._name), *headers, (b"Accept-Encoding", b"identity")]
        lines = [f"{method} {self._path}{target} HTTP/1.1".encode()]
        lines += [b"%b: %b" % each for each in told]
        if body:
            lines.append(b"Content-Length: %d" % len(body))
        try:
            reader, writer = await self._connected()
            writer.write(b"\r\n".join([*lines, b"", body]))
            reply = Reply()
            while not reply.is_whole:
                reply.hear(await reader.read(PIECE))
        except BaseException:
            self.hang_up()
            raise
        if not reply.keeps_the_line:
            self.hang_up()
        return reply

    def hang_up(self) -> None:
        """End the connection, if there is one."""
        if self._ends is not None:
            self._ends[1].close()
            self._ends = None

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._ends is not None and self._ends[0].at_eof():
            self.hang_up()
        if self._ends is None:
            self._ends = await asyncio.open_connection(self._host, self._port, ssl=self._tls)
        return self._ends


class Reply:
    """What comes back: the head first, then the body."""

    def __init__(self) -> None:
        """Begin to listen."""
        self.status = 0
        self.headers: Headers = []
        self.is_whole = self.keeps_the_line = False
        self._heard = 0
        self._body: list[bytes] = []
        self._parser = httptools.HttpResponseParser(self)

    def header(self, name: bytes) -> str | None:
        """Return the first value of a header, named in lower case."""
        values = (value.decode("latin-1") for each, value in self.headers if each.lower() == name)
        return next(values, None)

    @property
    def body(self) -> bytes:
        """What has come of it so far."""
        return b"".join(self._body)

    def hear(self, data: bytes) -> None:
        """Take in what comes next; nothing means that nothing more will come."""
        if not data:
            self._ends_with_the_line()
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            message = f"what came back cannot be read: {error}"
            raise LineBrokenError(message) from error
        self._heard += len(data)
        if self.status < FIRST_FINAL_STATUS and self._heard > LONGEST_HEAD:
            message = f"what came back has more than {LONGEST_HEAD} bytes before its body"
            raise LineBrokenError(message)

    def _ends_with_the_line(self) -> None:
        """See whether it is a body of which nobody has said how long it is."""
        told = any(name.lower() in TELLING_THE_END for name, _ in self.headers)
        if told or self.status < FIRST_FINAL_STATUS:
            message = "the line broke before the end of the answer"
            raise LineBrokenError(message)
        self.is_whole = True

    def on_message_begin(self) -> None:
        """Hear from the parser; what was announced before is not the answer."""
        if self.is_whole:
            message = "more came back than was asked for"
            raise LineBrokenError(message)
        self.headers.clear()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Hear from the parser."""
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Hear from the parser."""
        self.status = self._parser.get_status_code()
        self.keeps_the_line = self._parser.should_keep_alive()

    def on_body(self, data: bytes) -> None:
        """Hear from the parser."""
        self._body.append(data)

    def on_message_complete(self) -> None:
        """Hear from the parser."""
        self.is_whole = self.status >= FIRST_FINAL_STATUS
