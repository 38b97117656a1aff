"""`wicket replay`: what callers have sent is sent again, and every difference is told."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

import pytest

from support.clock import NOON, TrueTime
from support.evidence.ledger import Ledger
from support.reports.replayed import differences
from support.wire.exchange import Exchange, Moment, Piece, Request, Response
from tests.reports.a_record import FILE, began, ended, feature, judged, record, scenario
from tests.reports.test_report_command import wicket

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from subprocess import CompletedProcess

    from support.wire.exchange import Ending, Headers

ASKED = {"model": "a", "prompt": "what is (hidden)?"}


class Gateway(BaseHTTPRequestHandler):
    """Answers whoever shows the key; anybody else is refused."""

    protocol_version = "HTTP/1.1"
    heard: ClassVar[list[tuple[str, str | None, bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        shown = self.headers["Authorization"]
        self.heard.append((self.path, shown, body))
        known = shown == "Bearer key"
        said = json.dumps({"id": str(len(self.heard)), "said": "yes" if known else "no"}).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(said)))
        self.send_header("X-Gateway-Policy", "7")
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def gateway() -> Iterator[str]:
    Gateway.heard.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def answer(status: int = 200, body: bytes = b"", *headers: tuple[str, str]) -> Response:
    return Response(status, "As Was Said", headers, (Piece(0.0, body),))


def a_run(folder: Path, *, times: int = 1) -> Path:
    """Acme asks, and time passes."""
    ledger = Ledger(TrueTime())
    headers: Headers = (
        ("Host", "elsewhere"),
        ("Authorization", "Bearer x"),
        ("Content-Length", "2"),
    )
    for _ in range(times):
        request = Request("POST", "/v1/chat", headers, json.dumps(ASKED).encode())
        number = ledger.begin("caller to gateway", "Acme", request)
        said = answer(
            200, b'{"id": "1", "said": "yes"}', ("X-Gateway-Policy", "7"), ("Date", "then")
        )
        ledger.end(number, said, "complete")
        ledger.note("time", "60 seconds pass")
    lines = (began(), feature(scenario(3), scenario(9)), judged(3), judged(9), ended())
    return record(folder / "run", *lines, histories={3: ledger})


def replay(run: Path, *words: str, line: int = 3) -> CompletedProcess[str]:
    return wicket("replay", run, f"{FILE}:{line}", *words)


def test_the_same_answer_is_equal(tmp_path: Path, gateway: str) -> None:
    """With the secret that was given, under the path that was given; what was not done is said."""
    run = a_run(tmp_path, times=2)
    done = replay(run, "--at", f"{gateway}/under", "--secret", "Acme=Bearer key")
    assert (done.returncode, done.stderr) == (0, "")
    assert "not done again: time: 60 seconds pass" in done.stdout
    assert "2 of 2  Acme: POST /v1/chat\n  equal: 200\nall 2 are equal\n" in done.stdout
    assert [each[:2] for each in Gateway.heard] == [("/under/v1/chat", "Bearer key")] * 2
    assert b"what is Bearer key?" in Gateway.heard[0][2]
    assert "key" not in done.stdout


def test_each_difference_is_told(tmp_path: Path, gateway: str) -> None:
    """Recorded and seen, side by side."""
    done = replay(a_run(tmp_path), "--at", gateway, "--secret", "Acme=Bearer other")
    assert (done.returncode, done.stderr) == (1, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[-4:] == [
        "recorded seen",
        "status 200 401",
        'body said "yes" "no"',
        "1 of 1 differ",
    ]


def test_what_cannot_be_done_is_said(tmp_path: Path, gateway: str) -> None:
    """Without secrets, address, requests or room: status 2 and what to do; nothing was sent."""
    run = a_run(tmp_path, times=3)
    for words, said in (
        (("--at", gateway), "Authorization of Acme: --secret Acme=VALUE, or --header"),
        (
            ("--at", gateway, "--header", "Authorization=x"),
            "in a target or a body of Acme: --secret",
        ),
        ((), "say where the gateway listens, with --at http://127.0.0.1:8080"),
        (("--at", "127.0.0.1:80"), "is no address of a gateway"),
        (("--at", "http://x:99999"), "is no address of a gateway"),
        (("--at", gateway, "--most", "2"), "--most 3 allows so many"),
        (("--at", gateway, "--within", "0"), "leaves no time"),
        (("--at", gateway, "--secret", "sk-1"), "it must be NAME=VALUE"),
        (("--at", gateway, "--secret", "A=\n"), "cannot stand in a header"),
        (("--at", "http://127.0.0.1:1", "--secret", "Acme=x"), "nobody listens at"),
    ):
        done = replay(run, *words)
        assert done.returncode == 2, words
        assert said in done.stderr, words
        assert "sk-1" not in done.stderr
    silent = replay(run, "--at", gateway, line=9)
    assert (silent.returncode, "nothing can be sent again" in silent.stderr) == (2, True)
    assert Gateway.heard == []


def one(got: Response | None, ending: Ending = "complete") -> Exchange:
    asked = Request("GET", "/", ())
    return Exchange("caller to gateway", "Acme", asked, Moment(0, 0, NOON), got, ending)


def stream(*events: str) -> Response:
    said = "".join(f"data: {each}\n\n" for each in events).encode()
    return answer(200, said, ("Content-Type", "text/event-stream"))


def test_only_what_matters_is_compared() -> None:
    """Numbers of answers, dates and what is left of a window may differ; nothing else may."""
    then = answer(
        200, b'{"id": 1, "a": [1, {"b": 2}]}', ("Date", "x"), ("RateLimit", '"r";r=4;t=1')
    )
    now = answer(200, b'{"a":[1,{"b":2}],"id":2}', ("date", "y"), ("ratelimit", '"r";r=4;t=9'))
    assert differences(one(then), one(now)) == []
    for other, what in (
        (answer(200, b'{"id": 1, "a": [1, {"b": 3}]}', ("RateLimit", '"r";r=4')), "body a[1].b"),
        (answer(200, b'{"id": 1}', ("RateLimit", '"r";r=4')), "body a"),
        (answer(200, then.body, ("RateLimit", '"r";r=3')), "Ratelimit"),
        (answer(200, then.body), "Ratelimit"),
        (answer(503, then.body, ("RateLimit", '"r";r=4')), "status"),
        (None, "answer"),
    ):
        assert [each.what for each in differences(one(then), one(other))] == [what]
    assert [each.what for each in differences(one(then), one(then, "cut"))] == ["ending"]
    assert differences(one(then), one(answer(200, then.body)), also=["RATELIMIT"]) == []


def test_streams_are_compared_by_their_events() -> None:
    """However they were split; a true is not a 1, and nothing obeys what was answered."""
    heard = one(stream('{"id":1,"a":1}', "[DONE]"))
    assert differences(heard, one(stream('{"id":2,"a":1}', "[DONE]"))) == []
    (found,) = differences(heard, one(stream('{"id":2,"a":true}', "[DONE]")))
    assert (found.what, found.recorded, found.seen) == ("body [0].a", "1", "true")
    (found,) = differences(heard, one(stream('{"id":1,"a":1}')))
    assert found.what == "body"
    wild = "\x1b[2J\u202e"
    found_ = differences(one(answer(200, b"a")), one(answer(200, wild.encode(), ("X-A", wild))))
    assert len(found_) == 2
    assert not [each for each in found_ if not each.seen.isprintable()]
