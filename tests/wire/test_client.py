"""Callers who leave: before any answer has come, and on which connection that can be done."""

from __future__ import annotations

import socket

import pytest

from support.clock import NOON, TrueTime
from support.errors import HarnessBrokenError
from support.evidence.ledger import Ledger
from support.wire.client import Client
from support.wire.exchange import Request

SILENT = 5.0


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


def _ledger() -> Ledger:
    return Ledger(TrueTime(NOON))
