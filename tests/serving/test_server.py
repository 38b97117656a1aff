"""The server against foreign clients and cruel input."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.serving.calls import Call, CutOff, RawReply, Reply, Reset
from support.serving.ear import about_to_wait
from support.serving.server import Server
from tests.serving.witnesses import PATIENCE, Remembering, peer_of, read_to_the_end, read_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Handler = Callable[[Call], Reply | RawReply]
    Serve = Callable[[Handler], Server]

GET = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
LAST_GET = b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"


@pytest.fixture
def witness() -> Remembering:
    return Remembering()


@pytest.fixture
def serve(witness: Remembering) -> Iterator[Serve]:
    servers: list[Server] = []

    def start(handler: Handler) -> Server:
        servers.append(Server(handler, witness))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def hello(_: Call) -> Reply:
    return Reply(200, [("Content-Type", "text/plain")], b"hello")


def test_headers_are_kept_as_received(serve: Serve, witness: Remembering) -> None:
    """Order, case and repetition of a request's headers survive."""
    server = serve(hello)
    with peer_of(server.port) as peer:
        peer.sendall(b"GET /a?b=c HTTP/1.1\r\nhOsT: x\r\nVia: 1.1 a\r\nX: 1\r\nvia: 1.1 b\r\n\r\n")
        read_until(peer, b"hello")

    (call,) = witness.calls
    assert call.headers == (("hOsT", "x"), ("Via", "1.1 a"), ("X", "1"), ("via", "1.1 b"))
    assert (call.method, call.target, call.http_version) == ("GET", "/a?b=c", "1.1")


def test_an_answer_is_sent_byte_for_byte(serve: Serve, witness: Remembering) -> None:
    """Status line, headers in order and case, Content-Length added, body."""
    server = serve(lambda _: Reply(429, [("x-A", "1"), ("X-a", "2")], b"no", reason="Slow Down"))
    with peer_of(server.port) as peer:
        peer.sendall(LAST_GET)
        seen = read_to_the_end(peer)

    head = b"HTTP/1.1 429 Slow Down\r\nx-A: 1\r\nX-a: 2\r\nContent-Length: 2\r\n"
    assert seen == head + b"Connection: close\r\n\r\nno"
    served = witness.served()
    assert (served.status, served.reason, served.ending) == (429, "Slow Down", "complete")
    assert served.headers[:2] == (("x-A", "1"), ("X-a", "2"))
    assert [piece.data for piece in served.pieces] == [b"no"]


def test_one_byte_at_a_time(serve: Serve, witness: Remembering) -> None:
    """A request that trickles in is read whole."""
    server = serve(hello)
    with peer_of(server.port) as peer:
        for byte in b"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc":
            peer.sendall(bytes([byte]))
        read_until(peer, b"hello")

    assert witness.calls[0].body == b"abc"


def test_pipelined_requests_are_answered_in_order(serve: Serve) -> None:
    """Three requests in one segment get three answers."""
    server = serve(lambda call: Reply(200, [], call.target.encode()))
    with peer_of(server.port) as peer:
        peer.sendall(b"".join(b"GET /page-%d HTTP/1.1\r\nHost: h\r\n\r\n" % n for n in range(3)))
        peer.sendall(LAST_GET)
        seen = read_to_the_end(peer)

    places = [seen.index(b"/page-%d" % n) for n in range(3)]
    assert places == sorted(places)
    assert seen.count(b"HTTP/1.1 200 OK") == 4


def test_a_foreign_client_keeps_its_connection(serve: Serve, witness: Remembering) -> None:
    """http.client sends two requests over one connection, a chunked body among them."""
    server = serve(lambda call: Reply(200, [], call.body))
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    client.request("POST", "/", iter([b"ab", b"cd"]))  # chunked, as its length is not known
    assert client.getresponse().read() == b"abcd"
    used = client.sock
    client.request("HEAD", "/")
    assert client.getresponse().read() == b""
    assert client.sock is used
    client.close()
    assert witness.served(2).ending == "complete"


@pytest.mark.parametrize("status", [204, 304])
def test_answers_without_a_body(serve: Serve, status: int) -> None:
    """The connection goes on after an answer that has none."""
    server = serve(lambda _: Reply(status))
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    for _ in range(2):
        client.request("GET", "/")
        assert (answer := client.getresponse()).status == status
        assert answer.read() == b""
    client.close()


def test_pieces_are_sent_one_by_one(serve: Serve, witness: Remembering) -> None:
    """A piece reaches the peer while the next is still kept back."""
    gate = threading.Semaphore(0)

    def pieces() -> Iterator[bytes]:
        for piece in (b"one", b"two"):
            about_to_wait()
            assert gate.acquire(timeout=PATIENCE)
            yield piece

    server = serve(lambda _: Reply(200, [], pieces()))
    with peer_of(server.port) as peer:
        peer.sendall(GET)
        assert b"Transfer-Encoding: chunked" in read_until(peer, b"\r\n\r\n")
        gate.release()
        assert read_until(peer, b"one\r\n") == b"3\r\none\r\n"
        gate.release()
        assert read_until(peer, b"0\r\n\r\n") == b"3\r\ntwo\r\n0\r\n\r\n"

    pieces_served = witness.served().pieces
    assert [piece.data for piece in pieces_served] == [b"one", b"two"]
    assert pieces_served[0].at <= pieces_served[1].at


