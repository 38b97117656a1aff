"""What we write and read has a published schema, and what is published is the schema."""

from __future__ import annotations

import pytest

from support.reports.commands.schema import OF
from tests.a_run import ROOT
from tests.reports.test_report_command import wicket


@pytest.mark.parametrize("name", OF)
def test_the_published_schema_is_the_schema(name: str) -> None:
    """Whoever changes a form publishes it: scripts/wicket schema NAME > docs/NAME.schema.json."""
    assert wicket("schema", name).stdout == (ROOT / f"docs/{name}.schema.json").read_text("utf-8")


def test_every_published_schema_can_be_printed() -> None:
    """None is written by hand."""
    assert {f"{name}.schema.json" for name in OF} == {
        each.name for each in (ROOT / "docs").glob("*.schema.json")
    }
