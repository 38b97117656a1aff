"""Policies of each kind that are wrong in one place, in the words of the features.

A slip stands behind the good policies of a bundle, as it might have been typed. All of it is as it
must be but for one entry, so that nothing else can be found fault with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NAME = "slip"  # what each of them is called in its bundle
FIRST = "first"
_MONEY = {"per": "caller", "missing": "pass", "amount": 100, "price": {"fixed": 1.0}}
_PAGES = {"pages_per_day": 100, "unverified": "refuse"}
_TEN_A_SECOND = {
    "kind": "request_limit",
    "per": "caller",
    "missing": "pass",
    "requests": 10,
    "seconds": 1,
    "burst": 10,
}
_GOLD = {"tier": "gold", "requests": 20, "seconds": 1}
_WARNED = {"from_percent": 80, "action": "warn"}
_A_DAY = {"period": "day", "stages": [{"from_percent": 100, "action": "refuse"}]}


@dataclass(frozen=True, slots=True)
class Slip:
    """What the policy says besides its name, and the entry with which it is wrong.

    Some are wrong only because of another one, which stands before it and is as it must be.
    """

    says: dict[str, Any]
    shows_in: str
    first: dict[str, Any] | None = None

    def policies(self) -> list[dict[str, Any]]:
        """The wrong one last."""
        before = [{"name": FIRST, **self.first}] if self.first else []
        return [*before, {"name": NAME, **self.says}]


def _slip(kind: str, shows_in: str, *parts: dict[str, Any], **says: Any) -> Slip:  # noqa: ANN401 - JSON values
    whole: dict[str, Any] = {"kind": kind}
    for part in (*parts, says):
        whole |= part
    return Slip(whole, shows_in)


SLIPS: dict[str, Slip] = {
    "a watch for loops that counts to one": _slip(
        "loop_detection", "threshold", threshold=1, window_seconds=60, action="refuse"
    ),
    "a watch for loops that slows by nothing": _slip(
        *("loop_detection", "delay_seconds"),
        {"threshold": 5, "window_seconds": 60, "action": "throttle"},
        delay_seconds=0,
        longest_delay_seconds=8,
    ),
    "two watches for loops": Slip(
        {"kind": "loop_detection", "threshold": 9, "window_seconds": 60, "action": "warn"},
        "kind",
        {"kind": "loop_detection", "threshold": 5, "window_seconds": 60, "action": "refuse"},
    ),
    "a limit of no hops": _slip("hop_limit", "hops", hops=0),
    "an allowance for a crawler who is named twice": _slip(
        *("crawlers", "crawlers[1].name", _PAGES),
        crawlers=[{"name": "GPTBot"}, {"name": "gptbot"}],
        stages=[_WARNED],
    ),
    "an allowance for a crawler from no network": _slip(
        *("crawlers", "crawlers[0].addresses[0]", _PAGES),
        crawlers=[{"name": "GPTBot", "addresses": ["192.0.2.0/33"]}],
        stages=[_WARNED],
    ),
    "an allowance for crawlers with a misspelt stage": _slip(
        *("crawlers", "stages[0].delay", _PAGES),
        crawlers=[{"name": "GPTBot"}],
        stages=[{**_WARNED, "delay": 2}],
    ),
    "a key for passes that is too short": _slip("passes", "key", key="open sesame"),
    "a watch for clocks that allows less than nothing": _slip(
        "clock_watch", "skew_threshold_seconds", skew_threshold_seconds=-1
    ),
    "a limit for requests in no time": _slip(
        "request_limit", "seconds", per="caller", missing="pass", requests=10, seconds=0, burst=10
    ),
    "two limits for requests under one name": Slip(
        {"name": FIRST, **_TEN_A_SECOND, "per": "everybody"}, "name", _TEN_A_SECOND
    ),
    "a tier that is there twice": _slip(
        *("request_limit", "tiers.rates[1].tier"),
        _TEN_A_SECOND,
        tiers={"claim": "tier", "rates": [_GOLD, _GOLD]},
    ),
    "a price that nobody can name": _slip(
        *("cost_budget", "price.header", _MONEY, _A_DAY),
        price={"header": "X-Prix-d'été", "default": 1.0},
    ),
    "a price of a tenth of a millionth": _slip(
        *("cost_budget", "price.fixed", _MONEY, _A_DAY), price={"fixed": 0.0000001}
    ),
    "a budget of a billion": _slip(
        *("cost_budget", "amount", _MONEY, _A_DAY), amount=1_000_000_000
    ),
    "a budget of money that refuses nobody": _slip(
        "cost_budget", "stages", _MONEY, period="day", stages=[_WARNED]
    ),
    "a breaker that not even one request fits": _slip(
        *("spend_breaker", "price", _MONEY),
        {"window_seconds": 300, "open_seconds": 300},
        price={"fixed": 200},
    ),
    "a breaker that closes while the money still counts": _slip(
        "spend_breaker", "open_seconds", _MONEY, window_seconds=300, open_seconds=60
    ),
}
