"""Gateways that take up what they should not, or leave out what they should, or do not say so."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from support.reference import bundles, desk
from support.reference.bundles import Bundle, BundleRejected, Verdict
from support.reference.desk import Desk
from support.reference.strict_json import once_each
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.targets.lies import Piece

    Document = dict[str, Any]
    Read = Callable[[bytes, str | None], Bundle]

UC_08 = "UC-08"


def _reading(change: Callable[[Read, bytes, str | None], Bundle]) -> None:
    """Have *change* read bundles instead; it is given the honest reader."""
    instead(desk, "read_bundle", lambda honest: lambda doc, key: change(honest, doc, key))


def _mending(mend: Callable[[Document], object]) -> None:
    """Change what a bundle says before it is looked at."""

    def parsed(honest: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
        def read(body: bytes) -> Any:  # noqa: ANN401 - JSON
            said = honest(body)
            if isinstance(said, dict):
                mend(said)
            return said

        return read

    instead(bundles, "_parsed", parsed)


# what may be trusted


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def signature_not_needed() -> None:
    """Looks at the signature where there is one, and takes a bundle without any."""
    instead(
        bundles,
        "_verified",
        lambda honest: lambda doc, key: doc if doc[:1] == b"{" else honest(doc, key),
    )


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7", seen_in="CVE-2022-23540 and kin")
def empty_signature_is_enough() -> None:
    """Takes an empty signature for the order not to look at it."""
    instead(
        bundles,
        "_verified",
        lambda honest: lambda doc, key: doc[1:] if doc[:1] == b"\n" else honest(doc, key),
    )


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def half_a_signature_is_enough() -> None:
    """Compares as many characters of the signature as there are."""

    def verified(doc: bytes, key: str) -> bytes:
        shown, _, body = doc.partition(b"\n")
        whole = bundles.signed(body, key).partition(b"\n")[0]
        if shown and whole.startswith(shown):
            return body
        raise BundleRejected(Verdict.UNTRUSTED, ["bundle: the signature is missing or wrong"])

    instead(bundles, "_verified", lambda _: verified)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def any_signature_is_enough() -> None:
    """Sees that there is a signature, and does not reckon it up."""
    instead(bundles, "_verified", lambda _: lambda doc, _key: doc.partition(b"\n")[2] or doc)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def signature_without_surroundings() -> None:
    """Strips blanks off the document before it reckons the signature up."""
    instead(bundles, "_verified", lambda honest: lambda doc, key: honest(doc.strip(), key))


@lie(breaks=UC_08, noticed_by='reason was "unreadable", not "untrusted"')
def reads_before_it_trusts() -> None:
    """Says that it cannot read what it should not have begun to read."""

    def verified(honest: Callable[[bytes, str], bytes]) -> Callable[[bytes, str], bytes]:
        def read_first(doc: bytes, key: str) -> bytes:
            bundles._parsed(doc.partition(b"\n")[2])  # noqa: SLF001 - a lie knows no shame
            return honest(doc, key)

        return read_first

    instead(bundles, "_verified", verified)


# what can be read, and what the rules are


@lie(breaks=UC_08, noticed_by="status was 503")
def unreadable_is_empty() -> None:
    """Goes on without any policy after it has read one that cannot be read."""

    def judged(honest: Callable[[Desk, bytes], Document]) -> Callable[[Desk, bytes], Document]:
        def judge(self: Desk, document: bytes) -> Document:
            said = honest(self, document)
            if said["reason"] == "unreadable":
                self.in_force = None
            return said

        return judge

    instead(Desk, "_judged", judged)


@lie(breaks=UC_08, noticed_by='reason was "invalid", not "unreadable"')
def unreadable_is_invalid() -> None:
    """Says that a bundle breaks the rules when it could not even be read."""

    def read(honest: Read, doc: bytes, key: str | None) -> Bundle:
        try:
            return honest(doc, key)
        except BundleRejected as verdict:
            if verdict.reason is not Verdict.UNREADABLE:
                raise
            raise BundleRejected(Verdict.INVALID, verdict.faults) from verdict

    _reading(read)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7", seen_in="Python's json, as it comes")
def last_of_two_numbers_wins() -> None:
    """Reads what is there twice in one object without noticing."""
    instead(bundles, "read_strictly", lambda _: json.loads)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def stops_reading_at_the_end() -> None:
    """Reads a bundle to the end of its first object and leaves the rest alone."""

    def first_object(body: bytes) -> Any:  # noqa: ANN401 - JSON
        try:
            return json.JSONDecoder(object_pairs_hook=once_each).raw_decode(body.decode())[0]
        except (ValueError, IndexError) as fault:
            raise BundleRejected(Verdict.UNREADABLE, [f"bundle: is not JSON: {fault}"]) from fault

    instead(bundles, "_parsed", lambda _: first_object)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def stray_bytes_are_guessed() -> None:
    """Reads letters that are none as question marks."""

    def make(honest: Callable[[Desk, bytes], Document]) -> Callable[[Desk, bytes], Document]:
        def judge(self: Desk, document: bytes) -> Document:
            body = document.partition(b"\n")[2]
            key = self._key or ""
            if document != bundles.signed(body, key):
                return honest(self, document)
            guessed = body.decode("utf-8", "replace").encode()
            return honest(self, bundles.signed(guessed, key))

        return judge

    instead(Desk, "_judged", make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7", seen_in="JavaScript, PHP")
def words_are_numbers() -> None:
    """Takes a number that is written as a word."""
    _mending(lambda said: said.update(version=_number(said.get("version"))))


def _number(stated: object) -> object:
    return int(stated) if isinstance(stated, str | float) else stated


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def unknown_entries_are_skipped() -> None:
    """Takes a bundle with an entry that it does not understand, and leaves the entry alone."""
    _mending(lambda said: said.pop("unlimited", None))


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def missing_policies_are_none() -> None:
    """Reads a bundle without a list of policies as one that lifts every limit."""
    _mending(lambda said: said.setdefault("policies", []))


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def expiry_not_understood_is_none() -> None:
    """Takes an expiry that it cannot read for none at all."""
    _mending(
        lambda said: said.pop("expires_at", None) if said.get("expires_at") == "tomorrow" else 0
    )


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8, not 7")
def nothing_valid_is_nothing() -> None:
    """Takes a bundle of which not one policy is valid, and enforces none."""

    def read(honest: Read, doc: bytes, key: str | None) -> Bundle:
        try:
            return honest(doc, key)
        except BundleRejected as verdict:
            if verdict.version is None or not verdict.left_out:
                raise
            said = json.loads(doc.partition(b"\n")[2]) | {"policies": []}
            whole = honest(bundles.signed(json.dumps(said).encode(), key or ""), key)
            return dataclasses.replace(whole, left_out=verdict.left_out)

    _reading(read)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 7, not 8")
def no_policies_are_refused() -> None:
    """Sends a bundle back that lifts every limit on purpose."""

    def read(honest: Read, doc: bytes, key: str | None) -> Bundle:
        bundle = honest(doc, key)
        if not bundle.policies:
            raise BundleRejected(Verdict.INVALID, ["policies: must not be empty"], bundle.version)
        return bundle

    _reading(read)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 7, not 8")
def one_slip_may_happen() -> None:
    """Leaves one policy out that is bad, and takes no bundle up that has two of them."""

    def read(honest: Read, doc: bytes, key: str | None) -> Bundle:
        bundle = honest(doc, key)
        if len(bundle.left_out) > 1:
            faults = ["policies: too many of them are bad"]
            raise BundleRejected(Verdict.INVALID, faults, bundle.version, bundle.left_out)
        return bundle

    _reading(read)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 9, not 10", seen_in="lists of bad digests")
def once_bad_is_always_bad() -> None:
    """Remembers what it has sent back, and does not look at it a second time."""
    known: dict[bytes, Document] = {}

    def make(honest: Callable[[Desk, bytes], Document]) -> Callable[[Desk, bytes], Document]:
        def judge(self: Desk, document: bytes) -> Document:
            said = known.get(document) or honest(self, document)
            if said["result"] == "rejected":
                known[document] = said
            return said

        return judge

    instead(Desk, "_judged", make)


@lie(breaks="UC-08", noticed_by="policy 3000000000")
def numbers_have_32_bits() -> None:
    """Keeps numbers of bundles where large ones turn into numbers below zero."""

    def make(honest: Piece) -> Piece:
        def check(self: Desk, bundle: Bundle) -> None:
            kept = (bundle.version + 2**31) % 2**32 - 2**31
            honest(self, dataclasses.replace(bundle, version=kept))

        return check

    instead(Desk, "_check_turn", make)
