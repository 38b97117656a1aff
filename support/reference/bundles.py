"""A bundle: who may call, where requests go, which policies hold. From bytes to frozen objects.

A fault outside the policies spoils the whole bundle (`BundleRejected`), and so does one of a kill
switch, or of what may be meant for one. Any other policy with faults is left out and named.
Rule: no HTTP and no clock in here; whether a bundle is too old is the desk's to say.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote

from .fault_finding import ObjectReader, quoted
from .kinds.cost_budget import CostBudget
from .kinds.kill_switch import KillSwitch
from .kinds.request_limit import RequestLimit
from .kinds.spend_breaker import SpendBreaker
from .policies import (
    KINDS,
    ClockWatch,
    CrawlerAllowance,
    HopLimit,
    LoopDetection,
    Passes,
    Policy,
    TokenBudget,
)
from .policy_lists import LeftOut, read_policies
from .scopes import readings
from .strict_json import read_strictly

KEY_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
KILL_SWITCH = "kill_switch"  # leaving one out would let in whom an operator wants to keep out
ROUTE_ACCESS = ("callers", "anyone")


class Verdict(StrEnum):
    """Why a bundle is not taken."""

    UNREADABLE = "unreadable"
    UNTRUSTED = "untrusted"
    INVALID = "invalid"
    OLDER = "older"
    EXPIRED = "expired"


class BundleRejected(Exception):  # noqa: N818 - it is a verdict on the bundle, not an error of ours
    """The bundle cannot be taken; `faults` say everything that is wrong."""

    def __init__(
        self,
        reason: Verdict,
        faults: list[str],
        version: int | None = None,
        left_out: tuple[LeftOut, ...] = (),
    ) -> None:
        """Keep what the acknowledgement will say."""
        self.reason, self.faults, self.version, self.left_out = reason, faults, version, left_out
        super().__init__(f"{reason}: {'; '.join(faults)}")


@dataclass(frozen=True, slots=True)
class Route:
    """Requests under this path go to this upstream."""

    path: str
    upstream: str
    access: str


@dataclass(frozen=True)
class Bundle:
    """Everything one version of the rules says. A request is decided by one bundle, whole."""

    version: int
    issued_at: float
    expires_at: float | None
    caller_by_key: dict[str, str]
    routes: tuple[Route, ...]
    policies: tuple[Policy, ...]
    left_out: tuple[LeftOut, ...] = ()
    shadow_until: float | None = None

    callers: frozenset[str] = field(init=False)
    kill_switches: tuple[KillSwitch, ...] = field(init=False)
    request_limits: tuple[RequestLimit, ...] = field(init=False)
    cost_budgets: tuple[CostBudget, ...] = field(init=False)
    spend_breakers: tuple[SpendBreaker, ...] = field(init=False)
    budgets: dict[str, TokenBudget] = field(init=False)
    loops: LoopDetection | None = field(init=False)
    hops: HopLimit | None = field(init=False)
    crawlers: CrawlerAllowance | None = field(init=False)
    passes: Passes | None = field(init=False)
    clock_watch: ClockWatch | None = field(init=False)

    def __post_init__(self) -> None:
        """Lay the policies out so that a decision finds its own at once."""
        budgets = [policy for policy in self.policies if isinstance(policy, TokenBudget)]
        longest_first = sorted(self.routes, key=lambda route: -len(route.path))
        for name, value in {
            "routes": tuple(longest_first),
            "callers": frozenset(self.caller_by_key.values()),
            "kill_switches": tuple(each for each in self.policies if isinstance(each, KillSwitch)),
            "request_limits": tuple(
                each for each in self.policies if isinstance(each, RequestLimit)
            ),
            "cost_budgets": tuple(each for each in self.policies if isinstance(each, CostBudget)),
            "spend_breakers": tuple(
                each for each in self.policies if isinstance(each, SpendBreaker)
            ),
            "budgets": {budget.caller: budget for budget in budgets},
            "loops": _first(self.policies, LoopDetection),
            "hops": _first(self.policies, HopLimit),
            "crawlers": _first(self.policies, CrawlerAllowance),
            "passes": _first(self.policies, Passes),
            "clock_watch": _first(self.policies, ClockWatch),
        }.items():
            object.__setattr__(self, name, value)

    def route_of(self, raw_path: str) -> Route | None:
        """Find the route with the longest prefix of this path, as it was sent.

        Where the same upstream may read it as a path that is for callers alone, so do we.
        """
        path = unquote(raw_path)
        found = next((route for route in self.routes if path.startswith(route.path)), None)
        if found is None or found.access == "callers":
            return found
        for segments in readings(raw_path):
            path = f"/{'/'.join(segments)}/"
            meant = (route for route in self.routes if path.startswith(route.path.lower()))
            route = next(meant, found)
            if route.access == "callers" and route.upstream == found.upstream:
                return route
        return found


def _first(policies: tuple[Policy, ...], kind: type) -> Policy | None:
    return next((policy for policy in policies if isinstance(policy, kind)), None)


def read_bundle(document: bytes, key: str | None) -> Bundle:
    """Turn a document into a bundle, or raise BundleRejected with everything that is wrong."""
    try:
        return _read(_parsed(_verified(document, key) if key else document))
    except RecursionError as error:  # in reading it, or in saying what is wrong with it
        raise BundleRejected(Verdict.UNREADABLE, ["bundle: goes too deep to be read"]) from error


def _read(stated: object) -> Bundle:
    faults: list[str] = []
    reader = ObjectReader(stated, "", faults)
    version = reader.whole("version")
    issued_at = reader.moment("issued_at")
    expires_at = reader.moment_or_none("expires_at")
    shadow_until = reader.moment_or_none("shadow_until")
    caller_by_key = _read_callers(reader)
    routes = _read_routes(reader)
    entries = reader.listed("policies")
    reader.no_others("a bundle")
    policies, left_out = read_policies(entries, frozenset(caller_by_key.values()))
    if entries and not policies:
        faults.append(f"policies: not one of the {len(entries)} policies is valid")
    faults += [
        f"policies: {each.policy} {_may_be(each)} a kill switch, which is not left out"
        for each in left_out
        if each.kind == KILL_SWITCH or each.kind not in KINDS
    ]
    if faults:
        said = stated.get("version") if isinstance(stated, dict) else None
        known = said if isinstance(said, int) and not isinstance(said, bool) else None
        raise BundleRejected(Verdict.INVALID, faults, known, left_out)
    return Bundle(
        version, issued_at, expires_at, caller_by_key, routes, policies, left_out, shadow_until
    )


def _may_be(left_out: LeftOut) -> str:
    return "is" if left_out.kind == KILL_SWITCH else "may be"


def signed(document: bytes, key: str) -> bytes:
    """Put the signature in front of a document."""
    return hmac.new(key.encode(), document, hashlib.sha256).hexdigest().encode() + b"\n" + document


def _verified(document: bytes, key: str) -> bytes:
    _, newline, body = document.partition(b"\n")
    if not newline:
        raise BundleRejected(Verdict.UNTRUSTED, ["bundle: the signature is missing"])
    if not hmac.compare_digest(signed(body, key), document):
        raise BundleRejected(Verdict.UNTRUSTED, ["bundle: the signature is missing or wrong"])
    return body


def _parsed(body: bytes) -> object:
    try:
        text = body.decode("utf-8")
        stated = read_strictly(text)
        json.dumps(stated, ensure_ascii=False).encode(
            "utf-8"
        )  # halves of surrogate pairs are no text
    except UnicodeDecodeError as error:
        fault = f"bundle: is not UTF-8 at byte {error.start}"
    except json.JSONDecodeError as error:
        fault = f"bundle: is not JSON: {error.msg} at line {error.lineno} column {error.colno}"
    except ValueError as error:
        fault = f"bundle: is not JSON: {error}"
    else:
        return stated
    raise BundleRejected(Verdict.UNREADABLE, [fault])


def _read_callers(bundle: ObjectReader) -> dict[str, str]:
    caller_by_key: dict[str, str] = {}
    names: set[str] = set()
    for reader in bundle.objects("callers"):
        name, digest = reader.text("name"), reader.text("key_sha256")
        if digest and not KEY_DIGEST.fullmatch(digest):
            reader.fault("key_sha256", "must be the SHA-256 of the key in 64 lower-case hex digits")
        if digest in caller_by_key:
            reader.fault("key_sha256", "is another caller's key already")
        if name and name in names:
            reader.fault("name", f"{quoted(name)} is there already")
        reader.no_others("a caller")
        caller_by_key[digest] = name
        names.add(name)
    return caller_by_key


def _read_routes(bundle: ObjectReader) -> tuple[Route, ...]:
    routes: list[Route] = []
    for reader in bundle.objects("routes"):
        path = reader.text("path")
        if path and not path.startswith("/"):
            reader.fault("path", f"must start with /, was {quoted(path)}")
        if path in {route.path for route in routes}:
            reader.fault("path", f"{quoted(path)} is routed already")
        routes.append(Route(path, reader.text("upstream"), reader.one_of("access", ROUTE_ACCESS)))
        reader.no_others("a route")
    return tuple(routes)
