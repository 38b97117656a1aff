"""All neighbours together, as a scenario opens and closes them."""

from __future__ import annotations

import threading
from pathlib import Path

from support.simulators.control_plane import ControlPlane
from support.simulators.link import Link
from support.simulators.model import Model
from support.simulators.receiver import Receiver
from support.simulators.site import Site
from tests.serving.witnesses import PATIENCE, Remembering, peer_of, read_until

HEARTBEAT = (
    b"GET /v1/edges/e/config HTTP/1.1\r\nHost: c\r\nAuthorization: Bearer edge-token\r\n\r\n"
)


def live_once() -> None:
    """Open all, leave a call stalled behind the link and a model call held, close all."""
    witness = Remembering()
    model, site, receiver = Model(witness), Site(witness), Receiver(witness)
    plane = ControlPlane(witness, lambda: 0.0)
    link = Link(plane.port)
    with peer_of(link.port) as edge, peer_of(model.port) as caller, peer_of(site.port) as reader:
        reader.sendall(b"GET /a HTTP/1.1\r\nHost: s\r\n\r\n")
        read_until(reader, b"</h1>")
        plane.trouble = "stalled"
        edge.sendall(HEARTBEAT)
        assert plane.wait_for(lambda: plane.stalled == 1, PATIENCE)
        model.hold()
        caller.sendall(b"GET / HTTP/1.1\r\nHost: m\r\n\r\n")
        assert model.wait_for(lambda: model.waiting == 1, PATIENCE)
        for neighbour in (link, plane, receiver, site, model):
            neighbour.close()
    for simulator in (plane, receiver, site, model):
        assert simulator.faults == []


def test_nothing_is_left_behind() -> None:
    """Fifty lives leave no thread and no descriptor, whatever was still waiting."""
    live_once()
    threads, files = threading.active_count(), len(list(Path("/dev/fd").iterdir()))
    for _ in range(50):
        live_once()
    assert threading.active_count() == threads
    assert len(list(Path("/dev/fd").iterdir())) == files
