"""Gateways that put the wrong bundle in force, or half of it, or keep the old one, or forget it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from support.reference import bundles, desk
from support.reference.bundles import Bundle, BundleRejected, Verdict
from support.reference.desk import KEPT_AS, Desk
from support.reference.token_budgets import TokenBudgets
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.token_budgets import Now

    Enforce = Callable[[Desk, Bundle, bytes], None]
    Judge = Callable[[Desk, bytes], dict[str, Any]]
    Turn = Callable[[Desk, Bundle], None]

UC_08 = "UC-08"


def _turning(make: Callable[[Turn], Turn]) -> None:
    """Decide anew whether it is the turn of a bundle."""
    instead(Desk, "_check_turn", make)


def _too_late(bundle: Bundle) -> BundleRejected:
    return BundleRejected(Verdict.OLDER, ["version: comes too late"], bundle.version)


# numbers and dates


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 9")
def the_last_to_come_wins() -> None:
    """Takes whatever comes last, whatever its number."""
    _turning(lambda _honest: lambda _desk, _bundle: None)


@lie(breaks=UC_08, noticed_by="tokens-per-minute;q was 12000, not 6000")
def other_content_under_the_same_number() -> None:
    """Takes other content under the number that is in force."""

    def make(honest: Turn) -> Turn:
        def turn(self: Desk, bundle: Bundle) -> None:
            if not self.in_force or bundle.version != self.in_force.version:
                honest(self, bundle)

        return turn

    _turning(make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 9, not 10", seen_in="versions kept as text")
def numbers_are_compared_as_words() -> None:
    """Finds that 10 comes before 9, as in a dictionary."""

    def make(honest: Turn) -> Turn:
        def turn(self: Desk, bundle: Bundle) -> None:
            if self.in_force and str(bundle.version) < str(self.in_force.version):
                raise _too_late(bundle)
            honest(self, bundle)

        return turn

    _turning(make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 9, not 1000")
def numbers_have_no_gaps() -> None:
    """Takes the next number only, and no other that is higher."""

    def make(honest: Turn) -> Turn:
        def turn(self: Desk, bundle: Bundle) -> None:
            if self.in_force and bundle.version > self.in_force.version + 1:
                raise _too_late(bundle)
            honest(self, bundle)

        return turn

    _turning(make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 10, not 9")
def good_until_and_including() -> None:
    """Takes a bundle at the very moment at which it expires."""
    _expiring(-1)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 9, not 10")
def expires_a_second_early() -> None:
    """Sends a bundle back that is good for one second more."""
    _expiring(1)


def _expiring(seconds_early: float) -> None:
    def read(honest: Callable[..., Bundle]) -> Callable[..., Bundle]:
        def shifted(document: bytes, key: str | None) -> Bundle:
            bundle = honest(document, key)
            if bundle.expires_at is None:
                return bundle
            return dataclasses.replace(bundle, expires_at=bundle.expires_at - seconds_early)

        return shifted

    instead(desk, "read_bundle", read)


@lie(breaks=UC_08, noticed_by="status was 503", seen_in="certificates everywhere")
def stops_when_it_expires() -> None:
    """Drops the policy in force at the moment at which it expires."""

    def held(self: Desk) -> Bundle | None:
        bundle: Bundle | None = self.__dict__.get("held")
        return None if bundle and _is_over(self, bundle) else bundle

    def hold(self: Desk, bundle: Bundle | None) -> None:
        self.__dict__["held"] = bundle

    Desk.in_force = property(held, hold)  # type: ignore[assignment]


@lie(breaks=UC_08, noticed_by="status was 503")
def does_not_come_back_expired() -> None:
    """Starts again without any policy when the one that it kept has expired meanwhile."""

    def make(honest: Callable[[Desk], None]) -> Callable[[Desk], None]:
        def restore(self: Desk) -> None:
            honest(self)
            if self.in_force and _is_over(self, self.in_force):
                self.in_force = None

        return restore

    instead(Desk, "_restore", make)


def _is_over(desk: Desk, bundle: Bundle) -> bool:
    return bundle.expires_at is not None and bundle.expires_at <= desk._clock.wall()  # noqa: SLF001


# good policies and bad ones


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 7, not 8", seen_in="most configuration files")
def one_bad_policy_spoils_all() -> None:
    """Sends a whole bundle back because of one bad policy."""

    def make(honest: Turn) -> Turn:
        def turn(self: Desk, bundle: Bundle) -> None:
            if bundle.left_out:
                faults = ["policies: not all of them are valid"]
                raise BundleRejected(Verdict.INVALID, faults, bundle.version, bundle.left_out)
            honest(self, bundle)

        return turn

    _turning(make)


@lie(breaks=UC_08, noticed_by="tokens-per-minute;q was absent, not 12000")
def stops_at_the_first_bad_policy() -> None:
    """Enforces what stands before a bad policy, and never comes to what stands behind it."""

    def make(honest: Callable[..., Any]) -> Callable[..., Any]:
        def read(entries: list[object], callers: frozenset[str]) -> Any:  # noqa: ANN401
            for end in range(1, len(entries) + 1):
                policies, left_out = honest(entries[:end], callers)
                if left_out:
                    return policies, left_out
            return honest(entries, callers)

        return read

    instead(bundles, "read_policies", make)


@lie(breaks=UC_08, noticed_by="though there is no limit")
def old_policy_in_place_of_a_bad_one() -> None:
    """Keeps the old policy where the new one is bad, and calls the mixture the new bundle."""

    def make(honest: Enforce) -> Enforce:
        def enforce(self: Desk, bundle: Bundle, document: bytes) -> None:
            bad = {each.policy for each in bundle.left_out}
            old = self.in_force.policies if self.in_force else ()
            kept = tuple(each for each in old if each.name in bad)
            whole = dataclasses.replace(bundle, policies=(*bundle.policies, *kept))
            honest(self, whole, document)

        return enforce

    instead(Desk, "_enforce", make)


@lie(breaks=UC_08, noticed_by="status was 200")
def a_part_is_told_and_not_enforced() -> None:
    """Tells the limits of a bundle that it took up in part, and holds nobody to them."""
    partial: list[bool] = []

    def enforcing(honest: Enforce) -> Enforce:
        def enforce(self: Desk, bundle: Bundle, document: bytes) -> None:
            partial[:] = [True] if bundle.left_out else []
            honest(self, bundle, document)

        return enforce

    def reserving(honest: Callable[..., Any]) -> Callable[..., Any]:
        def reserve(self: TokenBudgets, policy: Any, prompt: int, cost: int, now: Now) -> Any:  # noqa: ANN401
            return honest(self, policy, prompt, 0 if partial else cost, now)

        return reserve

    instead(Desk, "_enforce", enforcing)
    instead(TokenBudgets, "reserve", reserving)


# the last good one


@lie(breaks=UC_08, noticed_by="status was 503", seen_in="whatever keeps its rules in memory")
def forgets_when_killed() -> None:
    """Starts again without any policy."""
    instead(Desk, "_restore", lambda _: lambda _desk: None)


@lie(breaks=UC_08, noticed_by="status was 503")
def keeps_whatever_came_last() -> None:
    """Keeps a bundle for the next start before it has looked at it."""

    def make(honest: Judge) -> Judge:
        def judge(self: Desk, document: bytes) -> dict[str, Any]:
            said = honest(self, document)
            kept = {"document": document.decode("utf-8", "replace")}
            self._store.keep(KEPT_AS, kept)
            return said

        return judge

    instead(Desk, "_judged", make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 6, not 7")
def forgets_its_number_when_killed() -> None:
    """Comes back with its policy, and takes any other for newer."""

    def make(honest: Callable[[Desk], None]) -> Callable[[Desk], None]:
        def restore(self: Desk) -> None:
            honest(self)
            if self.in_force:
                _turning(lambda _honest: lambda _desk, _bundle: None)

        return restore

    instead(Desk, "_restore", make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 7, not 8")
def a_rejected_number_is_burnt() -> None:
    """Remembers the number of a bundle that it rejected and takes no other under it."""
    burnt: set[int] = set()

    def make(honest: Judge) -> Judge:
        def judge(self: Desk, document: bytes) -> dict[str, Any]:
            newest = (self.in_force.version if self.in_force else 0) + 1
            if newest in burnt:
                return self._rejected(BundleRejected(Verdict.OLDER, ["version: is known"]))
            said = honest(self, document)
            if said["result"] == "rejected":
                burnt.add(newest)
            return said

        return judge

    instead(Desk, "_judged", make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 7, not 8")
def keeps_whole_bundles_only() -> None:
    """Comes back with the last bundle in which no policy was bad, and not with the one in force."""

    def make(honest: Judge) -> Judge:
        def judge(self: Desk, document: bytes) -> dict[str, Any]:
            kept = self._store.kept(KEPT_AS)
            said = honest(self, document)
            if said["result"] == "applied_in_part" and kept is not None:
                self._store.keep(KEPT_AS, kept)
            return said

        return judge

    instead(Desk, "_judged", make)
