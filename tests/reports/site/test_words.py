"""Documents that a run has kept, read as people wrote them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.reports.known_lies import known_lies
from support.reports.runs import read
from support.reports.site import words
from support.targets.deviating import catalogue
from tests.reports.site.a_site import a_record

ROOT = Path(__file__).parents[3]


def test_lies_are_read_from_their_source_as_they_are_told() -> None:
    """Whatever way a lie is written down: the record says of it what the catalogue does."""
    kept = known_lies(ROOT)
    told = catalogue().values()
    assert {(each["name"], each["says"], each["breaks"], each["noticed_by"]) for each in kept} == {
        (each.name, each.says, each.breaks, each.noticed_by) for each in told
    }
    assert any(each["caught_by"] for each in kept)


def test_documents_are_read_as_people_wrote_them(tmp_path: Path) -> None:
    """Headings and rules of tables are no words."""
    run = read(a_record(tmp_path / "run"))
    assert words.glossary(run) == (words.Noun("loop", "the same request again and again"),)
    (room,) = words.sentences(run)
    assert room.about == "About loops"
    assert room.sentences == (
        words.Usable("Given", "{who} asks", "Acme asks"),
        words.Usable("Then", "it ends", ""),
    )


def test_a_failure_looks_like_the_lie_that_it_is_known_to_catch(tmp_path: Path) -> None:
    """In the words that it is caught by; who is caught elsewhere, or breaks another, is none."""
    run = read(a_record(tmp_path / "run"))
    known, _ = words.lies(run)
    others = [
        replace(known, name="loops.other", caught_by=()),
        replace(known, name="loops.words", noticed_by="a body"),
        replace(known, name="loops.promise", breaks="AA-02"),
    ]
    alike = words.looks_like(run.told[0], (*others, known))
    assert [each.name for each in alike] == ["loops.lazy"]
    assert words.looks_like(run.told[1], (known,)) == ()
