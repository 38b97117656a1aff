"""`wicket show`: what became of one scenario, which known lie it looks like, and what was seen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support.evidence.archive import Archive
from support.reports.record import PIECES
from tests.reports.a_record import FILE, began, ended, feature, judged, record, scenario
from tests.reports.test_report_command import wicket

if TYPE_CHECKING:
    from pathlib import Path

    from support.reports.verdicts import Word


def lie(name: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - of several kinds
    """One that every failure here looks like."""
    said = {"says": f"Does {name}.", "breaks": "AA-01", "noticed_by": "was 429", "caught_by": []}
    return {"name": name, **said, **other}


def shown(folder: Path, word: Word, *lies: dict[str, Any]) -> str:
    archive = Archive(folder / "run" / PIECES)
    archive.look_at()
    kept = {"lies": archive.keep(json.dumps(lies).encode())}
    lines = (began(documents=kept), feature(scenario(3)), judged(3, word), ended())
    done = wicket("show", record(folder / "run", *lines), f"{FILE}:3")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_failure_names_the_lie_that_it_looks_like(tmp_path: Path) -> None:
    """By what is named first, then by what this scenario is known to catch."""
    known = [f"{FILE}: Example 3"]
    lies = (lie("a.one"), lie("a.two", caught_by=known), lie("a.three", noticed_by="was 500"))
    first = lie("a.first", noticed_by="status was 429")
    lines = shown(tmp_path, "failed", *lies, first, lie("a.four", breaks="AA-02")).splitlines()
    begin = lines.index("It looks like what these gateways do, which lie on purpose:")
    assert lines[begin + 1 :] == [
        "  a.first: Does a.first.",
        "  a.two: Does a.two.",
        "  a.one: Does a.one.",
    ]


def test_what_has_not_failed_looks_like_no_lie(tmp_path: Path) -> None:
    """An error says nothing about the gateway, whatever its words."""
    assert "lie" not in shown(tmp_path, "error", lie("a.one"))
