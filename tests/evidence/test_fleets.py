"""What a driver has written down of its agents and its bundles is read again as it was meant."""

from __future__ import annotations

from support.clock import TrueTime
from support.evidence.deliveries import Delivered, meant, read_meant
from support.evidence.fleets import AGENT, GROUP, answers, numbers
from support.evidence.ledger import Ledger
from support.wire.exchange import Request

QUESTION = Request("GET", "/x", ())


def test_each_group_has_its_answers() -> None:
    """Who has got none is left out; what others have asked is nobody's."""
    ledger = Ledger(TrueTime())
    asked = [ledger.begin("caller to gateway", "Acme", QUESTION) for _ in range(4)]
    all_of_them = ledger.exchanges("caller to gateway")
    ledger.note(GROUP, numbers(all_of_them[:2]))
    ledger.note(GROUP, numbers(all_of_them[2:3]))
    for each in (asked[0], asked[2], asked[3]):
        ledger.end(each, None, "cut")
    assert [numbers(each) for each in answers(ledger, GROUP)] == ["0", "2"]
    assert answers(ledger, AGENT) == []


def test_a_bundle_is_meant_as_it_was() -> None:
    """Names, places and their order."""
    left_out = {"b": ("policies[1].limit",), "a": ()}
    one = Delivered(8, number_is_lost=True, sound=("x",), left_out=left_out, in_force_before=None)
    assert read_meant(meant(one)) == one
    assert list(read_meant(meant(one)).left_out) == ["b", "a"]
