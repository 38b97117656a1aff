"""One thread that hears for several servers, and is relieved when it has to wait."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from support.serving.calls import Call, Reply
from support.serving.ear import Ear, about_to_wait
from support.serving.server import Server
from tests.serving.witnesses import PATIENCE, Remembering, peer_of, read_to_the_end, read_until

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def witness() -> Remembering:
    return Remembering()


@pytest.fixture
def ear() -> Iterator[Ear]:
    threads, ear = threading.active_count(), Ear()
    yield ear
    ear.close()
    assert threading.active_count() == threads


def asking_for(target: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: here\r\n\r\n".encode()


def says_where(call: Call) -> Reply:
    return Reply(200, [], call.target.encode())


def test_servers_close_one_by_one(ear: Ear, witness: Remembering) -> None:
    """The one that stays goes on hearing."""
    closing, staying = (Server(says_where, witness, ear) for _ in range(2))
    with peer_of(closing.port) as idle:
        closing.close()
        assert idle.recv(1) == b""
    with peer_of(staying.port) as peer:
        peer.sendall(asking_for("/there"))
        read_until(peer, b"/there")
    staying.close()


def test_whoever_waits_keeps_nobody_from_being_heard(ear: Ear, witness: Remembering) -> None:
    """While one handler waits, others are answered; what its peer sends then, afterwards."""
    gate = threading.Event()

    def handler(call: Call) -> Reply:
        if call.target == "/slow":
            about_to_wait()
            gate.wait(PATIENCE)
        return says_where(call)

    server = Server(handler, witness, ear)
    with peer_of(server.port) as slow, peer_of(server.port) as quick:
        slow.sendall(asking_for("/slow"))
        assert witness.heard_of(1)
        slow.sendall(asking_for("/after"))
        quick.sendall(asking_for("/quick"))
        assert read_until(quick, b"/quick")
        assert len(witness.calls) == 2
        gate.set()
        assert read_until(slow, b"/after").count(b"200 OK") == 2
    server.close()


def test_what_was_said_before_it_closes_is_heard(witness: Remembering) -> None:
    """A peer that has just come is let in, heard and answered."""
    ear = Ear()
    server = Server(says_where, witness, ear)
    with peer_of(server.port) as peer:
        peer.sendall(asking_for("/late"))
        ear.close()
        server.close()
        assert read_to_the_end(peer).endswith(b"/late")
        assert witness.served().ending == "complete"
