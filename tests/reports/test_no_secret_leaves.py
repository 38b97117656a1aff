"""A secret planted wherever one can stand is in no file of any report."""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING

import pytest

from support.clock import TrueTime
from support.evidence.ledger import Ledger
from support.evidence.redaction import Secrets
from support.evidence.written import written
from support.reports.commands.report import KINDS
from support.reports.record import Seen
from support.reports.recorder import Recorder
from support.reports.runs import read
from support.wire.exchange import Piece, Request, Response
from tests.reports.a_record import FILE, began, ended, feature, judged, scenario, step

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = (
    b"Feature: A feature\n\n  Example: Example 3\n    When Acme asks\n    Then it is answered\n"
)
NOTHING_KNOWN = b'{"parameters": {}, "sentences": []}'


def planted(secret: str) -> Ledger:
    """In key, token, prompt, cookie, query and error body; as text, as JSON and among bytes."""
    ledger = Ledger(TrueTime())
    ledger.note("said", f"When Acme asks with {secret}")
    headers = (
        ("Authorization", f"Bearer {secret}"),
        ("Cookie", f"session={secret}"),
        ("X-Api-Key", secret),
        ("X-Forwarded-Token", secret),
    )
    asked = Request("POST", f"/v1/chat?key={secret}", headers, f'{{"prompt":"{secret}"}}'.encode())
    error = json.dumps({"error": {"message": f"no such key: {secret}"}}).encode()
    pieces = (Piece(1.0, error[:40]), Piece(2.0, error[40:]))
    answer = Response(401, "Unauthorized", (("Set-Cookie", f"id={secret}"),), pieces)
    ledger.end(ledger.begin("caller to gateway", "Acme", asked), answer, "complete")
    among_bytes = Request("POST", "/v1/files", (), b"\xff\x00" + secret.encode())
    ledger.end(ledger.begin("caller to gateway", "Acme", among_bytes), None, "cut")
    ledger.note("gateway's log", f"refused the key {secret}")
    return ledger


def kept(folder: Path, secrets: Secrets, secret: str) -> Path:
    """A failed scenario in whose words the secret stands as well."""
    recorder = Recorder(folder, secrets)
    recorder.archive.look_at()
    keep = recorder.archive.keep
    documents = {"steps": keep(NOTHING_KNOWN), "target": keep(b"{}")}
    documents |= {name: keep(b"# A page\n") for name in ("glossary", "sentences")}
    steps = (step(f"Acme asks with {secret}", "when"), step("it is answered"))
    words = {"message": f"was {secret}", "explanation": f"curl -H 'X: {secret}'"}
    for line in (
        began(documents=documents),
        feature(scenario(3, steps=steps), source=keep(SOURCE)),
        judged(3, "failed", **words),
    ):
        recorder.write(line)
    entries = planted(secret).everything()
    history = keep(written(entries, secrets))
    recorder.write(Seen(scenario=f"{FILE}:3", history=history, entries=len(entries)))
    recorder.write(ended(well=False))
    recorder.close()
    return folder


def test_nothing_is_in_the_record(tmp_path: Path) -> None:
    """What is not written cannot be reported."""
    secrets = Secrets()
    folder = kept(tmp_path / "run", secrets, secrets.new("Acme"))
    assert secrets.found_in([folder]) == []
    assert "(hidden)" in (folder / "run.ndjson").read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_in_a_report(tmp_path: Path, kind: str) -> None:
    """Of whatever kind: no file of it has the secret, and there is a file."""
    secrets = Secrets()
    run = read(kept(tmp_path / "run", secrets, secrets.new("Acme")))
    made = list(importlib.import_module(f"support.reports.kinds.{kind}").files(run))
    assert made
    assert [name for name, content in made if secrets.canary.encode() in content] == []
