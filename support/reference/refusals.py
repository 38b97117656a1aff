"""Every way of saying no: what each reason looks like on the wire, what it tells one to do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .reasons import Reason

if TYPE_CHECKING:
    from .reasons import Headers, Refused

REALM: Final = b'Bearer realm="gateway"'
INVALID_TOKEN: Final = REALM + b', error="invalid_token"'


@dataclass(frozen=True, slots=True)
class Kind:
    """How a reason is told; `never` says that trying the same again is of no use."""

    status: int
    type: str
    code: str | None
    message: str
    never: bool = False
    param: str | None = None
    headers: tuple[tuple[bytes, bytes], ...] = ()


BAD: Final = "invalid_request_error"
VARY: Final = ((b"Vary", b"User-Agent"),)
BAD_TOKEN: Final = ((b"WWW-Authenticate", INVALID_TOKEN),)

KINDS: Final[dict[Reason, Kind]] = {
    Reason.FROZEN: Kind(
        503, "service_unavailable_error", "frozen",
        "The operator of this gateway has stopped requests such as this one.",
    ),
    Reason.RATE_EXCEEDED: Kind(
        429, "requests", "rate_limit_exceeded",
        "Requests come too fast. Try again after the time in Retry-After.",
    ),
    Reason.LIMIT_KEY_MISSING: Kind(
        400, BAD, "limit_key_missing",
        "The request does not say whose limit it is to be counted on.",
        never=True,
    ),
    Reason.BREAKER_OPEN: Kind(
        429, "requests", "breaker_open",
        "Money ran out too fast: nothing is let through. Try again after the time in Retry-After.",
    ),
    Reason.COST_BUDGET_SPENT: Kind(
        429, "requests", "cost_budget_spent",
        "Too little is left to be spent for this request. Try again after the time in Retry-After.",
    ),
    Reason.PRICE_TOO_HIGH: Kind(
        429, "requests", "price_too_high",
        "This request costs more than may be spent at all. Ask for something cheaper.",
        never=True,
    ),
    Reason.TPM_EXCEEDED: Kind(
        429, "tokens", "rate_limit_exceeded",
        "Too few tokens are left of this minute. Try again after the time in Retry-After.",
    ),
    Reason.TPD_EXCEEDED: Kind(
        429, "tokens", "rate_limit_exceeded",
        "Too few tokens are left of this day. Try again after the time in Retry-After.",
    ),
    Reason.REQUEST_TOO_LARGE: Kind(
        429, "tokens", "request_too_large",
        "This request needs more tokens than the whole budget has. Ask for a shorter answer.",
        never=True,
    ),
    Reason.PROMPT_TOO_LONG: Kind(
        400, BAD, "context_length_exceeded",
        "The messages are longer than is allowed here. Shorten them.",
        never=True, param="messages",
    ),
    Reason.STREAM_TOO_LONG: Kind(
        429, "tokens", "stream_too_long",
        "This stream has reached its longest length, and ends here. Ask for a shorter answer.",
        never=True,
    ),
    Reason.LOOP_DETECTED: Kind(
        429, "requests", "loop_detected",
        "The same request came again and again, as from a loop. Change it, or wait.",
    ),
    Reason.HOP_LIMIT: Kind(
        508, BAD, "hop_limit",
        "This request has come through this gateway too often: it is going in a circle.",
        never=True,
    ),
    Reason.CRAWLER_ALLOWANCE_SPENT: Kind(
        429, "requests", "crawler_allowance_spent",
        "This crawler has read its pages for today. Come back after the time in Retry-After.",
        headers=VARY,
    ),
    Reason.CRAWLER_UNVERIFIED: Kind(
        403, "permission_error", "crawler_unverified",
        "This address is not one of the crawler that the user agent names.",
        never=True, headers=VARY,
    ),
    Reason.PASS_EXPIRED: Kind(
        401, BAD, "pass_expired", "The pass has expired. Get a new one.", headers=BAD_TOKEN
    ),
    Reason.PASS_NOT_YET_VALID: Kind(
        401, BAD, "pass_not_yet_valid", "The pass is not valid yet.", headers=BAD_TOKEN
    ),
    Reason.PASS_INVALID: Kind(
        401, BAD, "pass_invalid", "The pass is not valid. Get a new one.", headers=BAD_TOKEN
    ),
    Reason.UNKNOWN_KEY: Kind(
        401, BAD, "invalid_api_key", "This key is not known here.", headers=BAD_TOKEN
    ),
    Reason.NO_CREDENTIALS: Kind(
        401, BAD, None, "Show a key: Authorization: Bearer <key>.",
        headers=((b"WWW-Authenticate", REALM),),
    ),
    Reason.NO_POLICY: Kind(
        503, "service_unavailable_error", "no_policy",
        "No policy is in force yet, so nothing is let through. Try again later.",
    ),
    Reason.STOPPING: Kind(
        503, "service_unavailable_error", "stopping",
        "The gateway has to stop before the answer is there. Ask again.",
    ),
    Reason.NO_ROUTE: Kind(404, BAD, "no_route", "Nothing is to be found under this path."),
    Reason.BAD_REQUEST: Kind(400, BAD, None, "The request cannot be understood.", never=True),
    Reason.UPSTREAM_UNREACHABLE: Kind(
        502, "server_error", "upstream_unreachable", "The service behind the gateway is not there."
    ),
    Reason.UPSTREAM_TIMEOUT: Kind(
        504, "server_error", "upstream_timeout", "The service behind the gateway took too long."
    ),
}  # fmt: skip


def refusal_answer(refused: Refused) -> tuple[int, Headers, bytes]:
    """Build status, headers and body of the answer."""
    kind = KINDS[refused.reason]
    error = {
        "message": refused.message or kind.message,
        "type": kind.type,
        "param": refused.param or kind.param,
        "code": refused.code or kind.code,
    }
    headers: Headers = [
        (b"Content-Type", b"application/json"),
        (b"Cache-Control", b"no-store"),
        (b"X-Gateway-Reason", refused.reason.encode()),
    ]
    if refused.retry_after is not None:
        headers.append((b"Retry-After", b"%d" % refused.retry_after))
    if kind.never:
        headers.append((b"x-should-retry", b"false"))
    headers += [*kind.headers, *refused.headers]
    return kind.status, headers, json.dumps({"error": error}).encode()


def error_event(reason: Reason, message: str) -> bytes:
    """Tell of a failure in a stream that has begun already, as one event."""
    kind = KINDS[reason]
    error = {"message": message, "type": kind.type, "param": None, "code": kind.code}
    return b"data: " + json.dumps({"error": error}).encode() + b"\n\n"
