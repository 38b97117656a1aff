"""Outlines are shown as they were written, with their rows beneath them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.evidence.archive import Archive
from support.reports.record import PIECES, Example, Rule
from support.reports.runs import read
from support.reports.site.chapters import as_written, chapters
from tests.reports.a_record import began, feature, record, scenario, step

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = ["Feature: x", "  Given <who> asks", "    | <how> |", "    | twice |", "  Then it ends"]


def test_a_sentence_keeps_its_places_for_values() -> None:
    """So do the cells of its table."""
    table = (("often",), ("twice",))
    line = as_written(step("Acme asks", "given", at_line=2, table=table), SOURCE)
    assert (line.keyword, line.sentence) == ("Given", "<who> asks")
    assert line.table == (("<how>",), ("twice",))


def test_a_source_that_does_not_fit_changes_nothing() -> None:
    """Then the sentence is shown as it was filled in."""
    for at_line in (1, 99):
        assert as_written(step("Acme asks", "given", at_line=at_line), SOURCE).sentence == (
            "Acme asks"
        )


def _kept(folder: Path) -> str:
    pieces = Archive(folder / PIECES)
    pieces.look_at()
    return pieces.keep("\n".join(SOURCE).encode())


def test_rows_stand_under_their_outline_and_outlines_under_their_rule(tmp_path: Path) -> None:
    """Two tables of one outline may have other columns; a row stands in its own table."""

    def row(at_line: int, **values: str) -> Example:
        return Example(outline="<who> asks", at_line=9, table=f"t{at_line // 10}", values=values)

    told = feature(
        scenario(5),
        scenario(11, rule=8, example=row(11, who="Acme")),
        scenario(12, rule=8, example=row(12, who="Globex")),
        scenario(21, rule=8, example=row(21, when="now")),
        source=_kept(tmp_path / "run"),
        rules=(Rule(at_line=8, keyword="Rule", name="It holds", told=(), tags=()),),
    )
    run = read(record(tmp_path / "run", began(), told))
    ((plain, ruled),) = [each.parts for each in chapters(run, run.told)]
    assert (plain.rule, [each.name for each in plain.items]) == (None, ["Example 5"])
    assert ruled.rule is not None
    (outline,) = ruled.items
    assert outline.name == "<who> asks"
    assert [(each.name, each.columns, len(each.rows)) for each in outline.tables] == [
        ("t1", ("who",), 2),
        ("t2", ("when",), 1),
    ]
