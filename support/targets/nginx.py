"""Writes a policy down as a configuration of nginx: one file, which its nginx.conf includes.

What nginx has words for is written; where it has none the Given cannot be brought about, and the
scenario says so. Words in braces, such as {port}, are filled in when the file is installed.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from support.errors import SetupBrokenError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.targets.policy import KillSwitch, Policy, RequestLimit, Scope

AI_CRAWLERS = (
    "Amazonbot", "anthropic-ai", "Applebot", "Bytespider", "CCBot", "ChatGPT-User",
    "Claude-SearchBot", "Claude-User", "ClaudeBot", "cohere-ai", "Diffbot", "DuckAssistBot",
    "GPTBot", "meta-externalagent", "OAI-SearchBot", "Perplexity-User", "PerplexityBot",
    "PetalBot",
)  # fmt: skip
_CLASSES = {"ai_crawlers": AI_CRAWLERS}
_EDGE = "edge-1"
_ROUTES = (("/v1/", "model"), ("/hooks/", "receiver"), ("/", "site"))
_ONE_ZONE = "1m"
_TOLD_BEYOND = 16  # hops above those that are allowed; nginx cannot count, and has a line for each

# Where one refusal is sent to, its status, and its error object. Inside nginx each has a number of
# its own (from 494 on nginx has some itself), so that an answer of somebody behind it is never
# taken for a refusal.
_REFUSALS = {
    480: ("frozen", 503, "service_unavailable_error"),
    481: ("unknown_key", 401, "invalid_request_error"),
    482: ("no_credentials", 401, "invalid_request_error"),
    483: ("rate_exceeded", 429, "requests"),
    484: ("limit_key_missing", 400, "invalid_request_error"),
    485: ("hop_limit", 508, "invalid_request_error"),
}


def write(policy: Policy, key: str | None) -> bytes:  # noqa: ARG001 - nobody signs a file
    return "\n".join([*_before_the_server(policy), *_server(policy)]).encode()


def seal(body: bytes, key: str | None) -> bytes:  # noqa: ARG001 - nobody signs a file
    return body


def _before_the_server(policy: Policy) -> Iterator[str]:
    _refuse_what_it_has_no_words_for(policy)
    yield "map_hash_bucket_size 256;"
    yield from _map("$http_authorization", "$caller", _callers(policy), "")
    for number, switch in enumerate(policy.kill_switches.values()):
        yield from _kill_switch(number, switch)
    for number, (name, limit) in enumerate(policy.request_limits.items()):
        yield from _request_limit(number, name, limit)
    if policy.hops:
        own = rf"(?:^|[\s,/]){re.escape(_EDGE)}(?=$|[\s,(])"
        often = range(policy.hops + _TOLD_BEYOND, policy.hops - 1, -1)
        told = [(f"~*(?:{own}.*?){{{times},}}", str(times)) for times in often]
        yield from _map("$http_via", "$too_many_hops", told, "")
        yield from _map("$http_via", "$via", [("", f"1.1 {_EDGE}")], f"$http_via, 1.1 {_EDGE}")


def _refuse_what_it_has_no_words_for(policy: Policy) -> None:
    stated = {
        "token budgets": policy.budgets,
        "loops": policy.loops,
        "allowances of crawlers": policy.crawlers,
        "passes": policy.passes,
        "the end of a freeze": any(each.until for each in policy.kill_switches.values()),
        "tiers": any(each.tiers for each in policy.request_limits.values()),
    }
    for what, is_there in stated.items():
        if is_there:
            msg = f"nginx has no words for {what}"
            raise SetupBrokenError(msg)


def _callers(policy: Policy) -> list[tuple[str, str]]:
    return [(f"Bearer {key}", name) for name, key in policy.keys.items()]


def _kill_switch(number: int, switch: KillSwitch) -> Iterator[str]:
    yield from _scope(f"freeze_{number}", switch.where)
    if switch.exception is None:
        return
    yield from _scope(f"exception_{number}", switch.exception)
    yield from _map(
        f'"$freeze_{number}:$exception_{number}"', f"$frozen_{number}", [("1:", "1")], ""
    )


def _request_limit(number: int, name: str, limit: RequestLimit) -> Iterator[str]:
    yield from _scope(f"limited_{number}", limit.where)
    counted = _counted_by(limit)
    yield from _map(f"$limited_{number}", f"$key_{number}", [("1", counted)], "")
    zone = re.sub(r"[^a-z0-9]", "_", name.lower())
    yield f"limit_req_zone $key_{number} zone={zone}:{_ONE_ZONE} rate={_rate(limit)};"
    if limit.missing == "refuse" and not isinstance(limit.per, str):
        yield from _map(f'"$limited_{number}:{counted}"', f"$nobody_{number}", [("1:", "1")], "")


def _counted_by(limit: RequestLimit) -> str:
    """The variable that is different for everybody who has a counter; where empty, none."""
    simple = {"caller": "$caller", "address": "$binary_remote_addr", "everybody": "everybody"}
    if isinstance(limit.per, str):
        return simple[limit.per]
    kind, name = limit.per
    if kind != "header":
        msg = "nginx has no words for what stands in a pass"
        raise SetupBrokenError(msg)
    return f"$http_{_variable(name)}"


def _rate(limit: RequestLimit) -> str:
    """Whole requests a second or a minute are all that nginx takes."""
    for unit, seconds in (("r/s", 1), ("r/m", 60)):
        many = limit.rate.requests * seconds / limit.rate.seconds
        if abs(many - round(many)) < 1e-9 and round(many) > 0:
            return f"{round(many)}{unit}"
    msg = (
        f"nginx has no words for {limit.rate.requests} requests in {limit.rate.seconds:g} s: "
        "it counts whole ones a second or a minute"
    )
    raise SetupBrokenError(msg)


def _scope(name: str, scope: Scope | None) -> Iterator[str]:
    """The variable of this name is 1 for requests that the scope takes in, and empty for others."""
    parts: list[tuple[str, str]] = [] if scope is None else list(_parts(scope))
    for number, (looked_at, pattern) in enumerate(parts):
        yield from _map(looked_at, f"${name}_{number}", [(pattern, "1")], "")
    all_of_them = "".join(f"${{{name}_{number}}}" for number in range(len(parts)))
    yield from _map(f'"all{all_of_them}"', f"${name}", [(f"all{'1' * len(parts)}", "1")], "")


def _parts(scope: Scope) -> Iterator[tuple[str, str]]:
    if scope.path is not None:
        yield "$uri", f"~*^{re.escape(scope.path.rstrip('/'))}(/|$)"
    if scope.methods is not None:
        yield "$request_method", f"~^({'|'.join(map(re.escape, scope.methods))})$"
    if scope.caller is not None:
        yield "$caller", scope.caller
    if scope.header is not None:
        name, value = scope.header
        yield f"$http_{_variable(name)}", rf"~*(^|,)\s*{re.escape(value)}\s*(,|$)"
    if scope.agents is not None:
        named = _CLASSES[scope.agents] if isinstance(scope.agents, str) else scope.agents
        tokens = "|".join(map(re.escape, named))
        yield "$http_user_agent", rf"~*(^|[\s(;,])({tokens})($|[\s/;),])"


def _variable(name: str) -> str:
    return name.lower().replace("-", "_")


def _map(looked_at: str, variable: str, found: Iterable[tuple[str, str]], other: str) -> list[str]:
    lines = [f"  {_quoted(pattern)} {_quoted(value)};" for pattern, value in found]
    return [f"map {looked_at} {variable} {{", f"  default {_quoted(other)};", *lines, "}"]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _server(policy: Policy) -> Iterator[str]:
    yield "server {"
    yield "  listen 127.0.0.1:{port};"
    yield "  server_name 127.0.0.1;"
    yield f"  add_header X-Policy {policy.version} always;"
    yield from (f"  error_page {code} = @{name};" for code, (name, *_) in _REFUSALS.items())
    yield "  default_type application/json;"
    for look, said in (("/livez", "live"), ("/readyz", "ready")):
        yield f"  location = {look} {{ return 200 '{json.dumps({'status': said})}'; }}"
    yield "  location = /robots.txt {"
    yield "    default_type 'text/plain; charset=utf-8';"
    yield "    return 200 'User-agent: *\\nAllow: /\\n';"
    yield "  }"
    for path, upstream in _ROUTES:
        yield f"  location {path} {{"
        yield from (f"    {line}" for line in _on_the_way(policy, upstream))
        yield "  }"
    for name, status, kind in _REFUSALS.values():
        yield f"  location @{name} {{"
        yield from (f"    {line}" for line in _refusal(policy, name, status, kind))
        yield "  }"
    yield "}"


def _on_the_way(policy: Policy, upstream: str) -> Iterator[str]:
    """Freezes first, then hops, credentials, whose counter it is; nginx counts after all these."""
    for number, switch in enumerate(policy.kill_switches.values()):
        yield f"if (${'frozen' if switch.exception else 'freeze'}_{number}) {{ return 480; }}"
    if policy.hops:
        yield "if ($too_many_hops) { return 485; }"
    if upstream == "model":
        yield 'if ($http_authorization = "") { return 482; }'
        yield 'if ($caller = "") { return 481; }'
    for number, (name, limit) in enumerate(policy.request_limits.items()):
        if limit.missing == "refuse" and not isinstance(limit.per, str):
            yield f"if ($nobody_{number}) {{ return 484; }}"
        zone = re.sub(r"[^a-z0-9]", "_", name.lower())
        burst = f"burst={limit.rate.burst - 1} nodelay" if limit.rate.burst > 1 else "nodelay"
        yield f"limit_req zone={zone} {burst};"
    yield "limit_req_status 483;"
    yield 'proxy_set_header Connection "";'
    yield 'proxy_set_header Authorization "";'
    if policy.hops:
        yield "proxy_set_header Via $via;"
    yield "proxy_http_version 1.1;"
    yield "proxy_buffering off;"
    yield f"proxy_pass {{{upstream}}};"


def _refusal(policy: Policy, name: str, status: int, kind: str) -> Iterator[str]:
    error = {"message": f"Refused: {name}", "type": kind, "param": None, "code": name}
    yield f"add_header X-Policy {policy.version} always;"
    yield f"add_header X-Refused-Because {name} always;"
    yield "add_header Cache-Control no-store always;"
    if status == 401:
        more = ', error="invalid_token"' if name == "unknown_key" else ""
        yield f"add_header WWW-Authenticate 'Bearer realm=\"gateway\"{more}' always;"
    if name == "hop_limit" and policy.hops:
        yield "add_header X-Hops $too_many_hops always;"
    if name == "rate_exceeded":
        yield f"add_header Retry-After {_pause(policy)} always;"
    yield f"return {status} '{json.dumps({'error': error})}';"


def _pause(policy: Policy) -> int:
    """Until one more request is back, at the latest: nginx does not tell when exactly."""
    rates = [each.rate for each in policy.request_limits.values()]
    longest = max((each.seconds / each.requests for each in rates), default=1)
    return max(1, -int(-longest // 1))
