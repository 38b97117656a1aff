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
    """One that the scenario here is known to catch."""
    said = {"says": f"Does {name}.", "breaks": "AA-01", "noticed_by": "was 429"}
    return {"name": name, **said, "caught_by": [f"{FILE}: Example 3"], **other}


def shown(folder: Path, word: Word, *lies: dict[str, Any]) -> str:
    archive = Archive(folder / "run" / PIECES)
    archive.look_at()
    kept = {"lies": archive.keep(json.dumps(lies).encode())}
    lines = (began(documents=kept), feature(scenario(3)), judged(3, word), ended())
    done = wicket("show", record(folder / "run", *lines), f"{FILE}:3")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_failure_names_the_lie_that_it_looks_like(tmp_path: Path) -> None:
    """The one whose words come first, and most of them; both, where two are equally alike."""
    others = (lie("a.later"), lie("a.shorter", noticed_by="status was"))
    strangers = (lie("a.word", noticed_by="was 500"), lie("a.promise", breaks="AA-02"))
    elsewhere = lie("a.elsewhere", noticed_by="but: status", caught_by=[f"{FILE}: Example 9"])
    best = lie("a.best", noticed_by="status was 429")
    told = shown(tmp_path / "one", "failed", *others, best, *strangers, elsewhere).splitlines()
    begin = told.index("It looks like what these gateways do, which lie on purpose:")
    assert told[begin + 1 :] == ["  a.best: Does a.best."]
    twice = shown(tmp_path / "two", "failed", best, *others, {**best, "name": "a.twin"})
    assert twice.splitlines()[-2:] == ["  a.best: Does a.best.", "  a.twin: Does a.best."]
    assert "lie" not in shown(tmp_path / "none", "failed", *strangers, elsewhere)


def test_what_has_not_failed_looks_like_no_lie(tmp_path: Path) -> None:
    """An error says nothing about the gateway, whatever its words."""
    assert "lie" not in shown(tmp_path, "error", lie("a.one"))
