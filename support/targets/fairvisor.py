"""Writes a policy down as a bundle of Fairvisor Edge, by docs/policy-reference.md of that project.

What its bundles have words for is written; where they have none the Given cannot be brought
about, and the scenario says so. Callers are known by the Authorization header that they show.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from support.errors import SetupBrokenError
from support.targets.policy import CostBudget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.policy import (
        CrawlerRule,
        KillSwitch,
        LoopRule,
        Policy,
        RequestLimit,
        Scope,
        SpendBreaker,
        Stage,
        TokenBudget,
    )

Json = dict[str, Any]

_CALLER = "header:authorization"
_HERE = {"scope_key": "ip:address", "scope_value": "127.0.0.1"}  # from where everybody comes
_NO_END = 10**12  # tokens a minute, where nobody limits them
_USUAL_ANSWER = 1000  # tokens, as its documentation has it
_PERIODS = {"5m": "5m", "hour": "1h", "day": "1d"}  # its week begins on a Sunday, ours does not
_MILLISECONDS = 1000
_A_MINUTE = 60  # seconds
_LESS_THAN_A_CENT = 0.001  # its breaker opens at what is stated, and ours above


def write(policy: Policy, key: str | None) -> bytes:  # noqa: ARG001 - a file is not signed
    return json.dumps(bundle(policy)).encode()


def seal(body: bytes, key: str | None) -> bytes:  # noqa: ARG001 - a file is not signed
    return body


def bundle(policy: Policy) -> Json:
    for what, is_there in {"hops": policy.hops, "passes": policy.passes}.items():
        if is_there:
            _no_words_for(what)
    return {
        "bundle_version": policy.version,
        "issued_at": _instant(policy.issued or 0.0),
        "policies": list(_policies(policy)),
        "kill_switches": [_kill_switch(each, policy) for each in policy.kill_switches.values()],
    }


def _policies(policy: Policy) -> Iterator[Json]:
    tokens = [_token_budget(name, each, policy) for name, each in policy.budgets.items()]
    if tokens:
        yield _policy("tokens", "/v1/", *tokens)
    for name, limit in policy.request_limits.items():
        rule = _for_some(_request_limit(name, limit), limit.where, policy)
        yield _policy(name, _place(limit.where), rule, scope=limit.where)
    for name, cost in policy.cost_budgets.items():
        rule = _for_some(_cost_budget(name, cost), cost.where, policy)
        yield _policy(name, _place(cost.where), rule, scope=cost.where)
    for name, breaker in policy.spend_breakers.items():
        yield _spend_breaker(name, breaker)
    if policy.loops:
        yield _loops(policy.loops)
    if policy.crawlers:
        yield _policy("crawlers", "/articles/", _crawlers(policy.crawlers))


def _policy(name: str, place: str, *rules: Json, scope: Scope | None = None, **more: Any) -> Json:  # noqa: ANN401 - JSON values
    selector: Json = {"pathPrefix": place}
    if scope is not None and scope.methods is not None:
        selector["methods"] = scope.methods
    return {
        "id": name,
        "spec": {"selector": selector, "mode": "enforce", "rules": list(rules), **more},
    }


def _place(scope: Scope | None) -> str:
    return "/" if scope is None or scope.path is None else f"{scope.path.rstrip('/')}/"


def _for_some(rule: Json, scope: Scope | None, policy: Policy) -> Json:
    """The rule for those only whom the scope means; it compares what its keys name, no more."""
    marks = [] if scope is None else _marks(scope, policy)
    if not marks:
        return rule
    return rule | {"match": dict(marks), "limit_keys": [*rule["limit_keys"], *dict(marks)]}


def _token_budget(caller: str, budget: TokenBudget, policy: Policy) -> Json:
    """A minute's budget must be named; who has none gets one that nobody can spend."""
    limits = {
        "tokens_per_minute": budget.per_minute or _NO_END,
        "tokens_per_day": budget.per_day,
        "max_prompt_tokens": budget.longest_prompt,
        "default_max_completion": budget.unsaid_answer or _USUAL_ANSWER,
    }
    return {
        "name": f"tokens of {caller}",
        "match": {_CALLER: f"Bearer {policy.keys[caller]}"},
        "limit_keys": [_CALLER],
        "algorithm": "token_bucket_llm",
        "algorithm_config": {key: value for key, value in limits.items() if value is not None},
    }


def _request_limit(name: str, limit: RequestLimit) -> Json:
    rate = limit.rate
    a_second = rate.requests / rate.seconds
    if rate.burst < a_second:
        _no_words_for("fewer requests at once than come back in a second")
    if limit.tiers:
        _no_words_for("tiers by a pass that it has looked at; it leaves signatures to others")
    return {
        "name": name,
        "limit_keys": _counted_by(limit),
        "algorithm": "token_bucket",
        "algorithm_config": {"tokens_per_second": a_second, "burst": rate.burst},
    }


def _counted_by(limit: RequestLimit) -> list[str]:
    if isinstance(limit.per, str):
        return {"caller": [_CALLER], "address": ["ip:address"], "everybody": []}[limit.per]
    kind, name = limit.per
    return [f"{'jwt' if kind == 'claim' else kind}:{name}"]


