"""A small site with everything on it: each verdict, two languages, and text that is no markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support.clock import TrueTime
from support.evidence.archive import Archive
from support.evidence.ledger import Ledger
from support.reports.folder import renew
from support.reports.record import PIECES, Background, Example, Rule, Walked
from support.reports.runs import read
from support.reports.site.pages import site
from support.wire.exchange import Piece, Request, Response
from tests.reports.a_record import (
    FILE,
    began,
    ended,
    feature,
    judged,
    promise,
    record,
    scenario,
    step,
)

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.runs import Run

EVIL = "<script>window.ran=1</script><img src=x onerror='window.ran=1'>\"'{{ 7*7 }}</script>"
GERMAN = "features/loops/german.feature"
_SOURCE = b"Feature: x\n\n\nGiven <who> asks\nThen <who> is answered\n"
_LIE = {"name": "loops.lazy", "says": "Never looks.", "breaks": "AA-01", "noticed_by": "status was"}
_ECHO = {"name": "a.echo", "says": "Says it back.", "breaks": "*", "noticed_by": ""}
_GLOSSARY = "| noun | means |\n|---|---|\n| loop | the same request again and again |\n"
_SENTENCES = "## About loops\n\n- **Given** {who} asks — *Acme asks*\n- **Then** it ends\n"


def seen(*, background: bool = False) -> Ledger:
    """A stream, a refusal that quotes the caller, and what happened beside the wire."""
    ledger = Ledger(TrueTime())
    ledger.note("gateway", "started")
    if background:
        ledger.note("said", "Given a loop")
        ledger.note("clock", "stood still")
    ledger.note("said", "When Acme asks")
    if not background:
        ledger.note("time", f"1 seconds pass {EVIL}")
    asked = Request("POST", "/v1/chat?x=<b>", (("X-Evil", EVIL), ("x-evil", "2")), b'{"a":1}')
    stream = (Piece(0.5, b"data: 1\n\nda"), Piece(0.75, b"ta: 2\n\n"))
    answer = Response(200, "OK", (("Content-Type", "text/event-stream"),), stream)
    ledger.end(ledger.begin("caller to gateway", "Acme", asked), answer, "complete")
    refusal = Response(429, "Slow", (("X-Evil", EVIL),), (Piece(1.0, EVIL.encode()),))
    ledger.end(ledger.begin("gateway to model", "the gateway", asked), refusal, "cut")
    ledger.note("said", "Then the request is answered")
    ledger.note("offered", "nothing")
    return ledger


def a_record(folder: Path) -> Path:
    pieces = Archive(folder / PIECES)
    pieces.look_at()
    source = pieces.keep(_SOURCE)
    lie = _LIE | {"caught_by": [f"{FILE}: {EVIL}"]}
    lies = json.dumps([lie, _ECHO | {"caught_by": list[str]()}])
    kept = {"glossary": _GLOSSARY, "sentences": _SENTENCES, "lies": lies}
    row = Example(outline="<who> asks", at_line=20, table="People", values={"who": EVIL})
    steps = (step("Acme asks", "when"), step("the request is answered"))
    table = ((EVIL, "b"), ("1", "2"))
    loop = step("a loop", "given", table=table, of_background=True)
    given = Background(keyword="Background", name="", told=(), steps=(loop,))
    told = feature(
        scenario(3, name=EVIL, told=(EVIL,), steps=(*steps, step("it reads", text=EVIL))),
        scenario(9, "AA-05", "AA-01", rule=8, steps=(loop, *steps)),
        scenario(21, "AA-02", rule=8, example=row, steps=steps, name="Acme asks -- @1.1"),
        scenario(30, "AA-02", steps=steps),
        scenario(33, "AA-03", steps=steps),
        scenario(36, "AA-04", steps=(step("Acme  asks", "when"),), name="Two  spaces"),
        rules=(Rule(at_line=8, keyword="Rule", name="It holds", told=(EVIL,), tags=()),),
        background=given,
        source=source,
        told=(EVIL,),
    )
    german = feature(
        scenario(3, "AA-05", name="Acme fragt", keyword="Beispiel"),
        file=GERMAN,
        language="de",
        keyword="Funktionalität",
        name="Schleifen",
    )
    areas = {"AA-01": "Loops", "AA-02": "Loops", "AA-05": "Streams"}
    names = ("AA-01", "AA-02", "AA-03", "AA-04", "AA-05", "AA-06")
    first = began(
        promises=tuple(promise(each, area=areas.get(each, "Others")) for each in names),
        suite={FILE: names[:4], GERMAN: ("AA-05",)},
        documents={name: pieces.keep(text.encode()) for name, text in kept.items()},
    )
    german_verdict = judged(3, promises=("AA-05",)).model_copy(update={"scenario": f"{GERMAN}:3"})
    return record(
        folder,
        first,
        told,
        german,
        judged(3, "failed", title=EVIL, message=f"{EVIL}: status was 200"),
        judged(9, steps=(Walked(status="passed", seconds=0.001),) * 3),
        judged(21, promises=("AA-02",)),
        judged(33, "not claimed", promises=("AA-03",), message="it has none"),
        judged(36, "error", promises=("AA-04",)),
        german_verdict,
        ended(well=False),
        histories={3: seen(), 9: seen(background=True), 21: seen()},
    )


def a_site(folder: Path, previous: Run | None = None) -> Path:
    """Written where a browser can open it."""
    run = read(a_record(folder / "run"))
    renew(folder / "site", site(run, previous or run, []), "site")
    return folder / "site"
