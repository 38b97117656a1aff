"""A damaged bundle is damaged in the way that its name says, and in no other."""

from __future__ import annotations

import json

import pytest

from support.drivers.damages import DAMAGES, FLAWS, Scribe
from support.targets.bundle_format import seal
from support.targets.description import load
from support.targets.embedded import EmbeddedTarget
from support.targets.policy import Policy, TokenBudget

SCRIBE = Scribe(EmbeddedTarget(load("embedded")), "a-key")
POLICY = Policy(
    version=8, keys={"Acme": "its-key"}, budgets={"Acme": TokenBudget(per_minute=12_000)}
)
GOOD = SCRIBE.written(POLICY)


@pytest.mark.parametrize("damage", DAMAGES)
def test_each_damage_does_something(damage: str) -> None:
    """No name stands for a document that is as good as before."""
    assert DAMAGES[damage].spoil(SCRIBE, POLICY) != GOOD


def is_signed(document: bytes) -> bool:
    body = document.partition(b"\n")[2]
    return document == seal(body, "a-key")


ON_ITS_WAY = list(DAMAGES)[: list(DAMAGES).index("of which only one half was written")]


@pytest.mark.parametrize("damage", DAMAGES)
def test_trust_is_lost_on_the_way_and_only_there(damage: str) -> None:
    """What was wrong before it was signed is signed, so that the signature is not to blame."""
    assert is_signed(DAMAGES[damage].spoil(SCRIBE, POLICY)) == (damage not in ON_ITS_WAY)


@pytest.mark.parametrize("flaw", FLAWS)
def test_each_flaw_shows_where_it_says(flaw: str) -> None:
    """The entries in which a flaw shows are those that it changed, took away or put in."""
    policy = {**SCRIBE.content(POLICY)["policies"][0], "caller": "Globex"}
    spoilt = FLAWS[flaw].spoil(policy)
    changed = {
        key
        for key in {*policy, *(spoilt if isinstance(spoilt, dict) else ())}
        if not isinstance(spoilt, dict)
        or json.dumps(policy.get(key)) != json.dumps(spoilt.get(key))
        or (key in policy) != (key in spoilt)
    }
    assert changed
    if FLAWS[flaw].shows_in != ("",):
        assert changed == set(FLAWS[flaw].shows_in)
