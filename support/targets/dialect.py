"""In which words a gateway answers: the wire meaning of each phrase of the phrase book.

Features say "because the minute budget is spent"; the dialect of the gateway under test says which
status, header, code and envelope that is. A new gateway is a dialect, never a new feature.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

PHRASES = (
    "it is frozen until a stated time",
    "it is frozen until further notice",
    "requests come too fast",
    "it does not say whose it is",
    "the minute budget is spent",
    "the day budget is spent",
    "it can never fit the budget",
    "the cost budget is spent",
    "the breaker is open",
    "it costs more than may be spent at all",
    "the prompt is too long",
    "the stream has become too long",
    "it repeats itself",
    "it has come back too often",
    "the crawler's allowance is spent",
    "the crawler is not who it says it is",
    "the pass has expired",
    "the pass is not valid yet",
    "the pass cannot be trusted",
    "the key is unknown",
    "nobody says who asks",
    "no policy is in force",
    "the gateway stops",
    "nothing is served there",
    "it cannot be understood",
    "the model cannot be reached",
    "the model does not answer in time",
)

REJECTIONS = (
    "cannot be read",
    "breaks the rules",
    "cannot be trusted",
    "is not newer than the one in force",
    "has expired",
)

UNREADINESS = (
    "no policy is in force",
    "the control plane refuses it",
)

FIGURES = (
    "requests that would be refused",
    "tokens of Acme",
    "the control plane is within reach",
    "the circuit is closed",
    "the circuit is open",
    "the circuit is half open",
    "events to be reported",
    "seconds that the clock is ahead",
    "the clock counts as wrong",
    "repetitions refused",
    "repetitions warned of",
    "repetitions slowed",
    "requests, by caller and outcome",
    "tokens, by caller",
)

OUTCOMES = (  # of a request, besides the refusals
    "answered",
    "left by the caller",
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Envelope = Literal["openai", "its own"]  # what it has of its own is not looked at


class Refusal(_Strict):
    """What one phrase is on the wire."""

    status: int = Field(ge=400, le=599)
    envelope: Envelope | None = None  # of the body, where it is not that of the dialect
    reason: str | None = None  # the value of the reason header, where the gateway sends one
    type: str | None = None  # error.type
    code: str | None = None  # error.code
    param: str | None = None  # error.param
    try_again: Literal["told when", "told not to", "told nothing"]
    challenge: str | None = None  # WWW-Authenticate, where one is owed
    varies_by: str | None = None  # Vary, where caches must be told


class Figure(_Strict):
    """Where on the wire one number of a limit stands. All sources must tell the same."""

    header: str
    policy: str | None = None  # the item of a RateLimit list
    parameter: str | None = None  # its parameter: q, w, r or t


class Limit(_Strict):
    """How the size of a limit, what is left, and when more or all of it is back are told."""

    size: tuple[Figure, ...] = ()
    left: tuple[Figure, ...] = ()
    more: tuple[Figure, ...] = ()
    whole_again: tuple[Figure, ...] = ()


class Headers(_Strict):
    reason: str | None = None
    policy: str | None = None
    request_id: str | None = None
    warning: str | None = None
    loop_count: str | None = None
    hops: str | None = None
    do_not_retry: tuple[str, str] | None = None
    do_not_store: tuple[str, str] | None = None


class Paths(_Strict):
    chat: str = "/v1/chat/completions"
    live: str = "/livez"
    ready: str = "/readyz"
    metrics: str = "/metrics"
    robots: str = "/robots.txt"
    pages: str = "/articles/"
    hooks: str = "/hooks/"
    documents: str = "/v1/documents/"


class Readiness(_Strict):
    """What a look at the gateway tells besides its status: in which words, under which keys."""

    words: dict[Literal["live", "ready", "not ready"], str] = {}
    policy: str | None = None
    reason: str | None = None
    detail: str | None = None
    reasons: dict[Literal[UNREADINESS], str] = {}  # type: ignore[valid-type]


class Dialect(_Strict):
    envelope: Envelope = "openai"
    jitter: float = Field(default=0.0, ge=0, le=1)  # by which share Retry-After may be longer
    headers: Headers = Headers()
    paths: Paths = Paths()
    limits: dict[Literal["minute", "day", "requests", "money"], Limit] = {}
    refusals: dict[Literal[PHRASES], Refusal] = {}  # type: ignore[valid-type]
    warnings: dict[str, str] = {}
    rejections: dict[Literal[REJECTIONS], str] = {}  # type: ignore[valid-type]
    readiness: Readiness = Readiness()
    metrics: dict[Literal[FIGURES], str] = {}  # type: ignore[valid-type]
    outcomes: dict[Literal[OUTCOMES], str] = {}  # type: ignore[valid-type]
