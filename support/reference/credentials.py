"""Who is calling: a key that the bundle knows, or a pass that names one of its callers."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from .passes import caller_of, claims_of
from .reasons import Reason, Refused

if TYPE_CHECKING:
    from .bundles import Bundle

DOTS_IN_A_PASS = 2


def caller_who_shows(shown: list[str], bundle: Bundle, wall: float) -> str:
    """Return the caller of these Authorization lines, or refuse."""
    if not shown:
        raise Refused(Reason.NO_CREDENTIALS)
    scheme, _, token = shown[0].strip(" \t").partition(" ")
    token = token.strip(" \t")
    if scheme.lower() != "bearer" or not token:
        raise Refused(Reason.NO_CREDENTIALS)
    if len(shown) > 1 or " " in token:
        raise Refused(Reason.UNKNOWN_KEY, message="Show one key, once.")
    caller = _caller_with_key(token, bundle)
    if caller is not None:
        return caller
    if bundle.passes is not None and token.count(".") == DOTS_IN_A_PASS:
        return caller_of(token, bundle.passes, bundle.callers, wall)
    raise Refused(Reason.UNKNOWN_KEY)


def caller_known_by(shown: list[str], bundle: Bundle, wall: float) -> str | None:
    """Return the caller of these Authorization lines; None where they would be refused."""
    try:
        return caller_who_shows(shown, bundle, wall)
    except Refused:
        return None


def claims_shown(shown: list[str], bundle: Bundle) -> dict[str, Any]:
    """Return what the pass says by which somebody was let in; nothing where it was a key."""
    token = shown[0].strip(" \t").partition(" ")[2].strip(" \t")
    if bundle.passes is None or _caller_with_key(token, bundle) is not None:
        return {}
    return claims_of(token, bundle.passes)


def _caller_with_key(token: str, bundle: Bundle) -> str | None:
    """Find the caller whose key it is; a key may look like a pass and is a key all the same."""
    return bundle.caller_by_key.get(hashlib.sha256(token.encode("latin-1")).hexdigest())
