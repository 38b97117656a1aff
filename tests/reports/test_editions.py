"""Editions of the promises: another sentence is another one, and a released one never changes."""

from __future__ import annotations

import tomllib
from pathlib import Path

from support.reports.catalogue import Catalogue, load_catalogue
from support.reports.editions import digest, edition, released
from tests.reports.a_record import promise

ROOT = Path(__file__).parents[2]
ONE, OTHER = promise("AA-01"), promise("AA-02")


def test_only_ids_and_sentences_change_an_edition() -> None:
    """Not why it matters, who owns it, what is at stake, or where it stands."""
    first = digest(Catalogue(promise=[ONE, OTHER]))
    richer = promise("AA-01", why="It matters more.", value_at_risk=7, owner="Another", priority=2)
    assert digest(Catalogue(promise=[OTHER, richer])) == first
    said = promise("AA-01", sentence="Another one.")
    for changed in ([ONE], [ONE, promise("AA-03")], [said, OTHER]):
        assert digest(Catalogue(promise=changed)) != first


def test_what_was_not_released_is_a_draft() -> None:
    """Another version, and the same version with other sentences."""
    catalogue = Catalogue(promise=[ONE])
    now = digest(catalogue)
    assert edition("1.0.0", catalogue, {"1.0.0": now}) == f"1.0.0+{now}"
    assert edition("1.0.1", catalogue, {"1.0.0": now}) == f"1.0.1-draft+{now}"
    other = Catalogue(promise=[OTHER])
    assert edition("1.0.0", other, {"1.0.0": now}) == f"1.0.0-draft+{digest(other)}"


def test_a_released_edition_is_frozen() -> None:
    """Whoever changes a sentence after a release raises the version in pyproject.toml first."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    known = released(ROOT / "docs" / "editions.toml")
    today = digest(load_catalogue(ROOT / "features" / "promises.toml"))
    assert known.get(version, today) == today, "the sentences of a released version have changed"
