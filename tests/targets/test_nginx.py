"""Policies as nginx reads them, and what it has no words for."""

from __future__ import annotations

import pytest

from support.errors import SetupBrokenError
from support.targets import nginx
from support.targets.policy import KillSwitch, Policy, Rate, RequestLimit, Scope, TokenBudget


def written(policy: Policy) -> str:
    return nginx.write(policy, None).decode()


def limited(requests: int, seconds: float, burst: int) -> Policy:
    limit = RequestLimit(Rate(requests, seconds, burst), "caller")
    return Policy(request_limits={"requests": limit})


@pytest.mark.parametrize(
    ("requests", "seconds", "rate"),
    [(1, 2, "30r/m"), (7, 3, "140r/m"), (2, 2.5, "48r/m"), (1, 0.1, "10r/s"), (7, 60, "7r/m")],
)
def test_a_rate_is_whole_requests(requests: int, seconds: float, rate: str) -> None:
    """A second is preferred to a minute, and nothing is lost to rounding."""
    assert f"zone=requests:1m rate={rate};" in written(limited(requests, seconds, 5))


def test_a_rate_that_it_cannot_state_is_told() -> None:
    """8.57 requests a minute are no whole number."""
    with pytest.raises(SetupBrokenError, match="no words for 1 requests in 7 s"):
        written(limited(1, 7, 5))


def test_a_burst_is_one_less() -> None:
    """The one that is on its way is not counted as waiting."""
    assert "limit_req zone=requests burst=4 nodelay;" in written(limited(1, 2, 5))
    assert "limit_req zone=requests nodelay;" in written(limited(1, 2, 1))


def test_what_it_has_no_words_for_is_told() -> None:
    """A Given that cannot be brought about is no verdict on the gateway."""
    with pytest.raises(SetupBrokenError, match="nginx has no words for token budgets"):
        written(Policy(budgets={"Acme": TokenBudget(per_minute=100)}))


def test_a_freeze_is_a_condition() -> None:
    """All parts of a scope have to match; a path is one in any letters."""
    freeze = KillSwitch(Scope(path="/v1/chat/", methods=["POST"]))
    text = written(Policy(kill_switches={"stop": freeze}))
    assert 'map $uri $freeze_0_0 {\n  default "";\n  "~*^/v1/chat(/|$)" "1";\n}' in text
    assert 'map "all${freeze_0_0}${freeze_0_1}" $freeze_0 {\n  default "";\n  "all11" "1";' in text
    assert "if ($freeze_0) { return 480; }" in text


def test_a_key_cannot_break_out() -> None:
    """What callers bring along is quoted."""
    assert r'"Bearer a\"b\\c" "Acme";' in written(Policy(keys={"Acme": 'a"b\\c'}))
