"""Policies as bundles of Fairvisor Edge, and how its own configuration is filled in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.errors import SetupBrokenError
from support.targets import fairvisor, start_fairvisor
from support.targets.policy import (
    CostBudget,
    KillSwitch,
    LoopRule,
    Policy,
    Price,
    Rate,
    RequestLimit,
    Scope,
    SpendBreaker,
    Stage,
    TokenBudget,
)

TEMPLATE = """pid /tmp/nginx.pid;
error_log /dev/stderr ${FAIRVISOR_LOG_LEVEL};
http {
  include /etc/nginx/iplists/tor_exits.geo; include /etc/fairvisor/asn_type.map;
  lua_package_path "/opt/fairvisor/src/?.lua;;";
  server { listen 8080; set $fairvisor_backend "${FAIRVISOR_BACKEND_URL}"; }
}
"""
WORDS = {
    "mode": "reverse_proxy",
    "port": "20001",
    "user": "judge judges",
    "model": "http://127.0.0.1:1",
    "site": "http://127.0.0.1:2",
    "receiver": "http://127.0.0.1:3",
}


def test_a_budget_is_a_rule_for_whoever_shows_the_key() -> None:
    """What nobody limits is a limit that nobody can reach, since one must be named."""
    policy = Policy(keys={"Acme": "k"}, budgets={"Acme": TokenBudget(per_day=100)})
    [written] = fairvisor.bundle(policy)["policies"]
    [rule] = written["spec"]["rules"]
    assert rule["match"] == {"header:authorization": "Bearer k"}
    assert rule["algorithm_config"] == {
        "tokens_per_minute": 10**12,
        "tokens_per_day": 100,
        "default_max_completion": 1000,
    }


def test_a_request_limit_is_a_bucket() -> None:
    """One more every two seconds is half a token a second."""
    limits = {"requests": RequestLimit(Rate(1, 2, 5), "caller")}
    [written] = fairvisor.bundle(Policy(request_limits=limits))["policies"]
    [rule] = written["spec"]["rules"]
    assert rule["algorithm_config"] == {"tokens_per_second": 0.5, "burst": 5}


def test_stages_end_with_refusing_what_does_not_fit() -> None:
    """Its own form wants that stage written down."""
    stages = [Stage("warn", 80), Stage("throttle", 95, 0.5), Stage("refuse", 100, above=True)]
    budget = CostBudget(100, "day", Price("1", header="X-Price"), stages)
    [written] = fairvisor.bundle(Policy(cost_budgets={"spending": budget}))["policies"]
    config = written["spec"]["rules"][0]["algorithm_config"]
    assert config["cost_key"] == "header:x-price"
    assert config["staged_actions"] == [
        {"threshold_percent": 80, "action": "warn"},
        {"threshold_percent": 95, "action": "throttle", "delay_ms": 500.0},
        {"threshold_percent": 100, "action": "reject"},
    ]


def test_a_breaker_opens_above_what_is_stated() -> None:
    """Beside it stands a rule that nobody reaches, which says whose money it is and how much."""
    breakers = {"runaway": SpendBreaker(100, 60, 300, Price("1", header="X-Price"))}
    [written] = fairvisor.bundle(Policy(spend_breakers=breakers))["policies"]
    assert written["spec"]["circuit_breaker"] == {
        "enabled": True,
        "spend_rate_threshold_per_minute": 100.001,
        "auto_reset_after_minutes": 5.0,
    }
    [rule] = written["spec"]["rules"]
    assert rule["limit_keys"] == ["header:authorization"]
    assert rule["algorithm_config"]["cost_key"] == "header:x-price"
    assert rule["algorithm_config"]["budget"] == 10**12


def test_a_freeze_is_one_mark_and_one_route() -> None:
    """With the second at which it ends."""
    policy = Policy(keys={"Acme": "k"})
    policy.kill_switches["stop"] = KillSwitch(Scope(path="/v1/chat", caller="Acme"), until=60.0)
    assert fairvisor.bundle(policy)["kill_switches"] == [
        {
            "scope_key": "header:authorization",
            "scope_value": "Bearer k",
            "route": "/v1/chat",
            "expires_at": "1970-01-01T00:01:00Z",
        }
    ]


@pytest.mark.parametrize(
    ("policy", "what"),
    [
        (Policy(hops=3), "hops"),
        (Policy(spend_breakers={"b": SpendBreaker(1, 90, 60, Price("1"))}), "but the minute"),
        (Policy(loops=LoopRule(3, 60, "throttle", 1.0)), "by how much a loop is slowed"),
        (Policy(kill_switches={"stop": KillSwitch(exception=Scope(path="/x"))}), "an exception"),
        (Policy(request_limits={"r": RequestLimit(Rate(10, 1, 5))}), "fewer requests at once"),
        (Policy(cost_budgets={"c": CostBudget(1, "month", Price("1"))}), "for each month"),
    ],
)
def test_what_it_has_no_words_for_is_told(policy: Policy, what: str) -> None:
    """A Given that cannot be brought about is no verdict on the gateway."""
    with pytest.raises(SetupBrokenError, match=f"has no words for .*{what}"):
        fairvisor.write(policy, None)


def test_its_own_template_is_filled_in(tmp_path: Path) -> None:
    """Places and the port are those of this machine; several backends are one map."""
    text = start_fairvisor.configuration(TEMPLATE, Path("/clone"), tmp_path, WORDS)
    assert 'lua_package_path "/clone/src/?.lua;;";' in text
    assert "listen 127.0.0.1:20001;" in text
    assert 'set $fairvisor_backend "$backend_by_path";' in text
    assert "~^/v1/ http://127.0.0.1:1;" in text
    assert "${" not in text


def test_a_template_that_has_changed_is_told(tmp_path: Path) -> None:
    """Nobody runs something else by mistake."""
    with pytest.raises(SystemExit, match="has no 'listen 8080;' any more"):
        start_fairvisor.configuration("http {}", Path("/clone"), tmp_path, WORDS)


GUIDE = """## nginx `auth_request`

```nginx
upstream fairvisor_edge { server fairvisor-edge.default.svc.cluster.local:8080; }
server {
  listen 80;
  location / { proxy_pass http://your_backend; }
}
```

## Envoy
"""


def test_its_own_guide_is_filled_in(tmp_path: Path) -> None:
    """The nginx in front listens where callers come, and asks at the other port."""
    text = start_fairvisor.in_front(GUIDE, 20002, tmp_path, WORDS)
    assert "upstream fairvisor_edge { server 127.0.0.1:20002; }" in text
    assert "listen 127.0.0.1:20001;\n  location ~ ^/(livez|readyz)$ {" in text
    assert "location / { proxy_pass $backend_by_path; }" in text
    assert "~^/v1/ http://127.0.0.1:1;" in text
    assert "Envoy" not in text


@pytest.mark.parametrize(
    ("guide", "what"),
    [
        (GUIDE.replace("nginx\n", "conf\n"), "no nginx with auth_request any more"),
        (GUIDE.replace("listen 80;", "listen 81;"), "has no 'listen 80;' any more"),
    ],
)
def test_a_guide_that_has_changed_is_told(tmp_path: Path, guide: str, what: str) -> None:
    """Nobody takes an nginx of ours for one of theirs."""
    with pytest.raises(SystemExit, match=what):
        start_fairvisor.in_front(guide, 20002, tmp_path, WORDS)


def test_a_bundle_is_plain_json() -> None:
    """Nothing is signed, and nothing is to be filled in."""
    assert json.loads(fairvisor.write(Policy(version=3), "key"))["bundle_version"] == 3
