"""What a bundle can ask for: one frozen class for each kind of policy, and how each is read.

Rule 1: no HTTP and no clock in here.
Rule 2: whoever holds a policy may rely on it; it was checked when it was read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING, Final

from .fault_finding import quoted
from .kinds.cost_budget import CostBudget, read_cost_budget
from .kinds.kill_switch import KillSwitch, read_kill_switch
from .kinds.request_limit import RequestLimit, read_request_limit
from .kinds.spend_breaker import SpendBreaker, read_spend_breaker
from .kinds.stages import read_stage
from .kinds.stream_limit import StreamLimit, read_stream_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from .fault_finding import ObjectReader
    from .kinds.stages import Stage

MODES = ("enforce", "shadow")
HS256_KEY_BYTES = 32  # RFC 7518 section 3.2: a key as long as the hash, at least


@dataclass(frozen=True, slots=True)
class TokenBudget:
    """How many tokens one caller may use."""

    name: str
    caller: str
    per_minute: int | None
    per_day: int | None
    max_prompt: int | None
    default_max_tokens: int
    streams: StreamLimit | None = None
    mode: str = "enforce"


@dataclass(frozen=True, slots=True)
class LoopDetection:
    """When the same request again is a loop, and what is done then."""

    name: str
    threshold: int
    window_seconds: float
    action: str
    delay_seconds: float
    longest_delay_seconds: float
    mode: str = "enforce"


@dataclass(frozen=True, slots=True)
class HopLimit:
    """How often a request may come by."""

    name: str
    hops: int


@dataclass(frozen=True, slots=True)
class Crawler:
    """One crawler: its product token, and where it comes from (None: it is believed)."""

    name: str
    addresses: tuple[IPv4Network | IPv6Network, ...] | None


@dataclass(frozen=True, slots=True)
class CrawlerAllowance:
    """How many pages a day each crawler may read."""

    name: str
    crawlers: tuple[Crawler, ...]
    pages_per_day: int
    stages: tuple[Stage, ...]
    unverified: str
    mode: str = "enforce"


@dataclass(frozen=True, slots=True)
class Passes:
    """Whose signed passes are accepted instead of keys."""

    name: str
    key: str
    leeway_seconds: float
    issuer: str | None
    audience: str | None


@dataclass(frozen=True, slots=True)
class ClockWatch:
    """How wrong our clock may be before it is reported."""

    name: str
    skew_threshold_seconds: float


Policy = (
    TokenBudget
    | LoopDetection
    | HopLimit
    | CrawlerAllowance
    | Passes
    | ClockWatch
    | KillSwitch
    | RequestLimit
    | CostBudget
    | SpendBreaker
)


Watchable = (  # kinds with a mode
    TokenBudget | LoopDetection | CrawlerAllowance | RequestLimit | CostBudget | SpendBreaker
)


def _read_token_budget(reader: ObjectReader, name: str) -> TokenBudget:
    budget = TokenBudget(
        name,
        reader.text("caller"),
        reader.whole_or_none("tokens_per_minute"),
        reader.whole_or_none("tokens_per_day"),
        reader.whole_or_none("max_prompt_tokens"),
        reader.whole_or_none("default_max_tokens") or 1000,
        read_stream_limit(reader.object_or_none("streams")),
    )
    limits = ("tokens_per_minute", "tokens_per_day", "max_prompt_tokens", "streams")
    if not any(reader.has(limit) for limit in limits):
        reader.faults.append(f"{reader.path}: must have at least one of {', '.join(limits)}")
    return budget


def _read_loop_detection(reader: ObjectReader, name: str) -> LoopDetection:
    threshold, window = reader.whole("threshold", least=2), reader.number("window_seconds", 1)
    action = reader.one_of("action", ("refuse", "warn", "throttle"))
    delay = longest = 0.0
    if action == "throttle":
        delay = reader.number("delay_seconds", 0, above=True)
        longest = reader.number("longest_delay_seconds", 0, above=True)
    return LoopDetection(name, threshold, window, action, delay, longest)


def _read_hop_limit(reader: ObjectReader, name: str) -> HopLimit:
    return HopLimit(name, reader.whole("hops"))


def _read_crawlers(reader: ObjectReader, name: str) -> CrawlerAllowance:
    crawlers = tuple(_read_crawler(each) for each in reader.objects("crawlers"))
    if reader.has("crawlers") and not crawlers:
        reader.fault("crawlers", "must name at least one crawler")
    seen: set[str] = set()
    for index, crawler in enumerate(crawlers):
        if crawler.name.lower() in seen:
            reader.fault(f"crawlers[{index}].name", f"{quoted(crawler.name)} is there already")
        seen.add(crawler.name.lower())
    return CrawlerAllowance(
        name,
        crawlers,
        reader.whole("pages_per_day"),
        tuple(read_stage(each) for each in reader.objects("stages")),
        reader.one_of("unverified", ("refuse", "treat_as_crawler"), default="refuse"),
    )


def _read_crawler(reader: ObjectReader) -> Crawler:
    name = reader.text("name")
    stated = reader.listed_or_none("addresses")
    networks = [_read_network(reader, index, value) for index, value in enumerate(stated or ())]
    reader.no_others("a crawler")
    known = tuple(network for network in networks if network is not None)
    return Crawler(name, None if stated is None else known)


def _read_network(
    reader: ObjectReader, index: int, value: object
) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(value if isinstance(value, str) else "")
    except ValueError:
        reader.fault(
            f"addresses[{index}]", f"must be a network such as 192.0.2.0/24, was {quoted(value)}"
        )
        return None


def _read_passes(reader: ObjectReader, name: str) -> Passes:
    return Passes(
        name,
        reader.secret("key", HS256_KEY_BYTES),
        reader.number("leeway_seconds", 0, default=0),
        reader.text_or_none("issuer"),
        reader.text_or_none("audience"),
    )


def _read_clock_watch(reader: ObjectReader, name: str) -> ClockWatch:
    return ClockWatch(name, reader.number("skew_threshold_seconds", 0, above=True))


KINDS: Final[dict[str, Callable[[ObjectReader, str], Policy]]] = {
    "token_budget": _read_token_budget,
    "loop_detection": _read_loop_detection,
    "hop_limit": _read_hop_limit,
    "crawlers": _read_crawlers,
    "passes": _read_passes,
    "clock_watch": _read_clock_watch,
    "kill_switch": read_kill_switch,
    "request_limit": read_request_limit,
    "cost_budget": read_cost_budget,
    "spend_breaker": read_spend_breaker,
}


def read_policy(reader: ObjectReader) -> Policy | None:
    """Read one policy of whichever kind; None when not even its kind is known."""
    name = reader.text("name")
    kind = reader.one_of("kind", KINDS)
    if kind not in KINDS:
        return None
    policy = KINDS[kind](reader, name)
    if isinstance(policy, Watchable):
        policy = replace(policy, mode=reader.one_of("mode", MODES, default="enforce"))
    reader.no_others(f"a {kind} policy")
    return policy
