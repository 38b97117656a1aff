"""Lies about passes by those who want to save time: caches, and comparisons that end early."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jwt

from support.reference import passes
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.policies import Passes
    from support.targets.lies import Piece

ACCEPTED = "status was 200"


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def what_was_true_once_needs_no_signature() -> None:
    """Remembers good passes by what they say, and looks at no second signature under it."""
    good: dict[str, dict[str, Any]] = {}

    def make(honest: Piece) -> Piece:
        def verified(token: str, policy: Passes) -> dict[str, Any]:
            said = token.split(".")[1]
            if said not in good:
                good[said] = honest(token, policy)
            return dict(good[said])

        return verified

    instead(passes, "_verified", make)


def _begins_alike(claim: str, demands: Callable[[Passes, str | None], Passes]) -> None:
    """A claim needs to begin as the policy demands, which is given the whole of it."""

    def make(honest: Piece) -> Piece:
        def verified(token: str, policy: Passes) -> dict[str, Any]:
            said = jwt.decode(token, options={"verify_signature": False}).get(claim, "")
            wanted = {"iss": policy.issuer, "aud": policy.audience}[claim] or "nobody"
            lenient = demands(policy, said) if said.startswith(wanted) else policy
            found: dict[str, Any] = honest(token, lenient)
            return found

        return verified

    instead(passes, "_verified", make)


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def issuers_that_begin_alike() -> None:
    """Believes whoever's name begins as the issuer's does."""
    _begins_alike("iss", lambda policy, said: replace(policy, issuer=said))


@lie(breaks="ID-04", noticed_by=ACCEPTED)
def gateways_that_begin_alike() -> None:
    """Takes passes for every gateway whose name begins as its own does."""
    _begins_alike("aud", lambda policy, said: replace(policy, audience=said))
