"""The policies of a bundle, read one by one: the good ones hold, the others are left out and named.

Rule: no HTTP and no clock in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .fault_finding import ObjectReader, quoted
from .kinds.cost_budget import CostBudget
from .kinds.kill_switch import KillSwitch
from .kinds.request_limit import RequestLimit
from .kinds.spend_breaker import SpendBreaker
from .policies import Policy, TokenBudget, read_policy

if TYPE_CHECKING:
    from .scopes import Scope

# kinds of which a bundle may have as many as it likes
SEVERAL: Final = (KillSwitch, RequestLimit, CostBudget, SpendBreaker)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A policy that is not enforced, by its name or its place, and all that is wrong with it."""

    policy: str
    faults: tuple[str, ...]
    kind: str = ""


def read_policies(
    entries: list[object], callers: frozenset[str]
) -> tuple[tuple[Policy, ...], tuple[LeftOut, ...]]:
    """Read each policy by itself; names and subjects are taken by the first that claims them."""
    taken: dict[str, str] = {}
    policies: list[Policy] = []
    left_out: list[LeftOut] = []
    for index, entry in enumerate(entries):
        reader = ObjectReader(entry, f"policies[{index}]", [])
        policy = read_policy(reader)
        name = entry.get("name") if isinstance(entry, dict) else None
        if policy is not None:
            _check_place(policy, reader, callers, taken)
        if policy is None or reader.faults:
            named = name if isinstance(name, str) and name else f"#{index}"
            kind = str(reader.value_of("kind"))
            left_out.append(LeftOut(named, tuple(reader.faults), kind))
            continue
        policies.append(policy)
        taken[f"name {policy.name}"] = taken[_subject_of(policy)] = policy.name
    return tuple(policies), tuple(left_out)


def _check_place(
    policy: Policy, reader: ObjectReader, callers: frozenset[str], taken: dict[str, str]
) -> None:
    if f"name {policy.name}" in taken:
        reader.fault("name", f"{quoted(policy.name)} is there already")
    for key, caller in _callers_named(policy):
        if caller not in callers:
            reader.fault(key, f"no caller is named {quoted(caller)}")
    if isinstance(policy, SEVERAL):
        return
    subject = _subject_of(policy)
    if subject in taken and isinstance(policy, TokenBudget):
        other = quoted(taken[subject])
        reader.fault("caller", f"{quoted(policy.caller)} has a token budget already: {other}")
    elif subject in taken:
        reader.fault("kind", f"there is one already: {quoted(taken[subject])}")


def _callers_named(policy: Policy) -> list[tuple[str, str]]:
    """List the callers of whom the policy speaks, each with the key where it does."""
    scopes: dict[str, Scope | None] = {}
    if isinstance(policy, KillSwitch):
        scopes = {"where": policy.where, "except": policy.exception}
    elif isinstance(policy, RequestLimit | CostBudget | SpendBreaker):
        scopes = {"where": policy.where}
    named = [(f"{key}.caller", scope.caller) for key, scope in scopes.items() if scope]
    if isinstance(policy, TokenBudget):
        named.append(("caller", policy.caller))
    return [(key, caller) for key, caller in named if caller]


def _subject_of(policy: Policy) -> str:
    """Name what only one policy can decide about: itself, a caller's budget or all of a kind."""
    if isinstance(policy, SEVERAL):
        return f"name {policy.name}"
    whose = f" of {policy.caller}" if isinstance(policy, TokenBudget) else ""
    return f"kind {type(policy).__name__}{whose}"
