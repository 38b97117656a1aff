"""Lies about tiers: who is believed, what a tier is worth, what becomes of what was used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jwt

from support.reference import credentials, visits
from support.reference.decisions import Decisions
from support.reference.kinds.request_limit import RequestLimit
from support.reference.reasons import Reason, Refused
from support.reference.request_limits import Counted
from support.targets.lies import instead, lie
from support.targets.lies.request_limit_changes import what_is_over_is_forgiven

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from support.reference.kinds.request_limit import Rate
    from support.reference.policies import Passes
    from support.reference.visits import Visit
    from support.targets.lies import Piece

BELIEVED = "status was 200"


def _tier(change: Callable[[RequestLimit, object], str | None]) -> None:
    """Read the tier out of the claim in another way."""

    def tier_in(_honest: Piece) -> Piece:
        def lying(self: RequestLimit, claims: Mapping[str, object]) -> str | None:
            stated = claims.get(self.tiers.claim) if self.tiers else None
            return change(self, stated)

        return lying

    instead(RequestLimit, "tier_in", tier_in)


def _rate(change: Callable[[RequestLimit, str | None, Rate], Rate]) -> None:
    def rate_of(honest: Piece) -> Piece:
        return lambda self, tier: change(self, tier, honest(self, tier))

    instead(RequestLimit, "rate_of", rate_of)


def _best(limit: RequestLimit) -> Rate:
    rates = limit.tiers.rates.values() if limit.tiers else ()
    return max(rates, key=lambda rate: rate.burst, default=limit.rate)


@lie(breaks="UC-04", noticed_by="status was 429")
def one_tier_for_all() -> None:
    """Gives everybody the limit of those who have no tier."""
    _tier(lambda _limit, _stated: None)


@lie(breaks="UC-04", noticed_by="number 3: status was 200")
def everybody_is_a_good_customer() -> None:
    """Gives everybody the best limit that there is."""
    _rate(lambda limit, _tier, _rate: _best(limit))


@lie(breaks="UC-04", noticed_by="number 2: status was 200", seen_in="plans that default to paid")
def unknown_tiers_get_the_best() -> None:
    """Gives the best limit to a tier of which nobody has agreed."""

    def best(limit: RequestLimit, tier: str | None, rate: Rate) -> Rate:
        known = limit.tiers.rates if limit.tiers else {}
        return _best(limit) if tier is not None and tier not in known else rate

    _rate(best)


@lie(breaks="UC-04", noticed_by="number 2: status was 200")
def no_tier_is_free() -> None:
    """Gives those who name no tier the limit of the free one."""
    _tier(lambda _limit, stated: stated if isinstance(stated, str) else "free")


@lie(breaks="UC-04", noticed_by="number 2: status was 200")
def capitals_do_not_matter() -> None:
    """Knows a tier in whatever letters."""
    _tier(lambda _limit, stated: stated.lower() if isinstance(stated, str) else None)


@lie(breaks="UC-04", noticed_by="answer 1: RateLimit requests;r was 5")
def the_tier_of_the_last_caller() -> None:
    """Keeps the tier of whoever came first for all that come after."""
    seen: list[str] = []

    def kept(_limit: RequestLimit, stated: object) -> str | None:
        if isinstance(stated, str):
            seen.append(stated)
        return seen[0] if seen else None

    _tier(kept)


@lie(breaks="UC-04", noticed_by="requests;r was 3")
def a_tier_brings_a_bucket() -> None:
    """Counts each tier of a caller by itself, so that who changes tier starts afresh."""
    instead(
        Counted,
        "bucket",
        lambda _honest: property(lambda self: (self.limit.name, f"{self.key}{self.tier}")),
    )


@lie(breaks="UC-04", noticed_by="Retry-After was 60, not 120")
def forgets_what_was_over() -> None:
    """Forgets what was used beyond the limit of the tier that is shown now."""
    what_is_over_is_forgiven.tell()


def _believing(change: Callable[[str, Passes], str | None]) -> None:
    """Let somebody in whom the honest gateway does not believe."""

    def caller_of(honest: Piece) -> Piece:
        def lying(token: str, policy: Passes, callers: Collection[str], now: float) -> str:
            try:
                return str(honest(token, policy, callers, now))
            except Refused as refused:
                if (found := change(token, policy)) in callers:
                    return str(found)
                raise refused from None

        return lying

    instead(credentials, "caller_of", caller_of)
    instead(
        visits,
        "claims_shown",
        lambda _honest: lambda shown, _bundle: _unread(shown[0].partition(" ")[2]),
    )


def _unread(token: str) -> dict[str, object]:
    try:
        return dict(jwt.decode(token, options={"verify_signature": False}))
    except jwt.PyJWTError:
        return {}


@lie(breaks="UC-04", noticed_by=BELIEVED, seen_in="libraries that knew the method none")
def unsigned_tiers() -> None:
    """Believes a pass whose method of signing is none."""

    def unsigned(token: str, _policy: Passes) -> str | None:
        none = jwt.get_unverified_header(token)["alg"] == "none"
        return str(_unread(token).get("sub")) if none else None

    _believing(unsigned)


@lie(breaks="UC-04", noticed_by=BELIEVED)
def tiers_without_a_look_at_the_signature() -> None:
    """Reads the pass and leaves its signature to somebody else."""

    def unread(token: str, _policy: Passes) -> str | None:
        signed = jwt.get_unverified_header(token)["alg"] == "HS256"
        expired = float(str(_unread(token).get("exp"))) < float(str(_unread(token).get("iat")))
        return str(_unread(token).get("sub")) if signed and not expired else None

    _believing(unread)


@lie(breaks="UC-04", noticed_by=BELIEVED)
def tiers_for_ever() -> None:
    """Lets a tier be used after the pass has expired."""

    def expired(token: str, policy: Passes) -> str | None:
        try:
            claims = jwt.decode(
                token,
                policy.key,
                algorithms=["HS256"],
                options={"verify_exp": False, "verify_aud": False},
            )
        except jwt.PyJWTError:
            return None
        return str(claims["sub"])

    _believing(expired)


@lie(breaks="UC-04", noticed_by="RateLimit-Policy was")
def forgers_are_told_what_they_would_have() -> None:
    """Tells even those who are refused what the tier that they claim would be worth."""

    def before_body(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit) -> None:
            try:
                honest(self, visit)
            except Refused as refused:
                if refused.reason in {Reason.PASS_INVALID, Reason.PASS_EXPIRED}:
                    claims = _unread(visit.lines(b"authorization")[0].partition(" ")[2])
                    limits = visit.bundle.request_limits if visit.bundle else ()
                    visit.counted = tuple(
                        Counted(each, str(claims.get("sub")), each.tier_in(claims))
                        for each in limits
                    )
                raise

        return lying

    instead(Decisions, "before_body", before_body)
