"""The link, with a plain socket at each end."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from support.simulators.link import Link, Mode
from tests.serving.witnesses import PATIENCE, peer_of, read_until

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def far() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(PATIENCE)
        yield listening


@pytest.fixture
def link(far: socket.socket) -> Iterator[Link]:
    link = Link(far.getsockname()[1])
    yield link
    link.close()


@pytest.fixture
def ends(link: Link, far: socket.socket) -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both ends of a connection through the link."""
    with peer_of(link.port) as near:
        behind, _ = far.accept()
        behind.settimeout(PATIENCE)
        with behind:
            yield near, behind


Ends = tuple[socket.socket, socket.socket]


def connect_and_read(port: int) -> bytes:
    with peer_of(port) as near:
        return near.recv(1)


def test_everything_passes(ends: Ends) -> None:
    """Bytes in both directions, more than any buffer holds, and the end."""
    near, behind = ends
    near.sendall(b"ask")
    assert read_until(behind, b"ask") == b"ask"
    behind.sendall(b"x" * 100_000)
    behind.shutdown(socket.SHUT_WR)
    assert sum(len(data) for data in iter(lambda: near.recv(65_536), b"")) == 100_000
    near.close()
    assert behind.recv(1) == b""


def test_refused(link: Link, ends: Ends) -> None:
    """Open connections are reset, new ones refused, on the port that stays ours."""
    link.turn("refuse")
    for end in ends:
        with pytest.raises(ConnectionResetError):
            end.recv(1)
    for _ in range(3):
        with pytest.raises(ConnectionRefusedError):
            peer_of(link.port)


def test_healed_after_refusing(link: Link, far: socket.socket) -> None:
    """The same port listens again."""
    link.turn("refuse")
    link.heal()
    with peer_of(link.port) as near:
        behind, _ = far.accept()
        behind.sendall(b"back")
        behind.close()
        assert read_until(near, b"back") == b"back"


def test_reset_at_once(link: Link, ends: Ends) -> None:
    """Open connections and new ones are reset."""
    link.turn("reset")
    for end in ends:
        with pytest.raises(ConnectionResetError):
            end.recv(1)
    with pytest.raises(ConnectionResetError):  # while connecting, or when it reads
        connect_and_read(link.port)


def test_a_black_hole_swallows(link: Link, ends: Ends) -> None:
    """Nothing arrives in either direction, and it can be seen that somebody waits in vain."""
    near, behind = ends
    link.turn("black_hole")
    near.sendall(b"ask")
    assert link.wait_for(lambda: link.held == 1, PATIENCE)
    behind.settimeout(0)
    with pytest.raises(BlockingIOError):
        behind.recv(1)
    with peer_of(link.port) as other:
        other.sendall(b"ask")
        assert link.wait_for(lambda: link.held == 2, PATIENCE)
    assert link.wait_for(lambda: link.held == 1, PATIENCE)


def test_a_connection_with_a_hole_is_reset_on_healing(link: Link, ends: Ends) -> None:
    """No connection goes on after bytes of it were lost."""
    near, _ = ends
    link.turn("black_hole")
    near.sendall(b"ask")
    assert link.wait_for(lambda: link.held == 1, PATIENCE)
    link.heal()
    with pytest.raises(ConnectionResetError):
        near.recv(1)
    assert link.held == 0


def test_a_black_hole_that_swallowed_nothing_heals(link: Link, far: socket.socket) -> None:
    """A connection accepted in it reaches the far end after healing."""
    link.turn("black_hole")
    with peer_of(link.port) as near:
        link.heal()
        near.sendall(b"ask")
        behind, _ = far.accept()
        behind.settimeout(PATIENCE)
        with behind:
            assert read_until(behind, b"ask") == b"ask"


def test_a_stall_lets_requests_pass(link: Link, ends: Ends) -> None:
    """The request arrives, the answer does not."""
    near, behind = ends
    link.turn("stall")
    near.sendall(b"ask")
    assert read_until(behind, b"ask") == b"ask"
    behind.sendall(b"answer")
    assert link.wait_for(lambda: link.held == 1, PATIENCE)
    near.settimeout(0)
    with pytest.raises(BlockingIOError):
        near.recv(1)


def test_a_delay_keeps_answers_back(link: Link, ends: Ends) -> None:
    """What was kept back is released, what comes later is kept back again."""
    near, behind = ends
    link.turn("delay")
    behind.sendall(b"one")
    assert link.wait_for(lambda: link.held == 1, PATIENCE)
    link.release()
    assert read_until(near, b"one") == b"one"
    behind.sendall(b"two")
    behind.shutdown(socket.SHUT_WR)
    assert link.wait_for(lambda: link.held == 1, PATIENCE)
    link.heal()
    assert read_until(near, b"two") == b"two"
    assert near.recv(1) == b""


def test_nobody_behind_the_link(far: socket.socket) -> None:
    """When the far end is gone, the near end is reset."""
    port = far.getsockname()[1]
    far.close()
    link = Link(port)
    with pytest.raises(ConnectionResetError):
        connect_and_read(link.port)
    link.close()


def test_it_tells_of_connections_that_it_will_not_carry(far: socket.socket) -> None:
    """One that is reset and one that is swallowed are told; one that passes is not."""
    told: list[str] = []
    link = Link(far.getsockname()[1], told.append)
    socket.create_connection(("127.0.0.1", link.port), timeout=PATIENCE).close()
    link.turn("reset")
    with pytest.raises(ConnectionResetError):
        connect_and_read(link.port)
    link.turn("black_hole")
    with socket.create_connection(("127.0.0.1", link.port), timeout=PATIENCE) as near:
        near.sendall(b"x")
        assert link.wait_for(lambda: link.held == 1, PATIENCE)
    link.close()
    assert told == ["reset on its way", "swallowed on its way"]


def test_its_history_is_kept(link: Link) -> None:
    """Each mode with its time, in order."""
    modes: list[Mode] = ["stall", "refuse", "black_hole"]
    for mode in modes:
        link.turn(mode)
    assert [mode for mode, _ in link.history] == ["pass", *modes]
    times = [at for _, at in link.history]
    assert times == sorted(times)
