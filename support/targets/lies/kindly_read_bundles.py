"""Gateways that read a bundle more kindly than it was written, or trust one a little too soon."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from support.reference import bundles, fault_finding, policy_lists, strict_json
from support.reference.bundles import BundleRejected, signed
from support.reference.desk import Desk
from support.reference.fault_finding import ObjectReader
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.policies import Policy
    from support.targets.lies import Piece

UC_08 = "UC-08"


def _reading_over(fault: str) -> None:
    """What cannot be read for this reason is read all the same."""

    def make(honest: Piece) -> Piece:
        def parsed(body: bytes) -> object:
            try:
                return honest(body)
            except BundleRejected as rejected:
                if not any(fault in each for each in rejected.faults):
                    raise
            return strict_json.read_strictly(body.decode())

        return parsed

    instead(bundles, "_parsed", make)


@lie(breaks=UC_08, noticed_by="status was 500")
def half_letters_are_letters() -> None:
    """Takes up what can be written down nowhere: one half of a letter that has two."""
    _reading_over("surrogates not allowed")


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8", seen_in="json.loads of Python")
def what_is_no_number_is_one() -> None:
    """Reads NaN, which is no JSON, as if somebody had meant a number."""
    instead(strict_json, "_no_such_number", lambda _honest: lambda _word: 12_000)


def _counting(whole: Piece) -> None:
    """Read a whole number that the honest gateway would not take for one."""

    def make(honest: Piece) -> Piece:
        return lambda self, key, value, least: honest(self, key, whole(value), least)

    instead(ObjectReader, "_whole", make)


@lie(breaks=UC_08, noticed_by="policy 8", seen_in="isinstance(True, int) in Python")
def yes_is_one() -> None:
    """Reads a yes where a number should stand as one."""
    _counting(lambda value: 1 if value is True else value)


@lie(breaks=UC_08, noticed_by="policy 8")
def counts_without_end() -> None:
    """Takes numbers up that it cannot count exactly any more."""
    fault_finding.MOST = 10**30


@lie(breaks=UC_08, noticed_by="status was 200")
def what_is_left_out_takes_a_place() -> None:
    """Leaves out a good policy because a bad one before it was about the same organisation."""

    def make(honest: Piece) -> Piece:
        def check(
            policy: Policy, reader: ObjectReader, callers: frozenset[str], taken: dict[str, str]
        ) -> None:
            honest(policy, reader, callers, taken)
            if reader.faults:
                taken.setdefault(policy_lists._subject_of(policy), policy.name)  # noqa: SLF001

        return check

    instead(policy_lists, "_check_place", make)


@lie(breaks=UC_08, noticed_by="status was 200")
def learns_keys_from_whatever_comes() -> None:
    """Adds the callers of a bundle to those it knows before it has looked at its number."""

    def make(honest: Piece) -> Piece:
        def check(self: Desk, bundle: Bundle) -> None:
            if self.in_force is not None:
                self.in_force.caller_by_key.update(bundle.caller_by_key)
            honest(self, bundle)

        return check

    instead(Desk, "_check_turn", make)


def _trusting(trusts: Piece) -> None:
    """Believe besides what *trusts* says of a document, its body and our key."""

    def make(honest: Piece) -> Piece:
        def verified(document: bytes, key: str) -> bytes:
            _, _, body = document.partition(b"\n")
            return body if trusts(document, body, key) else bytes(honest(document, key))

        return verified

    instead(bundles, "_verified", make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def the_end_of_a_signature_is_free() -> None:
    """Compares all of a signature but its last digit."""
    ends = len(hmac.new(b"", b"", "sha256").hexdigest()) - 1
    _trusting(lambda document, body, key: document[:ends] == signed(body, key)[:ends])


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def no_key_is_a_key() -> None:
    """Believes whoever has signed with an empty key, as one that nobody has configured."""
    _trusting(lambda document, body, _key: document == signed(body, ""))
