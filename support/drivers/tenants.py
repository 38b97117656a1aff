"""Tenants: for whom a request is made, as it says itself or as a pass says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.drivers.forgeries import FORGERIES

if TYPE_CHECKING:
    from support.drivers.passes import Passes
    from support.wire.exchange import Headers

TENANT = "X-Tenant"  # where requests name the tenant that they are made for
CLAIM = "tenant"  # where passes do

# Requests that say nothing about whose they are, by the lines that they have for it.
NAMELESS: dict[str, tuple[str, ...]] = {
    "no tenant": (),
    "an empty tenant": ("",),
    "two tenants": ("north", "south"),
    "one tenant twice": ("north", "north"),
}

# What a pass may have where the tenant belongs, in the words of features.
NAMES: dict[str, object] = {
    "the word 7": "7",
    "the number 7": 7,
    "Zoë in one letter": "Zo\u00eb",
    "Zoë in two letters": "Zoe\u0308",
    "a very long name": "n" * 300,
    "one letter more": "n" * 301,
    "a list": ["north"],
    "an object": {"name": "north"},
    "a yes": True,
    "nothing": None,
}


def naming(*tenants: str) -> Headers:
    """What a request says that is made for these tenants, in UTF-8."""
    return tuple((TENANT, each.encode().decode("latin-1")) for each in tenants)


def forge(passes: Passes, caller: str, tenant: str) -> None:
    """Give *caller* a pass for *tenant* that the issuer never signed."""
    stranger = FORGERIES["was signed by a stranger"]
    passes.hand_out(caller, lambda draft: stranger(draft.saying(**{CLAIM: tenant})))