def _cost_budget(name: str, budget: CostBudget) -> Json:
    if budget.period not in _PERIODS:
        _no_words_for(f"a budget for each {budget.period}")
    price = budget.price
    if price.header and price.query:
        _no_words_for("a price that stands in one of two places")
    asked = f"header:{price.header.lower()}" if price.header else f"query:{price.query}"
    usual = float(price.usual)
    return {
        "name": name,
        "limit_keys": [_CALLER],
        "algorithm": "cost_based",
        "algorithm_config": {
            "budget": budget.amount,
            "period": _PERIODS[budget.period],
            "cost_key": asked if price.header or price.query else "fixed",
            "fixed_cost": usual,
            "default_cost": usual,
            "staged_actions": _stages(budget.stages),
        },
    }


def _spend_breaker(name: str, breaker: SpendBreaker) -> Json:
    """It takes caller and price from the first rule beside it, so one stands there for these."""
    if breaker.window != _A_MINUTE:
        _no_words_for("a breaker by anything but the minute")
    priced = CostBudget(_NO_END, "day", breaker.price)
    opens = {
        "enabled": True,
        "spend_rate_threshold_per_minute": breaker.amount + _LESS_THAN_A_CENT,
        "auto_reset_after_minutes": breaker.open / _A_MINUTE,
    }
    return _policy(name, "/v1/", _cost_budget(name, priced), circuit_breaker=opens)


def _crawlers(rule: CrawlerRule) -> Json:
    """Known by its own list of bots; told apart by the whole header, the only way there is."""
    if any(rule.crawlers.values()):
        _no_words_for("the addresses of a crawler")
    return {
        "name": "crawlers",
        "match": {"ua:bot": "true"},
        "limit_keys": ["ua:bot", "header:user-agent"],
        "algorithm": "cost_based",
        "algorithm_config": {
            "budget": rule.pages_per_day,
            "period": "1d",
            "staged_actions": _stages(rule.stages),
        },
    }


def _stages(stages: list[Stage]) -> list[Json]:
    """Refusing is what comes at the whole budget in any case; nothing else may come there."""
    written: list[Json] = []
    for stage in stages:
        if stage.action == "refuse":
            if not stage.above:
                _no_words_for("refusing what would use up the rest of a budget")
            continue
        if stage.percent >= 100:
            _no_words_for("a stage that begins with the last of a budget")
        step: Json = {"threshold_percent": stage.percent, "action": stage.action}
        if stage.action == "throttle":
            step["delay_ms"] = stage.delay * _MILLISECONDS
        written.append(step)
    return [*written, {"threshold_percent": 100, "action": "reject"}]


def _loops(rule: LoopRule) -> Json:
    """A limit that nobody reaches makes callers a part of what is the same request."""
    if rule.action == "throttle":
        _no_words_for("by how much a loop is slowed")
    nobody_reaches_it = {"tokens_per_second": _NO_END, "burst": _NO_END}
    counted = {
        "name": "callers",
        "limit_keys": [_CALLER],
        "algorithm": "token_bucket",
        "algorithm_config": nobody_reaches_it,
    }
    loops = {
        "enabled": True,
        "window_seconds": rule.window,
        "threshold_identical_requests": rule.threshold,
        "action": "reject" if rule.action == "refuse" else rule.action,
    }
    return _policy("loops", "/v1/", counted, loop_detection=loops)


def _kill_switch(switch: KillSwitch, policy: Policy) -> Json:
    """One descriptor and one exact route are all that it compares."""
    if switch.exception is not None:
        _no_words_for("an exception from a freeze")
    found = _whom(switch.where, policy)
    if switch.where is not None and switch.where.path is not None:
        if switch.where.path.endswith("/"):
            _no_words_for("a freeze of all that lies under a place")
        found["route"] = switch.where.path
    if switch.until is not None:
        found["expires_at"] = _instant(switch.until)
    return found


def _whom(scope: Scope | None, policy: Policy) -> Json:
    if scope is None:
        return dict(_HERE)
    if scope.methods is not None:
        _no_words_for("a freeze of some methods")
    found = _marks(scope, policy)
    if len(found) > 1:
        _no_words_for("a freeze by more than one mark")
    return dict(zip(("scope_key", "scope_value"), found[0], strict=True)) if found else dict(_HERE)


def _marks(scope: Scope, policy: Policy) -> list[tuple[str, str]]:
    """By what it knows those whom a scope means."""
    found = []
    if scope.caller is not None:
        found.append((_CALLER, f"Bearer {policy.keys[scope.caller]}"))
    if scope.header is not None:
        found.append((f"header:{scope.header[0].lower()}", scope.header[1]))
    if scope.agents is not None:
        if scope.agents != "ai_crawlers":
            _no_words_for("agents by their names")
        found.append(("ua:bot_category", "ai_crawler"))
    return found


def _instant(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _no_words_for(what: str) -> NoReturn:
    msg = f"a bundle of Fairvisor Edge has no words for {what}"
    raise SetupBrokenError(msg)
