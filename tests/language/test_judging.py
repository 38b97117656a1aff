"""A record is judged again as it was judged, and differs only when it or a matcher has changed."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.clock import TrueTime
from support.errors import BadInputError
from support.evidence.archive import Archive
from support.evidence.ledger import OVER, SAID, Ledger
from support.language import judging
from support.language.judge import run
from support.language.outcome import WHOLE_HISTORY
from support.reports.record import FILE, PIECES, Walked
from support.reports.runs import read
from support.targets.description import load
from support.targets.policy import Policy
from support.targets.stated import STATED, stated
from support.wire.exchange import Piece, Request, Response
from tests.reports.a_record import began, ended, feature, judged, record, scenario, step

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.record import Judged, Step

REFUSED = "Then the model is not called"
EMBEDDED = load("embedded")
QUESTION = Request("POST", "/v1/chat/completions", (("Authorization", "Bearer key"),), b"{}")


def a_history(*said: str, calls: int = 0, late: int = 0) -> Ledger:
    """A question that is refused; the model is called so often all the same, and later again."""
    ledger = Ledger(TrueTime())
    for sentence in said:
        ledger.note(SAID, sentence)
        if sentence.startswith("When"):
            ledger.mark()
            asked = ledger.begin("caller to gateway", "Acme", QUESTION)
            for _ in range(calls):
                _call_model(ledger)
            ledger.end(asked, Response(429, "", (), (Piece(0.0, b"no"),)), "complete")
    ledger.note(OVER, "")
    for _ in range(late):
        _call_model(ledger)
    return ledger


def _call_model(ledger: Ledger) -> None:
    ledger.end(ledger.begin("gateway to model", "the gateway", QUESTION), None, "cut")


def a_record(folder: Path, history: Ledger, verdict: Judged, *thens: Step) -> Path:
    steps = (step("Acme asks", "when"), *(thens or (step("the model is not called"),)))
    kept = Archive(folder / PIECES)
    kept.look_at()
    documents = {"target": kept.keep(EMBEDDED.model_dump_json().encode())}
    lines = (began(documents=documents), feature(scenario(4, steps=steps)), verdict, ended())
    return record(folder, *lines, histories={4: history})


def again(folder: Path) -> judging.Again:
    (found,) = judging.judged_again(read(folder))
    return found


def passed() -> Judged:
    return judged(4, judged_from=1)


def failed(message: str, *, sentence: str = REFUSED) -> Judged:
    return judged(4, "failed", judged_from=1, step=sentence, message=message)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A scenario that passed, and would pass again."""
    return a_record(tmp_path, a_history("When Acme asks", REFUSED), passed())


def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = run(Namespace(runs=[folder]))
    return status, capsys.readouterr().out


def changed(folder: Path, old: str, new: str) -> None:
    """Edit the history in a record, and renew its hash, as somebody would who wants to deceive."""
    archive, file = Archive(folder / PIECES), folder / FILE
    *lines, last = file.read_text().splitlines()
    seen = json.loads(last)
    history = archive.read(seen["history"]).decode()
    assert old in history
    seen["history"] = archive.keep(history.replace(old, new).encode())
    file.write_text("\n".join([*lines, json.dumps(seen)]) + "\n")


def test_what_has_not_changed_is_the_same(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said of it but that."""
    assert told(kept, capsys) == (
        0,
        "judged again 1, the same 1, different 0, not to be judged again 0\n",
    )


def test_a_changed_history_is_judged_differently(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A renewed hash does not help; today's mismatch is told."""
    changed(kept, '"leg": "caller to gateway"', '"leg": "gateway to model"')
    status, said = told(kept, capsys)
    assert status == 1
    assert said.startswith(
        f"features/loops/a.feature:4: was passed, is now failed at {REFUSED!r}\n    Expected: "
    )
    assert said.endswith("judged again 1, the same 0, different 1, not to be judged again 0\n")


def test_a_changed_status_is_judged_differently(tmp_path: Path) -> None:
    """A refusal that was made an answer is no refusal any more."""
    sentence = "the request is answered"
    said = f"Then {sentence}"
    history = a_history("When Acme asks", said)
    folder = a_record(tmp_path, history, failed("", sentence=said), step(sentence))
    before = again(folder).now
    assert (before.word, before.step) == ("failed", said)
    assert "429" in before.message
    changed(folder, '"status": 429', '"status": 200')
    assert "429" not in again(folder).now.message


def test_the_same_mismatch_is_found_in_the_same_words(tmp_path: Path) -> None:
    """A scenario that failed fails at the same step."""
    folder = a_record(tmp_path, a_history("When Acme asks", REFUSED, calls=1), failed("no"))
    found = again(folder)
    assert (found.was.message, found.now.step, found.differs) == ("no", REFUSED, True)
    same = a_record(
        tmp_path / "same", a_history("When Acme asks", REFUSED, calls=1), failed(found.now.message)
    )
    assert not again(same).differs


@pytest.mark.parametrize(("calls", "matches"), [(0, False), (1, True)])
def test_a_matcher_that_has_changed_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int, *, matches: bool
) -> None:
    """A sharper one finds what nobody found, a looser one lets pass what was found."""
    history = a_history("When Acme asks", REFUSED, calls=calls)
    first = again(a_record(tmp_path / "1", history, passed()))
    verdict = failed(first.now.message) if calls else passed()
    folder = a_record(tmp_path / "2", history, verdict)
    assert not again(folder).differs
    match = judging._match("then", "the model is not called")  # noqa: SLF001 - its room is patched
    other = match.func.__wrapped__.__globals__["reached_times"]("the model", 1)
    monkeypatch.setitem(match.func.__wrapped__.__globals__, "nothing_reached", lambda _what: other)
    assert again(folder).differs
    assert (again(folder).now.word == "passed") is matches