def test_a_cut_stream_has_no_last_chunk(serve: Serve, witness: Remembering) -> None:
    """CutOff ends the connection without the terminating chunk."""

    def pieces() -> Iterator[bytes]:
        yield b"one"
        raise CutOff

    server = serve(lambda _: Reply(200, [], pieces()))
    with peer_of(server.port) as peer:
        peer.sendall(GET)
        assert read_to_the_end(peer).endswith(b"3\r\none\r\n")
    assert witness.served().ending == "cut"
    assert server.faults == []


def test_a_reset_is_a_reset(serve: Serve, witness: Remembering) -> None:
    """Reset is seen by the peer as ECONNRESET, not as an end."""

    def refuse(_: Call) -> Reply:
        raise Reset

    server = serve(refuse)
    with peer_of(server.port) as peer:
        peer.sendall(GET)
        with pytest.raises(ConnectionResetError):
            read_to_the_end(peer)
    assert witness.served().ending == "reset"
    assert server.faults == []


def test_raw_bytes_go_out_as_they_are(serve: Serve) -> None:
    """A broken status line stays broken."""
    server = serve(lambda _: RawReply(b"HTTP/1.1 2OO Fine\r\n\r\n"))
    with peer_of(server.port) as peer:
        peer.sendall(GET)
        assert read_to_the_end(peer) == b"HTTP/1.1 2OO Fine\r\n\r\n"


def test_a_handler_that_raises_is_our_fault(serve: Serve, witness: Remembering) -> None:
    """The peer is reset, the exception kept."""

    def broken(_: Call) -> Reply:
        msg = "the script has a hole"
        raise KeyError(msg)

    server = serve(broken)
    with peer_of(server.port) as peer:
        peer.sendall(GET)
        with pytest.raises(ConnectionResetError):
            read_to_the_end(peer)
    assert witness.served().ending == "reset"
    (fault,) = server.faults
    assert fault.whose == "ours"
    assert isinstance(fault.error, KeyError)


def test_a_malformed_request_is_told_so(serve: Serve) -> None:
    """It gets 400 and is kept as the peer's fault."""
    server = serve(hello)
    with peer_of(server.port) as peer:
        peer.sendall(b"GET / HTTP/1.1\r\nHost: h\r\nHost : twice\r\n\r\n")
        assert read_to_the_end(peer).startswith(b"HTTP/1.1 400 Bad Request\r\n")
    (fault,) = server.faults
    assert fault.whose == "the peer's"


def test_half_a_request_is_never_handled(serve: Serve, witness: Remembering) -> None:
    """A peer that leaves in the middle of its request has not called."""
    server = serve(hello)
    with peer_of(server.port) as peer:
        peer.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc")
        peer.shutdown(socket.SHUT_WR)
        assert read_to_the_end(peer) == b""
    assert witness.calls == []
    assert [fault.whose for fault in server.faults] == ["the peer's"]


def test_a_peer_that_leaves_mid_stream_is_noticed(serve: Serve, witness: Remembering) -> None:
    """It is known at once, while the stream is still waiting at its gate."""
    gate = threading.Event()

    def pieces() -> Iterator[bytes]:
        yield b"one"
        about_to_wait()
        gate.wait(PATIENCE)
        yield b"two"

    server = serve(lambda _: Reply(200, [], pieces()))
    with peer_of(server.port) as peer:
        peer.sendall(GET)
        read_until(peer, b"one")
    served = witness.served()
    assert not gate.is_set()
    gate.set()
    assert served.ending == "peer left"
    assert [piece.data for piece in served.pieces] == [b"one"]


def test_a_large_upload_is_told_to_continue(serve: Serve) -> None:
    """Curl, which asks before it sends a large body, is answered."""
    curl = shutil.which("curl")
    assert curl is not None, "this test needs curl"
    server = serve(lambda call: Reply(200, [], str(len(call.body)).encode()))
    command = [curl, "-s", "-H", "Expect: 100-continue", "--data-binary", "@-", server.url]
    sent = subprocess.run(command, input=b"x" * 2_000_000, capture_output=True, check=True)
    assert sent.stdout == b"2000000"


def test_closing_ends_whatever_is_open(serve: Serve, witness: Remembering) -> None:
    """Idle, half-heard and blocked connections all end when the server closes."""
    server = serve(lambda _: Reply(200, [], b"x" * 50_000_000))
    idle, half, full = (peer_of(server.port) for _ in range(3))
    half.sendall(b"GET / HT")
    full.sendall(GET)
    assert witness.heard_of(1)
    server.close()
    assert witness.served().ending == "cut"
    assert idle.recv(1) == b""
    assert server.faults == []
    for peer in (idle, half, full):
        peer.close()


def test_nothing_is_left_behind(witness: Remembering) -> None:
    """Fifty lives leave no thread and no descriptor."""
    threads, files = threading.active_count(), len(list(Path("/dev/fd").iterdir()))
    for _ in range(50):
        server = Server(hello, witness)
        with peer_of(server.port) as peer:
            peer.sendall(GET)
            read_until(peer, b"hello")
            server.close()
    assert threading.active_count() == threads
    assert len(list(Path("/dev/fd").iterdir())) == files
