"""The schema of the record is published, and what is published is the schema."""

from __future__ import annotations

import json
from pathlib import Path

from support.reports.record import LINE

PUBLISHED = Path(__file__).parents[2] / "docs" / "run-record.schema.json"


def test_the_published_schema_is_the_schema() -> None:
    """Whoever changes a line publishes it: scripts/wicket schema > docs/run-record.schema.json."""
    assert json.loads(PUBLISHED.read_text("utf-8")) == LINE.json_schema()
