"""The control plane, called as an edge calls it, by a foreign client."""

from __future__ import annotations

import http.client
import json
import threading
from typing import TYPE_CHECKING

import pytest

from support.simulators.control_plane import ControlPlane
from tests.serving.witnesses import PATIENCE, Answer, Remembering, asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.simulators.control_plane import Trouble

NOON = 1_790_164_800.0
EVENT = {"id": "1", "kind": "loop", "at": "2026-09-23T12:00:00Z"}


@pytest.fixture
def witness() -> Remembering:
    return Remembering()


@pytest.fixture
def plane(witness: Remembering) -> Iterator[ControlPlane]:
    plane = ControlPlane(witness, lambda: NOON)
    yield plane
    plane.close()


class Edge:
    """Somebody who knows the token."""

    def __init__(self, plane: ControlPlane, token: str = "edge-token") -> None:  # noqa: S107
        self._port = plane.port
        self._token = {"Authorization": f"Bearer {token}"}

    def get(self, tag: str | None = None) -> Answer:
        return self._call("GET", "e/config", None, {} if tag is None else {"If-None-Match": tag})

    def post(self, path: str, document: object, **more: str) -> Answer:
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        return self._call("POST", path, json.dumps(document), headers)

    def send(self, key: str) -> Answer:
        return self.post("e/events", {"events": [EVENT]}, Idempotency_Key=key)

    def beat(self) -> Answer:
        return self.post("e/heartbeat", {"policy": None, "sent_at": "2026-09-23T12:00:00Z"})

    def _call(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        return asked(self._port, method, f"/v1/edges/{path}", body, self._token | headers)


def test_an_edge_joins(plane: ControlPlane) -> None:
    """Registering is written down and answered with the rhythm to keep."""
    plane.poll_seconds = 60
    answer = Edge(plane).post("register", {"edge_id": "e", "started_at": "t"})
    assert json.loads(answer.body) == {"heartbeat_seconds": 10, "poll_seconds": 60}
    assert plane.registrations == [{"edge_id": "e", "started_at": "t"}]


def test_a_wrong_token_is_not_let_in(plane: ControlPlane) -> None:
    """401 with a challenge, and nothing is taken in."""
    answer = Edge(plane, "wrong").send("k")
    assert (answer.status, plane.batches) == (401, [])
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="control plane"'


def test_the_document_on_offer_is_given_byte_for_byte(plane: ControlPlane) -> None:
    """200 with its tag, 304 to who has it already, 404 when there is none."""
    assert Edge(plane).get().status == 404
    plane.offer(b'{"version": 7, cut off')
    answer = Edge(plane).get()
    assert (answer.status, answer.body) == (200, b'{"version": 7, cut off')
    assert answer.headers["ETag"] == plane.etag
    assert Edge(plane).get(plane.etag).status == 304
    plane.offer(b"another")
    assert Edge(plane).get(answer.headers["ETag"]).status == 200


@pytest.mark.parametrize(
    ("document", "version"), [(b'{"version": 7}', 7), (b'00ff\n{"version": 8}', 8), (b"{cut", 1)]
)
def test_heartbeats_are_told_time_and_newest(
    plane: ControlPlane, document: bytes, version: int
) -> None:
    """The true time to the millisecond, and the version on offer, signed or not."""
    plane.offer(document)
    told = json.loads(Edge(plane).beat().body)
    assert told == {"now": "2026-09-23T12:00:00.000Z", "newest": version}


def test_events_are_counted_once(plane: ControlPlane) -> None:
    """Every copy of a batch is kept, its events count once."""
    for key in ("a", "b", "a"):
        assert Edge(plane).send(key).status == 204
    assert [batch.key for batch in plane.batches] == ["a", "b", "a"]
    assert plane.events == [EVENT, EVENT]


@pytest.mark.parametrize("document", [[], {}, {"events": [1]}, {"events": [{"id": "1"}]}])
def test_a_broken_contract_is_told(plane: ControlPlane, document: object) -> None:
    """400, kept as the peer's fault, and nothing is taken in."""
    assert Edge(plane).post("e/events", document, Idempotency_Key="k").status == 400
    assert [fault.whose for fault in plane.faults] == ["the peer's"]
    assert plane.batches == []


def test_events_need_a_key(plane: ControlPlane) -> None:
    """A batch without an idempotency key is refused."""
    assert Edge(plane).post("e/events", {"events": [EVENT]}).status == 400


def test_unavailable(plane: ControlPlane, witness: Remembering) -> None:
    """5xx answers 503 and takes nothing in, but the request has been seen."""
    plane.trouble = "5xx"
    assert (Edge(plane).send("k").status, plane.batches) == (503, [])
    assert [each.target for each in witness.calls] == ["/v1/edges/e/events"]


@pytest.mark.parametrize(
    ("trouble", "seen", "taken"),
    [
        ("garbage", http.client.BadStatusLine, 0),
        ("lost answers", ConnectionResetError, 1),
    ],
)
def test_troubles(plane: ControlPlane, trouble: Trouble, seen: type[Exception], taken: int) -> None:
    """Garbage takes nothing in; a lost answer has been taken in."""
    plane.trouble = trouble
    with pytest.raises(seen):
        Edge(plane).send("k")
    assert len(plane.batches) == taken
    plane.trouble = None
    assert Edge(plane).send("k").status == 204
    assert plane.events == [EVENT]


def test_a_stalled_call_is_answered_after_healing(plane: ControlPlane) -> None:
    """It waits, nothing is taken in; when the trouble is over it is answered."""
    plane.trouble = "stalled"
    answers: list[int] = []
    caller = threading.Thread(target=lambda: answers.append(Edge(plane).send("k").status))
    caller.start()
    assert plane.wait_for(lambda: plane.stalled == 1, PATIENCE)
    assert plane.batches == []
    plane.trouble = None
    caller.join(PATIENCE)
    assert answers == [204]
    assert plane.events == [EVENT]


def test_waiting_without_polling(plane: ControlPlane) -> None:
    """The judge is told when what it waits for has come true, and when it has not."""
    caller = threading.Thread(target=lambda: Edge(plane).send("k"))
    caller.start()
    assert plane.wait_for(lambda: len(plane.events) == 1, PATIENCE)
    caller.join(PATIENCE)
    assert not plane.wait_for(lambda: len(plane.events) == 2, 0.01)


def test_a_trouble_can_befall_one_kind_of_call(plane: ControlPlane) -> None:
    """Heartbeats are answered while events are not; then everything is as before."""
    plane.befall("5xx", only_with="events")
    assert Edge(plane).beat().status == 200
    assert Edge(plane).send("k").status == 503
    plane.befall(None)
    assert Edge(plane).send("k").status == 204
