"""Site and receiver, asked by a foreign client."""

from __future__ import annotations

import http.client
import json
from typing import TYPE_CHECKING

import pytest

from support.simulators.receiver import Receiver
from tests.serving.witnesses import PATIENCE, Remembering

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def witness() -> Remembering:
    return Remembering()


@pytest.fixture
def receiver(witness: Remembering) -> Iterator[Receiver]:
    receiver = Receiver(witness)
    yield receiver
    receiver.close()


def hook(receiver: Receiver) -> dict[str, int | None]:
    client = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=PATIENCE)
    client.putrequest("POST", "/hooks/a")
    for name, value in [("Via", "1.1 a"), ("Via", "1.1 b"), ("Content-Type", "text/x")]:
        client.putheader(name, value)
    client.putheader("Content-Length", "4")
    client.endheaders(b"body")
    told: dict[str, int | None] = json.loads(client.getresponse().read())
    client.close()
    return told


def test_it_only_receives(receiver: Receiver) -> None:
    """Without a script nothing is called."""
    assert hook(receiver) == {"status": None}
    assert receiver.calls_made == 0


def test_it_calls_back(receiver: Receiver, witness: Remembering) -> None:
    """Body, content type and Via go on, and its own entry is the last."""
    other_witness = Remembering()
    other = Receiver(other_witness)
    receiver.calls_back(f"{other.url}/b?c=d")
    assert hook(receiver) == {"status": 200}
    other.close()
    (call,) = other_witness.calls
    assert (call.method, call.target, call.body) == ("POST", "/b?c=d", b"body")
    assert call.values("Via") == ["1.1 a", "1.1 b", "1.1 receiver"]
    assert call.values("Content-Type") == ["text/x"]
    assert len(witness.calls) == 1


def test_what_it_calls_and_hears_is_seen() -> None:
    """The witness of its own calls sees each as it was sent, and what it was answered."""
    outbound = Remembering()
    other, receiver = Receiver(Remembering()), Receiver(Remembering(), outbound)
    receiver.calls_back(f"{other.url}/b")
    hook(receiver)
    receiver.close()
    other.close()
    (call,), served = outbound.calls, outbound.served()
    assert call.values("Host") == [f"127.0.0.1:{other.port}"]
    assert call.values("Via") == ["1.1 a", "1.1 b", "1.1 receiver"]
    assert (served.status, served.ending) == (200, "complete")
    assert served.pieces[0].data == b'{"status": null}'


def test_it_can_forget_where_a_request_has_been(receiver: Receiver, witness: Remembering) -> None:
    """With drops_via no Via goes on."""
    receiver.drops_via, receiver.at_most = True, 1
    receiver.calls_back(receiver.url)
    hook(receiver)
    assert [call.values("Via") for call in witness.calls] == [["1.1 a", "1.1 b"], []]


def test_a_circle_that_nobody_ends_is_ended(receiver: Receiver, witness: Remembering) -> None:
    """A receiver that calls itself stops after at_most calls and says so."""
    receiver.at_most = 20
    receiver.calls_back(receiver.url)
    assert hook(receiver) == {"status": 200}
    assert len(witness.calls) == 21
    (fault,) = receiver.faults
    assert "stopped calling back after 20 calls" in fault.text


def test_it_can_fail(receiver: Receiver) -> None:
    """It says 500, and calls back all the same."""
    receiver.fails = True
    client = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=PATIENCE)
    client.request("POST", "/hooks/a", b"body")
    assert client.getresponse().status == 500
    client.close()


def test_nobody_to_call_back(receiver: Receiver) -> None:
    """A call that is refused is told, not raised."""
    other = Receiver(Remembering())
    other.close()
    receiver.calls_back(other.url)
    assert hook(receiver) == {"status": None}
    assert "was not answered" in receiver.faults[0].text
