"""What a scenario wants a gateway to enforce, in nobody's format.

Sentences fill a Policy in; each target writes it down as its own gateway reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class TokenBudget:
    per_minute: int | None = None
    per_day: int | None = None
    longest_prompt: int | None = None
    unsaid_answer: int | None = None  # what an answer counts whose longest length is not named
    longest_stream: int | None = None
    stream_end: str = "finish"  # or "error": how a stream is ended that would become longer


@dataclass(slots=True)
class LoopRule:
    threshold: int
    window: int  # seconds
    action: str = "refuse"  # or "warn", "throttle"
    delay: float = 0.0
    longest_delay: float = 0.0


@dataclass(slots=True)
class Stage:
    action: str  # "warn", "throttle", "refuse"
    percent: int
    delay: float = 0.0
    above: bool = False  # from the percentage on, or only above it


@dataclass(slots=True)
class CrawlerRule:
    pages_per_day: int
    stages: list[Stage] = field(default_factory=list)
    crawlers: dict[str, list[str]] = field(default_factory=dict)  # name -> its own networks
    impostors: str = "refuse"  # or "treat_as_crawler"


@dataclass(slots=True)
class PassRule:
    key: str
    leeway: int = 0
    issuer: str | None = None
    audience: str | None = None


@dataclass(slots=True)
class Scope:
    """Requests that are alike in all that is stated; what is not stated may be anything."""

    path: str | None = None  # and whatever lies under it
    methods: list[str] | None = None
    caller: str | None = None
    header: tuple[str, str] | None = None  # name and value
    agents: list[str] | str | None = None  # product tokens, or the name of a class of them


@dataclass(slots=True)
class Price:
    """What a request costs, and where it may name a price of its own; in plain digits."""

    usual: str
    header: str | None = None
    query: str | None = None


@dataclass(slots=True)
class CostBudget:
    amount: int
    period: str  # "5m", "hour", "day", "week", "month"
    price: Price
    stages: list[Stage] = field(default_factory=list)  # what does not fit is refused, in any case
    where: Scope | None = None


@dataclass(slots=True)
class SpendBreaker:
    amount: int
    window: int  # seconds
    open: int  # seconds
    price: Price


@dataclass(slots=True)
class KillSwitch:
    where: Scope | None = None  # everything, where nothing is said
    until: float | None = None  # further notice, where nothing is said
    exception: Scope | None = None


@dataclass(slots=True)
class Rate:
    requests: int
    seconds: float
    burst: int  # how many at once


@dataclass(slots=True)
class RequestLimit:
    rate: Rate
    per: str | tuple[str, str] = "everybody"  # or "caller", "address", ("header" or "claim", name)
    missing: str = "refuse"  # or "pass"
    tier_claim: str = "tier"
    tiers: dict[str, Rate] = field(default_factory=dict)
    where: Scope | None = None


@dataclass(slots=True)
class Policy:
    version: int = 1
    keys: dict[str, str] = field(default_factory=dict)  # caller -> API key
    budgets: dict[str, TokenBudget] = field(default_factory=dict)  # by caller
    cost_budgets: dict[str, CostBudget] = field(default_factory=dict)  # by name
    spend_breakers: dict[str, SpendBreaker] = field(default_factory=dict)  # by name
    loops: LoopRule | None = None
    hops: int | None = None
    crawlers: CrawlerRule | None = None
    passes: PassRule | None = None
    skew_threshold: float | None = None
    kill_switches: dict[str, KillSwitch] = field(default_factory=dict)  # by name
    request_limits: dict[str, RequestLimit] = field(default_factory=dict)  # by name
    only_chat: bool = False  # nothing but the chat is served
    shadowed: set[str] = field(default_factory=set)  # kinds of policies, as features call them
    shadow_until: float | None = None  # for all of them
    issued: float | None = None
    expires: float | None = None
