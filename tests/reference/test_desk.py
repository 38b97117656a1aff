"""The desk: bundles are taken up whole, and what was good before stays in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from support.reference.bundles import signed
from support.reference.clock import SettableClock
from support.reference.desk import Desk
from support.reference.metrics import Metrics

from .a_bundle import BUDGET, NOON, Memory, document

if TYPE_CHECKING:
    from support.reference.store import Store


class Office:
    """A desk with its clock and its memory."""

    def __init__(self, key: str | None = None) -> None:
        """Open with nothing in force."""
        self.clock, self.memory, self.metrics = SettableClock(NOON), Memory(), Metrics()
        self.desk = self.opened_again(key)

    def opened_again(self, key: str | None = None) -> Desk:
        """Open another desk on the same memory, as after a crash."""
        return Desk(self.clock, cast("Store", self.memory), key, self.metrics)

    @property
    def in_force(self) -> int | None:
        """The version in force."""
        return self.desk.in_force.version if self.desk.in_force else None


@pytest.fixture(name="office")
def _office() -> Office:
    return Office()


def test_a_good_bundle_is_applied(office: Office) -> None:
    """The acknowledgement says which policies hold and which version is in force."""
    assert office.desk.take(document()) == {
        "version": 7,
        "result": "applied",
        "reason": None,
        "applied": ["acme"],
        "rejected": [],
        "faults": [],
        "in_force": 7,
    }


def test_a_bundle_with_one_bad_policy_is_applied_in_part(office: Office) -> None:
    """The bad one is named with all that is wrong; the good one holds."""
    said = office.desk.take(document(policies=[BUDGET, {"kind": "hop_limit", "hops": 0}]))
    faults = [
        "policies[1].name: is missing",
        "policies[1].hops: must be a whole number of at least 1, was 0",
    ]
    assert (said["result"], said["applied"], said["in_force"]) == ("applied_in_part", ["acme"], 7)
    assert said["rejected"] == [{"policy": "#1", "faults": faults}]
    assert said["faults"] == faults


@pytest.mark.parametrize(
    ("content", "reason", "version"),
    [
        (b"{", "unreadable", None),
        (document(version=8, colour=1), "invalid", 8),
        (document(version="8"), "invalid", None),
        (document(version=6), "older", 6),
        (document(issued_at="2026-09-23T12:00:01Z"), "older", 7),
        (document(version=8, expires_at="2026-09-23T12:00:00Z"), "expired", 8),
    ],
)
def test_a_rejected_bundle_changes_nothing(
    office: Office, content: bytes, reason: str, version: int | None
) -> None:
    """The last good one stays in force, also after a crash, and the reason is one word."""
    office.desk.take(document())
    said = office.desk.take(content)
    assert (said["result"], said["reason"], said["version"]) == ("rejected", reason, version)
    assert (said["applied"], said["in_force"], office.in_force) == ([], 7, 7)
    assert said["faults"]
    again = office.opened_again()
    assert again.in_force == office.desk.in_force


def test_the_same_bytes_again_are_harmless(office: Office) -> None:
    """They are acknowledged as before, even when they have expired meanwhile."""
    content = document(expires_at="2026-09-23T12:00:01Z")
    first = office.desk.take(content)
    office.clock.advance(1)
    assert office.desk.take(content) == first | {"result": "unchanged"}


def test_a_bundle_expires_at_its_moment_and_not_before(office: Office) -> None:
    """One second before it is taken up; and once in force it stays."""
    content = document(expires_at="2026-09-23T12:00:01Z")
    assert office.desk.take(content)["result"] == "applied"
    office.clock.advance(86_400)
    assert office.in_force == 7
    assert office.opened_again().in_force is not None
    late = document(version=8, expires_at="2026-09-24T12:00:00Z")
    assert office.desk.take(late)["reason"] == "expired"


def test_nothing_in_force_is_told_as_nothing(office: Office) -> None:
    """A gateway whose first bundle is bad has none."""
    assert office.desk.take(b"")["in_force"] is None
    assert office.desk.in_force is None


def test_a_kept_bundle_must_still_be_trusted() -> None:
    """After a restart with another key the old bundle is not taken for good."""
    office = Office("first key")
    office.desk.take(signed(document(), "first key"))
    restored = office.opened_again("first key").in_force
    assert restored is not None
    assert restored.version == 7
    assert office.opened_again("second key").in_force is None


def test_listeners_hear_of_the_present_bundle_and_of_each_new_one(office: Office) -> None:
    """Nobody has to ask twice; a rejected bundle is not told."""
    heard: list[int] = []
    office.desk.take(document())
    office.desk.when_taken(lambda bundle: heard.append(bundle.version))
    office.desk.take(document(version=8))
    office.desk.take(document(version=6))
    assert heard == [7, 8]


def test_bundles_are_counted_by_what_became_of_them(office: Office) -> None:
    """The figures tell applied from rejected, and which version holds."""
    office.desk.take(document())
    office.desk.take(b"")
    figures = office.metrics.render()
    assert 'gateway_bundles_total{result="applied"} 1' in figures
    assert 'gateway_bundles_total{result="rejected"} 1' in figures
    assert "gateway_policy_version 7" in figures
