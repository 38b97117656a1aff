"""Tiers: what passes say that was paid for, honest ones and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.drivers.forgeries import FORGERIES, says_after_signing

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.drivers.passes import Draft

CLAIM = "tier"
CHEAPEST = "free"
_A_MINUTE = 60

# Ways to come by a tier without having paid for it, by what becomes of an honest draft.
FORGED_TIERS: dict[str, Callable[[Draft, str], str]] = {
    "is not signed": lambda draft, tier: FORGERIES["is not signed"](_of(draft, tier)),
    "was given another tier after it was signed": lambda draft, tier: says_after_signing(
        _of(draft, CHEAPEST), tier=tier
    ),
    "has expired": lambda draft, tier: (
        _of(draft, tier).saying(exp=draft.claims["iat"] - _A_MINUTE).signed()
    ),
}


def _of(draft: Draft, tier: object) -> Draft:
    return draft.saying(**{CLAIM: tier})
