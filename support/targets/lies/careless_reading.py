"""Gateways that read a bundle without noticing that it contradicts itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support.reference import bundles, policy_lists
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.fault_finding import ObjectReader
    from support.reference.policies import Policy

UC_08 = "UC-08"


def _passing_over(reading: str, *faults: str) -> None:
    """What these words say of a part of the bundle is no fault."""

    def make(honest: Callable[[ObjectReader], object]) -> Callable[[ObjectReader], object]:
        def read(bundle: ObjectReader) -> object:
            before = len(bundle.faults)
            found = honest(bundle)
            new = bundle.faults[before:]
            bundle.faults[before:] = [each for each in new if not each.endswith(faults)]
            return found

        return read

    instead(bundles, reading, make)


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def the_last_owner_of_a_key_pays() -> None:
    """Lets the last of two callers have a key that both of them were given."""
    _passing_over("_read_callers", "is another caller's key already")


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def a_caller_may_be_there_twice() -> None:
    """Takes the same name for two callers, or two keys for one, whichever it may be."""
    _passing_over("_read_callers", "is there already")


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def any_text_is_a_digest() -> None:
    """Keeps the digests of keys as they come, and knows nobody by some of them."""
    bundles.KEY_DIGEST = re.compile(r"(?s).+")


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def the_first_of_two_routes() -> None:
    """Sends to the first of two upstreams what the bundle sends to both."""
    _passing_over("_read_routes", "is routed already")


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def reads_over_what_it_does_not_know_of_callers() -> None:
    """Takes callers up without what it does not understand of them."""
    _passing_over("_read_callers", "is not a key of a caller; known are name, key_sha256")


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def somebody_without_a_name() -> None:
    """Knows a caller by its key alone."""
    _passing_over("_read_callers", 'was ""')


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def reads_over_what_it_does_not_know_of_routes() -> None:
    """Takes routes up without what it does not understand of them."""
    _passing_over("_read_routes", "is not a key of a route; known are path, upstream, access")


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def routes_from_nowhere() -> None:
    """Takes up a path that no request can have."""
    _passing_over("_read_routes", 'must start with /, was "elsewhere"')


@lie(breaks=UC_08, noticed_by="X-Gateway-Policy was 8")
def what_is_not_closed_is_open() -> None:
    """Takes a route that is open to somebody it does not know for one that is open to anyone."""
    _passing_over("_read_routes", 'was "nobody"')


@lie(breaks=UC_08, noticed_by="told")
def the_last_of_two_budgets() -> None:
    """Holds a caller of whom two budgets speak to the last of them, and finds nothing wrong."""

    def make(honest: Callable[..., None]) -> Callable[..., None]:
        def check(
            policy: Policy, reader: ObjectReader, callers: frozenset[str], taken: dict[str, str]
        ) -> None:
            names = {key: name for key, name in taken.items() if key.startswith("name ")}
            honest(policy, reader, callers, names)

        return check

    instead(policy_lists, "_check_place", make)
