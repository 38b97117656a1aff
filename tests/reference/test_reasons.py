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

# They belong to promises that are not proved yet. Whoever proves one takes it out of here.
NOT_SPELLED_OUT_YET = {
    Reason.UNKNOWN_KEY,
    Reason.NO_CREDENTIALS,
    Reason.NO_ROUTE,
    Reason.BAD_REQUEST,
    Reason.UPSTREAM_UNREACHABLE,
    Reason.UPSTREAM_TIMEOUT,
}


def test_each_reason_is_in_the_contract_page() -> None:
    """Whoever reads the page finds each reason in it, as it is sent."""
    assert [each for each in Reason if f"`{each}`" not in PAGE] == []


def test_each_reason_is_spelled_out_on_the_wire() -> None:
    """But for those of promises to come, of which none is left standing here for too long."""
    missing = {each for each in Reason if not re.search(rf"\b{each}\b", CONTRACT)}
    assert missing == NOT_SPELLED_OUT_YET
