"""Writes a policy down as a bundle of docs/reference-gateway.md, section 3."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.targets.policy import (
        CrawlerRule,
        Policy,
        Price,
        Rate,
        RequestLimit,
        Scope,
        Stage,
        TokenBudget,
    )

KINDS = {  # those that can be in shadow mode, as features call them
    "token_budget": "token budgets",
    "request_limit": "request limits",
    "cost_budget": "cost budgets",
    "spend_breaker": "spend breakers",
    "loop_detection": "loops",
    "crawlers": "crawlers",
}
ONLY_CHAT = [{"path": "/v1/chat/", "upstream": "model", "access": "callers"}]
ROUTES = [
    {"path": "/v1/", "upstream": "model", "access": "callers"},
    {"path": "/v1/documents/", "upstream": "receiver", "access": "callers"},
    {"path": "/hooks/", "upstream": "receiver", "access": "anyone"},
    {"path": "/", "upstream": "site", "access": "anyone"},
]


def write(policy: Policy, key: str | None) -> bytes:
    return seal(json.dumps(content(policy)).encode(), key)


def seal(body: bytes, key: str | None) -> bytes:
    """The document with its signature in front, when there is a key to sign with."""
    if key is None:
        return body
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest().encode() + b"\n" + body


def content(policy: Policy) -> dict[str, Any]:
    bundle: dict[str, Any] = {
        "version": policy.version,
        "issued_at": _instant(policy.issued or 0.0),
        "callers": [
            {"name": name, "key_sha256": hashlib.sha256(key.encode()).hexdigest()}
            for name, key in policy.keys.items()
        ],
        "routes": ONLY_CHAT if policy.only_chat else ROUTES,
        "policies": [_with_mode(each, policy) for each in _policies(policy) if each],
    }
    if policy.shadow_until is not None:
        bundle["shadow_until"] = _instant(policy.shadow_until)
    if policy.expires is not None:
        bundle["expires_at"] = _instant(policy.expires)
    return bundle


def _with_mode(entry: dict[str, Any], policy: Policy) -> dict[str, Any]:
    watched = KINDS.get(entry["kind"]) in policy.shadowed
    return entry | {"mode": "shadow"} if watched else entry


def _policies(policy: Policy) -> list[dict[str, Any]]:
    return [
        *_budgets(policy),
        _loops(policy),
        {"name": "hops", "kind": "hop_limit", "hops": policy.hops} if policy.hops else {},
        _crawlers(policy.crawlers) if policy.crawlers else {},
        _passes(policy),
        _clock_watch(policy),
        *_kill_switches(policy),
        *(_request_limit(name, limit) for name, limit in policy.request_limits.items()),
        *_cost_budgets(policy),
        *_spend_breakers(policy),
    ]


def _budgets(policy: Policy) -> list[dict[str, Any]]:
    return [
        _without_nothing(
            name=f"tokens of {caller}",
            kind="token_budget",
            caller=caller,
            tokens_per_minute=budget.per_minute,
            tokens_per_day=budget.per_day,
            max_prompt_tokens=budget.longest_prompt,
            default_max_tokens=budget.unsaid_answer,
            streams=_streams(budget),
        )
        for caller, budget in policy.budgets.items()
    ]


def _streams(budget: TokenBudget) -> dict[str, Any] | None:
    if budget.longest_stream is None:
        return None
    return {"max_completion_tokens": budget.longest_stream, "when_reached": budget.stream_end}


def _loops(policy: Policy) -> dict[str, Any]:
    rule = policy.loops
    if rule is None:
        return {}
    slowing = rule.action == "throttle"
    return _without_nothing(
        name="loops",
        kind="loop_detection",
        threshold=rule.threshold,
        window_seconds=rule.window,
        action=rule.action,
        delay_seconds=rule.delay if slowing else None,
        longest_delay_seconds=rule.longest_delay if slowing else None,
    )


def _crawlers(rule: CrawlerRule) -> dict[str, Any]:
    return {
        "name": "crawlers",
        "kind": "crawlers",
        "crawlers": [
            {"name": name, "addresses": networks} if networks else {"name": name}
            for name, networks in rule.crawlers.items()
        ],
        "pages_per_day": rule.pages_per_day,
        "stages": [_stage(each) for each in rule.stages],
        "unverified": rule.impostors,
    }


def _stage(stage: Stage) -> dict[str, Any]:
    where = "above_percent" if stage.above else "from_percent"
    return _without_nothing(
        **{where: stage.percent}, action=stage.action, delay_seconds=stage.delay or None
    )


def _passes(policy: Policy) -> dict[str, Any]:
    rule = policy.passes
    if rule is None:
        return {}
    return _without_nothing(
        name="passes",
        kind="passes",
        key=rule.key,
        leeway_seconds=rule.leeway,
        issuer=rule.issuer,
        audience=rule.audience,
    )


def _clock_watch(policy: Policy) -> dict[str, Any]:
    if policy.skew_threshold is None:
        return {}
    threshold = policy.skew_threshold
    return {"name": "clock", "kind": "clock_watch", "skew_threshold_seconds": threshold}


def _kill_switches(policy: Policy) -> list[dict[str, Any]]:
    return [
        _without_nothing(
            name=name,
            kind="kill_switch",
            where=scope(switch.where),
            expires_at=switch.until and _instant(switch.until),
            **{"except": scope(switch.exception)},
        )
        for name, switch in policy.kill_switches.items()
    ]


def _cost_budgets(policy: Policy) -> list[dict[str, Any]]:
    return [
        _without_nothing(
            name=name,
            kind="cost_budget",
            per="caller",
            missing="pass",
            where=scope(budget.where),
            amount=budget.amount,
            period=budget.period,
            stages=[_stage(each) for each in budget.stages] or None,
            price=_price(budget.price),
        )
        for name, budget in policy.cost_budgets.items()
    ]


def _spend_breakers(policy: Policy) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "kind": "spend_breaker",
            "per": "caller",
            "missing": "pass",
            "amount": breaker.amount,
            "window_seconds": breaker.window,
            "open_seconds": breaker.open,
            "price": _price(breaker.price),
        }
        for name, breaker in policy.spend_breakers.items()
    ]


def _price(price: Price) -> dict[str, Any]:
    if price.header or price.query:
        return _without_nothing(header=price.header, query=price.query, default=float(price.usual))
    return {"fixed": float(price.usual)}


def scope(stated: Scope | None) -> dict[str, Any] | None:
    """Which requests a policy is about, or nothing where it is about all of them."""
    if stated is None:
        return None
    return _without_nothing(
        path=stated.path,
        methods=stated.methods,
        caller=stated.caller,
        header=stated.header and {"name": stated.header[0], "value": stated.header[1]},
        agents=stated.agents,
    )


def _request_limit(name: str, limit: RequestLimit) -> dict[str, Any]:
    tiers = [{"tier": tier, **_rate(rate)} for tier, rate in limit.tiers.items()]
    return _without_nothing(
        name=name,
        kind="request_limit",
        per=limit.per if isinstance(limit.per, str) else dict([limit.per]),
        missing=limit.missing,
        **_rate(limit.rate),
        where=scope(limit.where),
        tiers={"claim": limit.tier_claim, "rates": tiers} if tiers else None,
    )


def _rate(rate: Rate) -> dict[str, Any]:
    return {"requests": rate.requests, "seconds": rate.seconds, "burst": rate.burst}


def _without_nothing(**keys: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    return {key: value for key, value in keys.items() if value is not None}


def _instant(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%SZ}"
