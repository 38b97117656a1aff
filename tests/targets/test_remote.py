"""A gateway that runs already: it is looked for before anything is judged by it."""

from __future__ import annotations

import socket
import threading

import pytest

from support.errors import BadInputError
from support.targets.description import load
from support.targets.free_ports import a_free_port
from support.targets.remote import RemoteTarget, checked


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("https://gateway.example/", "https://gateway.example"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_is_taken(given: str, used: str) -> None:
    """A scheme, a host and a port are an address."""
    assert checked(given) == used


@pytest.mark.parametrize(
    "given",
    ["gateway.example", "ftp://gateway.example", "http://", "http://h:99999", "http://h:0", "x"],
)
def test_what_is_no_address_is_told(given: str) -> None:
    """What cannot be called is refused with an example of what can."""
    with pytest.raises(BadInputError, match="is not the address of a gateway; give it like -D"):
        checked(given)


@pytest.mark.parametrize(
    "given", ["http://h/v1", "http://h?x=1", "http://me:secret@h", "http://h#top"]
)
def test_an_address_has_nothing_more(given: str) -> None:
    """Paths, queries and passwords are refused, and a password is not repeated."""
    with pytest.raises(BadInputError, match="a scheme, a host and a port only") as refused:
        checked(given)
    assert "secret" not in str(refused.value)


def test_no_address_is_told() -> None:
    """The remote target without an address is told how to give one."""
    with pytest.raises(BadInputError, match="needs an address; give it like -D gateway="):
        checked(None)


def test_nobody_there_is_told() -> None:
    """A port on which nobody listens is one sentence."""
    url = f"http://127.0.0.1:{a_free_port()}"
    with pytest.raises(BadInputError, match=r"cannot be reached: Connection refused. Start the"):
        RemoteTarget(load("remote"), url, 1.0)


def test_a_host_that_nobody_knows_is_told() -> None:
    """A host name without an address is told as such."""
    with pytest.raises(BadInputError, match=r"nobody knows an address of 'gateway.invalid'"):
        RemoteTarget(load("remote"), "http://gateway.invalid", 1.0)


def test_plain_http_behind_https_is_told() -> None:
    """A gateway that does not speak TLS is told apart from one that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(target=_say_plain_http, args=(server,))
        answering.start()
        url = f"https://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(BadInputError, match=r"does not speak TLS .*begins with http://"):
            RemoteTarget(load("remote"), url, 5.0)
        answering.join()


def _say_plain_http(server: socket.socket) -> None:
    with server.accept()[0] as tcp:
        tcp.recv(1000)
        tcp.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