def test_what_came_later_is_not_seen(tmp_path: Path) -> None:
    """A Then knew nothing of what was called after it."""
    folder = a_record(tmp_path, a_history("When Acme asks", REFUSED, late=1), passed())
    assert again(folder).now.word == "passed"


def test_what_came_before_the_when_is_not_judged(tmp_path: Path) -> None:
    """The model was called for a Given."""
    history = Ledger(TrueTime())
    _call_model(history)
    history.note(SAID, "When Acme asks")
    history.note(SAID, REFUSED)
    assert again(a_record(tmp_path, history, judged(4, judged_from=2))).now.word == "passed"


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("nobody has ever said this", "there is no such sentence today"),
        ("the gateway is alive", "no such look stands in the record"),
        ("the control plane is told that policy 8 was applied", "it speaks of a bundle"),
    ],
)
def test_what_cannot_be_judged_again_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sentence: str, why: str
) -> None:
    """It is named, and counted as neither the same nor different."""
    history = a_history("When Acme asks", f"Then {sentence}")
    status, said = told(a_record(tmp_path, history, passed(), step(sentence)), capsys)
    assert status == 0
    assert f"a.feature:4: cannot be judged again: Then {sentence}: " in said
    assert why in said
    assert "judged again 0, the same 0, different 0, not to be judged again 1" in said


def test_what_turns_on_a_secret_that_is_hidden_is_not_judged(tmp_path: Path) -> None:
    """Nobody knows any more what stood there; what was found at the time stays as it is."""
    history = Ledger(TrueTime())
    history.note(SAID, "When Acme asks")
    shown = Request("GET", "/v1/edges/edge-1/config", (("Authorization", "Basic abc"),))
    history.begin("gateway to control plane", "the gateway", shown)
    history.note(SAID, "Then its call for a bundle carries")
    table = (("part", "value"), ("Authorization", "Bearer ..."))
    then = step("its call for a bundle carries", table=table)
    folder = a_record(tmp_path, history, judged(4, judged_from=1), then)
    assert "it turns on what the record hides" in again(folder).why_not


def test_a_look_at_something_else_is_not_taken_for_it(tmp_path: Path) -> None:
    """The operator looked at the figures, and not whether the gateway is alive."""
    history = Ledger(TrueTime())
    history.note(SAID, "When Acme asks")
    history.note(SAID, "Then the gateway is alive")
    figures = Request("GET", EMBEDDED.dialect.paths.metrics, ())
    history.begin("operator to gateway", "the operator", figures)
    folder = a_record(tmp_path, history, passed(), step("the gateway is alive"))
    assert "no such look stands in the record" in again(folder).why_not


def test_a_history_that_was_cut_off_is_not_judged(tmp_path: Path) -> None:
    """Sentences of which nothing was kept are not taken for kept promises."""
    folder = a_record(tmp_path, a_history("When Acme asks"), passed())
    assert "does not tell all of its sentences" in again(folder).why_not


@pytest.mark.parametrize("word", ["error", "not claimed"])
def test_where_no_then_has_judged_nothing_is_judged_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    """It is counted."""
    verdict = judged(4, word)  # type: ignore[arg-type]
    folder = a_record(tmp_path, a_history("When Acme asks"), verdict)
    status, said = told(folder, capsys)
    assert status == 0
    assert said.startswith("1 more have no verdict of a Then")


def test_whole_histories_are_judged_again(tmp_path: Path) -> None:
    """What no sentence speaks of is found by the checkers."""
    history = Ledger(TrueTime())
    history.note(STATED, stated(Policy(version=7)))
    history.note(SAID, "When Acme asks")
    asked = history.begin("caller to gateway", "Acme", QUESTION)
    headers = ((EMBEDDED.dialect.headers.policy or "", "9"),)
    history.end(asked, Response(429, "", headers), "complete")
    history.note(SAID, REFUSED)
    now = again(a_record(tmp_path, history, judged(4, judged_from=2))).now
    assert (now.word, now.step) == ("failed", WHOLE_HISTORY)
    assert "policy 9, which was never offered" in now.message


def test_without_the_target_nothing_is_judged(tmp_path: Path) -> None:
    """Its words are not guessed."""
    folder = record(tmp_path, began(), feature(scenario(4)), passed(), ended())
    with pytest.raises(BadInputError, match="does not tell what was tested"):
        list(judging.judged_again(read(folder)))


@given(st.lists(st.sampled_from(["the model is not called", "the model is called once"])))
def test_judging_twice_gives_the_same(sentences: list[str]) -> None:
    """Whatever is asked, in whatever order: nothing is remembered from the first time."""
    thens = tuple(step(each) for each in sentences)
    history = a_history("When Acme asks", *(f"Then {each}" for each in sentences)).everything()
    walked = (Walked(status="passed", seconds=0.0),) * (1 + len(thens))
    verdict = judged(4, steps=walked, judged_from=1)
    case = judging.Case(
        scenario(4, steps=(step("Acme asks", "when"), *thens)), verdict, history, EMBEDDED
    )
    assert case.again() == case.again()
    broken = "the model is called once" in sentences
    assert (case.again().now.word == "failed") is broken
