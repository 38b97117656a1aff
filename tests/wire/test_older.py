"""Who speaks HTTP/1.0 is heard as such, and everything that may happen to it is evidence."""

from __future__ import annotations

import socket
from contextlib import closing

import pytest

from support.clock import TrueTime
from support.evidence.ledger import Ledger
from support.serving.calls import Call, RawReply, Reply
from support.serving.server import Server
from support.wire.exchange import Exchange, Request
from support.wire.older import send_by_http_1_0
from tests.serving.witnesses import PATIENCE, Remembering

EVENT = Request("POST", "/a?b", (("X-Note", "c"),), b"body")


def sent(reply: Reply | RawReply) -> tuple[Exchange, Call]:
    witness = Remembering()
    server = Server(lambda _call: reply, witness)
    exchange = send_by_http_1_0(server.url, Ledger(TrueTime()), "Zoe", EVENT, PATIENCE)
    server.close()
    return exchange, witness.calls[0]


def test_it_says_what_it_was_asked_to_in_the_older_way() -> None:
    """The answer is kept as it came."""
    exchange, call = sent(Reply(201, [("X-Answer", "d")], b"said"))
    assert (call.http_version, call.method, call.target) == ("1.0", "POST", "/a?b")
    assert (call.body, call.values("X-Note")) == (b"body", ["c"])
    assert (exchange.leg, exchange.who, exchange.ending) == ("caller to gateway", "Zoe", "complete")
    assert exchange.response is not None
    assert (exchange.response.status, exchange.response.body) == (201, b"said")
    assert exchange.response.header("X-Answer") == "d"


@pytest.mark.parametrize(
    ("said", "ending"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "cut"),
        (b"", "cut"),
        (b"Good morning\r\n\r\n", "malformed"),
    ],
)
def test_what_is_no_answer_is_told(said: bytes, ending: str) -> None:
    """Nothing is raised because a gateway misbehaves."""
    exchange, _ = sent(RawReply(said))
    assert (exchange.response, exchange.ending) == (None, ending)


def test_nobody_listens() -> None:
    """That is evidence as well."""
    with closing(socket.create_server(("127.0.0.1", 0))) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    exchange = send_by_http_1_0(url, Ledger(TrueTime()), "Zoe", EVENT, PATIENCE)
    assert (exchange.response, exchange.ending) == (None, "refused")


def test_chunks_are_taken_for_what_is_said() -> None:
    """Who speaks HTTP/1.0 has never heard of them."""
    exchange, _ = sent(
        RawReply(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsaid\r\n0\r\n\r\n")
    )
    assert exchange.response is not None
    assert exchange.response.body == b"4\r\nsaid\r\n0\r\n\r\n"
