"""A caller who speaks HTTP/1.0: a connection for each request, and the answer up to its end.

Who calls by `wire.client` speaks 1.1 and nothing else.
"""

from __future__ import annotations

import http.client
import socket
import time
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from support.wire.exchange import Exchange, Piece, Request, Response

if TYPE_CHECKING:
    from support.wire.exchange import Ending, Recorder


def send_by_http_1_0(
    base_url: str, recorder: Recorder, who: str, request: Request, patience: float
) -> Exchange:
    """Send it, see it through to its end, and have it written down."""
    address = urlsplit(base_url)
    named = ("Host", address.netloc), *request.headers, ("Content-Length", str(len(request.body)))
    sent = Request(request.method, request.target, named, request.body)
    number = recorder.begin("caller to gateway", who, sent)
    response, ending = _answer((address.hostname or "", address.port or 80), sent, patience)
    return recorder.end(number, response, ending)


def _answer(
    address: tuple[str, int], sent: Request, patience: float
) -> tuple[Response | None, Ending]:
    head = [f"{sent.method} {sent.target} HTTP/1.0", *(f"{k}: {v}" for k, v in sent.headers)]
    try:
        with closing(socket.create_connection(address, patience)) as line:
            line.sendall("\r\n".join([*head, "", ""]).encode("latin-1") + sent.body)
            with closing(http.client.HTTPResponse(line)) as incoming:
                incoming.begin()
                incoming.chunked = False  # HTTP/1.0 has no chunks; who gets some takes them in
                pieces = (Piece(time.monotonic(), incoming.read()),)
                headers = tuple(incoming.getheaders())
                return Response(incoming.status, incoming.reason, headers, pieces), "complete"
    except TimeoutError:
        return None, "timed out"
    except ConnectionRefusedError:
        return None, "refused"
    except (OSError, http.client.IncompleteRead):
        return None, "cut"
    except http.client.HTTPException:
        return None, "malformed"
