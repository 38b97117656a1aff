"""Passes: signed tokens that say whose request it is, and until when.

Rule 1: no HTTP in here.
Rule 2: no clock; PyJWT checks the signature and who it is for, we check the time, as told.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import jwt

from .reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from .policies import Passes

ALGORITHMS = ["HS256"]
FARTHEST = 10**12  # some 30,000 years; what is beyond, endless or no number is no moment


def caller_of(token: str, policy: Passes, callers: Collection[str], now: float) -> str:
    """Return the caller whom the pass names, or refuse it."""
    claims = _verified(token, policy)
    caller = claims["sub"]
    expires = _moment(claims, "exp", math.nan)
    valid_from = max(_moment(claims, claim, -math.inf) for claim in ("nbf", "iat"))
    if caller not in callers:
        raise Refused(Reason.PASS_INVALID)
    if not expires > now - policy.leeway_seconds:
        raise Refused(Reason.PASS_EXPIRED)
    if valid_from > now + policy.leeway_seconds:
        raise Refused(Reason.PASS_NOT_YET_VALID)
    return str(caller)


def claims_of(token: str, policy: Passes) -> dict[str, Any]:
    """Return what a pass says; the time it is good for has been looked at before."""
    return _verified(token, policy)


def _verified(token: str, policy: Passes) -> dict[str, Any]:
    """Check everything about the pass that the time does not change."""
    try:
        return jwt.decode(
            token,
            policy.key,
            algorithms=ALGORITHMS,
            audience=policy.audience,
            issuer=policy.issuer,
            options={
                "require": ["exp", "sub"],
                "verify_exp": False,  # these three are ours to check
                "verify_nbf": False,
                "verify_iat": False,
            },
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise Refused(Reason.PASS_INVALID) from error


def _moment(claims: dict[str, Any], claim: str, missing: float) -> float:
    """Read a NumericDate (RFC 7519 section 2): a number of JSON within reason, and nothing else."""
    value = claims.get(claim, missing)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if claim in claims and not (is_number and abs(value) <= FARTHEST):
        raise Refused(Reason.PASS_INVALID)
    return float(value)
