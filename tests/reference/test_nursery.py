"""The nursery: gateways by the dozen, and none that outlives its judge."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from support.reference.nursery import GATEWAYS_IN_ONE_LIFE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_MILLISECONDS = 10_000


class Judge:
    """The other end of a nursery's standard input and output."""

    def __init__(self) -> None:
        # Whoever descends from the nursery inherits this pipe; it breaks when the last one is gone.
        self._everybody, inherited = os.pipe()
        self.nursery = subprocess.Popen(
            [sys.executable, "-m", "support.reference.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[inherited],
        )
        os.close(inherited)

    def ask(self, **request: object) -> dict[str, Any]:
        """Say one line and hear one."""
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(json.dumps(request).encode() + b"\n")
        self.nursery.stdin.flush()
        answer: dict[str, Any] = json.loads(self.nursery.stdout.readline())
        return answer

    def start(self, folder: Path, lie: str | None = None, **settings: object) -> dict[str, Any]:
        """Ask for a gateway with its state in this folder."""
        stated = {"store": str(folder), "clock": {"settable": 1790164800.0}, **settings}
        return self.ask(do="start", settings=stated, lie=lie)

    def leave(self) -> None:
        """Close standard input, and see that the nursery leaves."""
        self.nursery.communicate(timeout=10)
        assert self.sees_nobody(within=PATIENCE_MILLISECONDS)
        os.close(self._everybody)

    def sees_nobody(self, within: int) -> bool:
        """Tell whether the nursery and all that it forked are gone after so many milliseconds."""
        poll = select.poll()
        poll.register(self._everybody, select.POLLIN)
        return bool(poll.poll(within))


@pytest.fixture(name="judge")
def _judge() -> Iterator[Judge]:
    judge = Judge()
    yield judge
    judge.leave()


def _get(port: int, path: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as caller:
        caller.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while piece := caller.recv(65536):
            answer += piece
        return answer


def test_a_gateway_serves_as_soon_as_it_is_announced(judge: Judge, tmp_path: Path) -> None:
    """The announced port answers at once, without a policy with "not ready"."""
    gateway = judge.start(tmp_path)
    assert _get(gateway["port"], "/livez").startswith(b"HTTP/1.1 200")
    assert b'"no_policy"' in _get(gateway["port"], "/readyz")


def test_a_gateway_that_leaves_by_itself_can_be_dismissed(judge: Judge, tmp_path: Path) -> None:
    """Whichever is first, its end is told, and the nursery goes on."""
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        pid = judge.start(folder)["pid"]
        judge.ask(do="tell_to_stop", pid=pid)
        assert judge.ask(do="dismiss", pid=pid)["pid"] == pid
    assert judge.start(tmp_path)["pid"]


def test_a_gateway_is_told_to_stop_and_looked_at(judge: Judge, tmp_path: Path) -> None:
    """Both are answered at once; how it ended is known as soon as it has."""
    pid = judge.start(tmp_path)["pid"]
    said = [judge.ask(do=each, pid=pid) for each in ("look", "tell_to_stop", "stop", "look")]
    assert said == [{"pid": pid, "exit": each} for each in (None, None, 0, 0)]


def test_a_gateway_that_is_told_again_and_again_ends_well(judge: Judge, tmp_path: Path) -> None:
    """Until the very end: no moment is left in which it would be killed instead."""
    pid = judge.start(tmp_path)["pid"]
    while judge.ask(do="tell_to_stop", pid=pid)["exit"] is None:
        pass
    assert judge.ask(do="look", pid=pid) == {"pid": pid, "exit": 0}


def test_gateways_know_nothing_of_each_other(judge: Judge, tmp_path: Path) -> None:
    """Two gateways are two processes on two ports; killing one leaves the other."""
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    first, second = (judge.start(folder) for folder in folders)
    assert first["pid"] != second["pid"]
    assert judge.ask(do="kill", pid=first["pid"]) == {"pid": first["pid"], "exit": -9}
    assert _get(second["port"], "/livez").startswith(b"HTTP/1.1 200")


def test_a_gateway_that_is_told_to_stop_ends_well(judge: Judge, tmp_path: Path) -> None:
    """SIGTERM ends it with status 0, although a caller keeps an idle connection."""
    gateway = judge.start(tmp_path)
    with socket.create_connection(("127.0.0.1", gateway["port"]), timeout=10):
        assert judge.ask(do="stop", pid=gateway["pid"]) == {"pid": gateway["pid"], "exit": 0}


def is_gone(connection: socket.socket) -> bool:
    """Whether the other side has ended it; one that was not let in yet is reset."""
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return True


def test_a_killed_gateway_starts_again_on_its_port_and_store(judge: Judge, tmp_path: Path) -> None:
    """After `kill -9` the same port and the same store can be had at once, connections or not."""
    gateway = judge.start(tmp_path)
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", gateway["port"]), timeout=10) as caller:
            judge.ask(do="kill", pid=gateway["pid"])
            again = judge.start(tmp_path, listen=f"127.0.0.1:{gateway['port']}")
            assert again["port"] == gateway["port"]
            assert is_gone(caller)
        gateway = again


def test_what_prevents_a_start_is_said(judge: Judge, tmp_path: Path) -> None:
    """Wrong settings, port in use, store in use, unknown lie: each error is in the answer."""
    running = judge.start(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    errors = [
        judge.start(other, colour="blue")["error"],
        judge.start(tmp_path / "missing")["error"],
        judge.start(other, listen=f"127.0.0.1:{running['port']}")["error"],
        judge.start(tmp_path)["error"],
        judge.start(other, lie="no.such.module:Lie")["error"],
    ]
    words = ["colour", "no folder", "Address already in use", "another gateway", "No module"]
    assert [word for word, error in zip(words, errors, strict=True) if word not in error] == []
    assert judge.start(other)["port"]


def test_what_cannot_be_understood_is_said(judge: Judge) -> None:
    """An unknown verb, a process that is not a gateway: the nursery answers and goes on."""
    assert "cannot do 'sing'" in judge.ask(do="sing")["error"]
    assert "no gateway with the process id 1" in judge.ask(do="kill", pid=1)["error"]


def test_a_gateway_that_died_by_itself_is_remembered(judge: Judge, tmp_path: Path) -> None:
    """Who asks for the end of a gateway that is gone already hears how it ended."""
    gateway = judge.start(tmp_path)
    os.kill(gateway["pid"], signal.SIGKILL)
    assert judge.ask(do="stop", pid=gateway["pid"]) == {"pid": gateway["pid"], "exit": -9}


def test_ctrl_c_is_for_the_judge(judge: Judge, tmp_path: Path) -> None:
    """SIGINT ends neither the nursery nor a gateway."""
    gateway = judge.start(tmp_path)
    os.kill(gateway["pid"], signal.SIGINT)
    judge.nursery.send_signal(signal.SIGINT)
    assert _get(gateway["port"], "/livez").startswith(b"HTTP/1.1 200")
    assert judge.ask(do="stop", pid=gateway["pid"])["exit"] == 0


def test_a_lie_is_told_before_the_gateway_is_built(judge: Judge, tmp_path: Path) -> None:
    """A lie that cannot be told prevents the start, and its own words come back."""
    error = judge.start(tmp_path, lie="tests.reference.a_lie:Impossible")["error"]
    assert error == "RuntimeError: this lie cannot be told"


def test_a_lie_replaces_a_piece_of_its_gateway_only(judge: Judge, tmp_path: Path) -> None:
    """The lying gateway lies, and the next one does not."""
    folders = [tmp_path / "liar", tmp_path / "honest"]
    for folder in folders:
        folder.mkdir()
    liar = judge.start(folders[0], lie="tests.reference.a_lie:NEVER_READY")
    honest = judge.start(folders[1])
    assert b"a lie" in _get(liar["port"], "/readyz")
    assert b"a lie" not in _get(honest["port"], "/readyz")


def _folders(within: Path, *names: str) -> list[Path]:
    folders = [within / name for name in names]
    for folder in folders:
        folder.mkdir()
    return folders


def _refuses(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) != 0


def test_a_process_is_one_gateway_after_the_other(judge: Judge, tmp_path: Path) -> None:
    """Dismissed, it leaves its port and its store, and is the next gateway, which starts anew."""
    first, second = _folders(tmp_path, "first", "second")
    gateway = judge.start(first)
    with socket.create_connection(("127.0.0.1", gateway["port"]), timeout=10) as caller:
        assert judge.ask(do="dismiss", pid=gateway["pid"]) == {"pid": gateway["pid"], "exit": None}
        assert is_gone(caller)
    assert _refuses(gateway["port"])
    following = judge.start(second)
    assert following["pid"] == gateway["pid"]
    assert judge.start(first)["pid"] != gateway["pid"]
    assert _get(following["port"], "/livez").startswith(b"HTTP/1.1 200")


def test_a_dismissed_gateway_finishes_nothing(judge: Judge, tmp_path: Path) -> None:
    """A request that waits for its body is not waited for."""
    gateway = judge.start(tmp_path)
    with socket.create_connection(("127.0.0.1", gateway["port"]), timeout=10) as caller:
        caller.sendall(b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf")
        assert judge.ask(do="dismiss", pid=gateway["pid"])["exit"] is None
        assert is_gone(caller)


def test_who_ended_by_itself_cannot_be_dismissed(judge: Judge, tmp_path: Path) -> None:
    """The judge hears how it ended, and the nursery goes on."""
    gateway = judge.start(tmp_path)
    for _ in range(5):
        os.kill(gateway["pid"], signal.SIGKILL)
        assert judge.ask(do="dismiss", pid=gateway["pid"])["exit"] == -9
        gateway = judge.start(tmp_path)


def test_who_has_lied_is_never_trusted_again(judge: Judge, tmp_path: Path) -> None:
    """A process in which a piece was replaced ends with its gateway; a lie gets a fresh one."""
    first, liar, last = _folders(tmp_path, "first", "liar", "last")
    honest = judge.start(first)
    judge.ask(do="dismiss", pid=honest["pid"])
    lying = judge.start(liar, lie="tests.reference.a_lie:NEVER_READY")
    assert lying["pid"] != honest["pid"]
    assert judge.ask(do="dismiss", pid=lying["pid"]) == {"pid": lying["pid"], "exit": -9}
    assert b"a lie" not in _get(judge.start(last)["port"], "/readyz")


def test_who_does_not_leave_when_dismissed_is_killed(judge: Judge, tmp_path: Path) -> None:
    """A gateway that is stuck costs the judge two seconds, and is gone."""
    gateway = judge.start(tmp_path)
    os.kill(gateway["pid"], signal.SIGSTOP)
    assert judge.ask(do="dismiss", pid=gateway["pid"])["exit"] == -9


def test_no_process_is_a_gateway_for_ever(judge: Judge, tmp_path: Path) -> None:
    """After so many gateways a process makes room for a fresh one."""
    (folder,) = _folders(tmp_path, "folder")
    lives: dict[int, int] = {}
    for _ in range(GATEWAYS_IN_ONE_LIFE + 1):
        pid = judge.start(folder)["pid"]
        lives[pid] = lives.get(pid, 0) + 1
        judge.ask(do="dismiss", pid=pid)
    assert sorted(lives.values()) == [1, GATEWAYS_IN_ONE_LIFE]


def test_gateways_leave_when_the_judge_is_gone(tmp_path: Path) -> None:
    """When standard input ends, the nursery kills its gateways, also the unused one, and leaves."""
    judge = Judge()
    judge.start(tmp_path)
    assert not judge.sees_nobody(within=0)
    judge.leave()  # sees that nobody is left


def test_gateways_leave_when_the_nursery_is_killed(tmp_path: Path) -> None:
    """`kill -9` of the nursery leaves no process, whichever gateway was forked before which."""
    judge = Judge()
    for folder in [tmp_path / name for name in "abc"]:
        folder.mkdir()
        judge.start(folder)
    judge.nursery.kill()
    assert judge.sees_nobody(within=PATIENCE_MILLISECONDS)
    judge.leave()
