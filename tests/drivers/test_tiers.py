"""Forged tiers: an honest pass with one thing wrong, and that is the tier."""

from __future__ import annotations

import base64
import json

from support.drivers.tiers import CHEAPEST, FORGED_TIERS
from tests.drivers.test_passes import DRAFT


def _says(text: str) -> str:
    part = text.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return str(claims["tier"])


def test_every_forgery_claims_the_tier() -> None:
    """Whoever reads it without a look at the signature and the time believes it."""
    assert {_says(forge(DRAFT, "enterprise")) for forge in FORGED_TIERS.values()} == {"enterprise"}


def test_the_signature_is_that_of_the_cheapest() -> None:
    """What was signed is not what is said now."""
    forged = FORGED_TIERS["was given another tier after it was signed"](DRAFT, "enterprise")
    assert forged.rpartition(".")[2] == DRAFT.saying(tier=CHEAPEST).signed().rpartition(".")[2]


def test_an_expired_one_is_honest_but_for_the_time() -> None:
    """It ended before it was issued."""
    forged = FORGED_TIERS["has expired"](DRAFT, "enterprise")
    assert forged == DRAFT.saying(tier="enterprise", exp=DRAFT.claims["iat"] - 60).signed()
