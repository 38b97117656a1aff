"""Why a request is not let through: the words, and the verdict that carries one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Headers = list[tuple[bytes, bytes]]


class Reason(StrEnum):
    """The words that stand in X-Gateway-Reason."""

    FROZEN = "frozen"
    RATE_EXCEEDED = "rate_exceeded"
    LIMIT_KEY_MISSING = "limit_key_missing"
    BREAKER_OPEN = "breaker_open"
    COST_BUDGET_SPENT = "cost_budget_spent"
    PRICE_TOO_HIGH = "price_too_high"
    TPM_EXCEEDED = "tpm_exceeded"
    TPD_EXCEEDED = "tpd_exceeded"
    REQUEST_TOO_LARGE = "request_too_large"
    PROMPT_TOO_LONG = "prompt_too_long"
    STREAM_TOO_LONG = "stream_too_long"
    LOOP_DETECTED = "loop_detected"
    HOP_LIMIT = "hop_limit"
    CRAWLER_ALLOWANCE_SPENT = "crawler_allowance_spent"
    CRAWLER_UNVERIFIED = "crawler_unverified"
    PASS_EXPIRED = "pass_expired"  # noqa: S105 - a word, not a password
    PASS_NOT_YET_VALID = "pass_not_yet_valid"  # noqa: S105
    PASS_INVALID = "pass_invalid"  # noqa: S105
    UNKNOWN_KEY = "unknown_key"
    NO_CREDENTIALS = "no_credentials"
    NO_POLICY = "no_policy"
    STOPPING = "stopping"
    NO_ROUTE = "no_route"
    BAD_REQUEST = "bad_request"
    UPSTREAM_UNREACHABLE = "upstream_unreachable"
    UPSTREAM_TIMEOUT = "upstream_timeout"


@dataclass(eq=False)
class Refused(Exception):  # noqa: N818 - it is a verdict, not an error of ours
    """The request is not let through; what is not stated here is said by the reason alone."""

    reason: Reason
    retry_after: int | None = None
    headers: Headers = field(default_factory=list)
    message: str | None = None
    param: str | None = None
    code: str | None = None
