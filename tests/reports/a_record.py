"""Small run records, made by hand: what is not said is as uneventful as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.evidence.redaction import Secrets
from support.evidence.written import written
from support.reports.catalogue import Promise
from support.reports.record import (
    Began,
    Ended,
    Feature,
    Judged,
    Scenario,
    Seen,
    Step,
    Tested,
    Walked,
)
from support.reports.recorder import Recorder

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from support.evidence.ledger import Ledger
    from support.reports.verdicts import Word

FILE = "features/loops/a.feature"
NOTHING = "0" * 64  # a piece that was not kept


def promise(name: str, **other: object) -> Promise:
    said: dict[str, Any] = {
        "id": name,
        "sentence": f"The sentence of {name}.",
        "why": "It matters.",
        "area": "Edge policies",
        "priority": 0,
        "wire": "x",
        "value_at_risk": 100,
        "owner": "Somebody",
    }
    return Promise(**said | other)


def began(**other: object) -> Began:
    tested = Tested(name="a gateway", version="1", kind="embedded", claims=(), does_not_claim={})
    said: dict[str, Any] = {
        "run": "run-1",
        "at": "2026-09-23T12:00:00.000+00:00",
        "wicketkeeper": "0.1.0",
        "promises_edition": "0.1.0+abc",
        "asked_for": (),
        "everything": True,
        "tested": tested,
        "python": "3.11.7",
        "system": "Linux",
        "promises": (promise("AA-01"), promise("AA-02")),
        "suite": {FILE: ("AA-01", "AA-02")},
        "documents": {},
    }
    return Began(**said | other)


def step(sentence: str, kind: str = "then", **other: object) -> Step:
    said: dict[str, Any] = {
        "keyword": kind.title(),
        "kind": kind,
        "sentence": sentence,
        "at_line": 4,
    }
    return Step(**said | other)


def scenario(at_line: int, *tags: str, **other: object) -> Scenario:
    said: dict[str, Any] = {
        "at_line": at_line,
        "keyword": "Example",
        "name": f"Example {at_line}",
        "told": (),
        "tags": tags or ("AA-01",),
        "rule": None,
        "example": None,
        "steps": (step("Acme asks", "when"), step("the request is answered")),
        "asked_for": True,
    }
    return Scenario(**said | other)


def feature(*scenarios: Scenario, **other: object) -> Feature:
    said: dict[str, Any] = {
        "file": FILE,
        "source": NOTHING,
        "language": "en",
        "keyword": "Feature",
        "name": "A feature",
        "told": (),
        "tags": (),
        "at_line": 1,
        "background": None,
        "rules": (),
        "scenarios": scenarios,
    }
    return Feature(**said | other)


def judged(at_line: int, word: Word = "passed", **other: object) -> Judged:
    status = {"passed": "passed", "failed": "failed", "error": "error", "not claimed": "skipped"}
    walked = Walked(status="passed", seconds=0.001)
    last = Walked(status=status[word], seconds=0.001)
    said: dict[str, Any] = {
        "scenario": f"{FILE}:{at_line}",
        "title": f"Example {at_line}",
        "promises": ("AA-01",),
        "needs": (),
        "word": word,
        "step": "" if word == "passed" else "Then the request is answered",
        "message": "" if word == "passed" else "Expected: 200\n     but: status was 429",
        "explanation": "",
        "after": 1.0,
        "seconds": 0.02,
        "on_the_wire": 0.01,
        "passed_by": 0.0,
        "address": "http://127.0.0.1:1",
        "judged_from": 0,
        "steps": (walked, last),
    }
    return Judged(**said | other)


def ended(**other: object) -> Ended:
    at = "2026-09-23T12:00:01.000+00:00"
    said: dict[str, Any] = {"at": at, "seconds": 1.0, "well": True, "histories": ""}
    return Ended(**said | other)


def record(folder: Path, *lines: BaseModel, histories: dict[int, Ledger] | None = None) -> Path:
    """Written as a run writes it; a history belongs to the scenario at its line."""
    recorder = Recorder(folder, Secrets())
    recorder.archive.look_at()
    for line in lines:
        recorder.write(line)
    for at_line, ledger in (histories or {}).items():
        entries = ledger.everything()
        kept = recorder.archive.keep(written(entries, Secrets()))
        recorder.write(Seen(scenario=f"{FILE}:{at_line}", history=kept, entries=len(entries)))
    recorder.close()
    return folder
