"""The official library is the real one; only its idling is ours."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from support.clock import TrueTime
from support.drivers.openai_library import OpenAILibrary
from support.drivers.witnesses import OFFICIAL_LIBRARY, call_in, missing
from support.evidence.ledger import Ledger
from support.serving.calls import Call, Reply, Served
from support.serving.server import Server
from support.targets import abilities

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

QUESTION = {"model": "m", "messages": [{"role": "user", "content": "Why?"}]}
LIBRARY = OpenAILibrary.__module__
JSON = ("Content-Type", "application/json")
ERROR = {"message": "Later.", "type": "tokens", "param": None, "code": "rate_limit_exceeded"}
LATER = Reply(429, [JSON, ("Retry-After", "7")], json.dumps({"error": ERROR}).encode())
CHOICE = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "So."}}
ANSWER = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [CHOICE]}
SO = Reply(200, [JSON], json.dumps(ANSWER).encode())


class Nobody:
    """Does not watch."""

    def arrived(self, _call: Call) -> Callable[[Served], None]:
        return lambda _served: None


def course(*replies: Reply) -> tuple[Ledger, list[float]]:
    """What is written down and how long is let pass, when the server answers like this."""
    waiting = iter(replies)
    server = Server(lambda _call: next(waiting), Nobody())
    ledger, passed = Ledger(TrueTime()), list[float]()
    library = OpenAILibrary(
        url=f"{server.url}/v1",
        key="a key",
        who="Acme's program",
        patience=5,
        recorder=ledger,
        tell=lambda text: ledger.note(OFFICIAL_LIBRARY, text),
    )
    library.ask(QUESTION, passed.append)
    library.close()
    server.close()
    return ledger, passed


def test_its_waiting_moves_a_clock_instead() -> None:
    """What the library would have let pass is handed over, and written down."""
    ledger, passed = course(LATER, SO)
    assert passed == [7]
    assert ledger.notes(OFFICIAL_LIBRARY) == [
        "asks", "lets 7 seconds pass", "asks", "is answered: So."
    ]  # fmt: skip


def test_every_try_stands_in_the_ledger() -> None:
    """Each attempt is an exchange of the caller's leg, with the headers that the library sends."""
    ledger, _ = course(LATER, SO)
    first, second = ledger.exchanges("caller to gateway")
    assert [each.response and each.response.status for each in (first, second)] == [429, 200]
    assert first.request.target == "/v1/chat/completions"
    assert second.request.header_values("x-stainless-retry-count") == ["1"]


def test_it_gives_up_after_its_own_number_of_tries() -> None:
    """Three tries are the library's default, and the error carries type and code."""
    ledger, passed = course(LATER, LATER, LATER)
    assert passed == [7, 7]
    last = ledger.notes(OFFICIAL_LIBRARY)[-1]
    assert last == "raises RateLimitError, code rate_limit_exceeded, type tokens"


def test_an_answer_that_is_none_is_not_read_as_one() -> None:
    """A body without choices is no answer, however good its status."""
    ledger, _ = course(Reply(200, [JSON], b"{}"))
    assert ledger.notes(OFFICIAL_LIBRARY) == ["asks", "cannot read the answer (TypeError)"]


def test_a_witness_that_is_not_installed_has_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads why a scenario was not run learns what to install."""
    assert missing("witness_openai") is None
    assert missing("clock") is None
    monkeypatch.setitem(abilities.WITNESSES, "witness_openai", "no_such_package")
    assert "package no_such_package, which is not installed" in (missing("witness_openai") or "")


def test_a_witness_is_loaded_only_when_somebody_is_going_to_hear_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And what is wrong with one is told where it is heard, not here."""
    monkeypatch.delitem(sys.modules, LIBRARY)
    call_in(["clock", "policies"])
    assert LIBRARY not in sys.modules
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "openai", None)
        call_in(["witness_openai"])
    assert LIBRARY not in sys.modules
    call_in(["clock", "witness_openai"])
    assert LIBRARY in sys.modules
