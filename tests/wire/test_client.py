"""What is sent is what is written down, and callers can leave before any answer has come."""

from __future__ import annotations

import socket

import pytest

from support.clock import NOON, TrueTime
from support.errors import HarnessBrokenError, SetupBrokenError
from support.evidence.ledger import Ledger
from support.wire.client import Client
from support.wire.exchange import Request

SILENT = 5.0


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_what_is_written_down_is_what_was_sent(body: bytes) -> None:
    """Order, case and repetitions are kept, and nothing is added but Host and the length."""
    said = (("X-Odd-Case", "1"), ("x-odd-case", "2"), ("Accept", "\xe9"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        client = Client(f"http://{address}/", _ledger(), patience=SILENT)
        call = client.begin("Acme", Request("POST", "/a?b=%2F", said, body)).in_background()
        peer, _ = listener.accept()
        with peer:
            received = peer.recv(4096)
            while not received.endswith(b"\r\n\r\n" + body):
                received += peer.recv(4096)
            peer.sendall(b"HTTP/1.1 200 As Said\r\nx-CASE: a\r\ncontent-length: 2\r\n\r\nhi")
        exchange = call.join(SILENT)
        client.close()
    assert exchange is not None
    sent = exchange.request
    assert sent.headers == (("Host", address), *said, ("Content-Length", str(len(body))))
    lines = "".join(f"{name}: {value}\r\n" for name, value in sent.headers)
    assert received == f"POST /a?b=%2F HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body
    answer = exchange.response
    assert answer is not None
    assert (answer.status, answer.reason, answer.body) == (200, "As Said", b"hi")
    assert answer.headers == (("x-CASE", "a"), ("content-length", "2"))


def test_who_began_apart_can_leave_before_any_answer_has_come() -> None:
    """The gateway sees the connection end, and the call is over for the caller as well."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = Client(f"http://127.0.0.1:{listener.getsockname()[1]}", _ledger(), patience=SILENT)
        call = client.begin_apart("Acme", Request("GET", "/", ())).in_background()
        silent, _ = listener.accept()
        with silent:
            assert silent.recv(4096).startswith(b"GET /")
            call.hang_up()
            assert silent.recv(4096) == b""
        exchange = call.join(SILENT)
        client.close()
    assert exchange is not None
    assert (exchange.response, exchange.ending) == (None, "cut")


def test_nobody_leaves_a_connection_that_is_not_there_yet() -> None:
    """A call that was begun and not sent has nothing to hang up, and says so."""
    client = Client("http://127.0.0.1:9", _ledger(), patience=SILENT)
    call = client.begin_apart("Acme", Request("GET", "/", ()))
    with pytest.raises(HarnessBrokenError, match="not known yet"):
        call.hang_up()
    client.close()


def test_nobody_leaves_a_call_that_is_over() -> None:
    """The other side was faster: nothing was proved, and nobody has made a mistake."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = Client(f"http://127.0.0.1:{listener.getsockname()[1]}", _ledger(), patience=SILENT)
        call = client.begin_apart("Acme", Request("GET", "/", ())).in_background()
        peer, _ = listener.accept()
        with peer:
            peer.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        assert call.join(SILENT) is not None
        with pytest.raises(SetupBrokenError, match="the call is over"):
            call.hang_up()
        client.close()


def _ledger() -> Ledger:
    return Ledger(TrueTime(NOON))
