"""Every reason of the reference gateway is told to readers, and spelled out on the wire."""

from __future__ import annotations

import re
from pathlib import Path

from support.reference.reasons import Reason

ROOT = Path(__file__).parents[2]
CONTRACT = "\n".join(
    each.read_text("utf-8") for each in (ROOT / "features/wire_contract").iterdir()
)
PAGE = (ROOT / "docs/reference-gateway.md").read_text(encoding="utf-8")


def test_each_reason_is_in_the_contract_page() -> None:
    """Whoever reads the page finds each reason in it, as it is sent."""
    assert [each for each in Reason if f"`{each}`" not in PAGE] == []


def test_each_reason_is_spelled_out_on_the_wire() -> None:
    """None is met by a caller before it stands in a page of the wire contract."""
    assert [each for each in Reason if not re.search(rf"\b{each}\b", CONTRACT)] == []
