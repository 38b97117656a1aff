"""Spend breakers: closed while money runs out slowly enough, open for a stated time when not.

There is no state in between: when the time is over the breaker is closed, and since it is open for
as long as its window at least, the next request finds an empty window, as the very first one did.
Rule 1: no HTTP in here. Rule 2: no clock; the time is told. Rule 3: every change is in the store
before anybody hears of it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .kinds.spend_breaker import SpendBreaker
    from .store import Store
    from .token_budgets import Now

KEPT_UNDER = "breakers/"
MANY = 1000  # breakers; from there on those are looked for now and then that say nothing
DUST = 1e-6  # seconds


@dataclass(frozen=True, slots=True)
class Spent:
    """What one request cost, and when, on the steady clock."""

    at: float
    price: int


@dataclass(slots=True)
class Breaker:
    """What one counter has spent lately, oldest first, and until when nothing is let through."""

    spent: list[Spent] = field(default_factory=list)
    open_until: float | None = None

    def catch_up(self, window_seconds: int, now: float) -> None:
        """Close when it is time, and forget what is as old as the window."""
        if self.open_until is not None and self.open_until <= now + DUST:
            self.open_until = None
        self.spent = [each for each in self.spent if each.at > now - window_seconds + DUST]


@dataclass(frozen=True, slots=True)
class Expense:
    """A price that counts on a breaker, and that can be taken back."""

    kept_as: str
    spent: Spent


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why a request is not let through, and for how long (None: it is dearer than ever fits)."""

    wait: int | None
    opened: bool = False  # by this very request


class SpendBreakers:
    """The breakers of all policies, one for each counter."""

    def __init__(self, store: Store, now: Now | None) -> None:
        """Go on with what an earlier process left; time went on by the wall clock meanwhile.

        No time is told where what is kept is from this life of the gateway.
        """
        self._store = store
        self._many = MANY
        self._breakers = {
            name.removeprefix(KEPT_UNDER): _read(store.kept(name) or {}, now)
            for name in store.names(KEPT_UNDER)
        }

    def spend(self, policy: SpendBreaker, key: str, price: int, now: Now) -> Expense | Stopped:
        """Count the price, unless it is too much within the window: that opens the breaker."""
        if price > policy.amount:
            return Stopped(None)
        kept_as = json.dumps([policy.name, key])
        if kept_as not in self._breakers:
            self._forget_idle_ones(policy, now)
        breaker = self._breakers.setdefault(kept_as, Breaker())
        breaker.catch_up(policy.window_seconds, now.steady)
        if breaker.open_until is not None:
            return Stopped(_seconds_to(breaker.open_until, now))
        if sum(each.price for each in breaker.spent) + price > policy.amount:
            breaker.open_until = now.steady + policy.open_seconds
            self._keep(kept_as, now)
            return Stopped(policy.open_seconds, opened=True)
        spent = Spent(now.steady, price)
        breaker.spent.append(spent)
        self._keep(kept_as, now)
        return Expense(kept_as, spent)

    def take_back(self, expense: Expense, now: Now) -> None:
        """Count a price no longer; an open breaker stays open."""
        breaker = self._breakers.get(expense.kept_as)
        if breaker is not None and expense.spent in breaker.spent:
            breaker.spent.remove(expense.spent)
            self._keep(expense.kept_as, now)

    def keep_all(self, now: Now) -> None:
        """Write everything down as it is now, for those who share the store."""
        for kept_as in self._breakers:
            self._keep(kept_as, now)

    def _forget_idle_ones(self, policy: SpendBreaker, now: Now) -> None:
        """Forget breakers that are closed and have nothing to count."""
        if len(self._breakers) < self._many:
            return
        for name, breaker in list(self._breakers.items()):
            if json.loads(name)[0] != policy.name:
                continue
            breaker.catch_up(policy.window_seconds, now.steady)
            if breaker.open_until is None and not breaker.spent:
                del self._breakers[name]
                self._store.forget(KEPT_UNDER + name)
        self._many = max(MANY, 2 * len(self._breakers))

    def _keep(self, kept_as: str, now: Now) -> None:
        breaker = self._breakers[kept_as]
        self._store.keep(
            KEPT_UNDER + kept_as,
            {
                "spent": [[each.at, each.price] for each in breaker.spent],
                "open_until": breaker.open_until,
                "steady": now.steady,
                "wall": now.wall,
            },
        )


def _read(kept: dict[str, Any], now: Now | None) -> Breaker:
    """Move the moments of an earlier life's steady clock to where they are on ours."""
    asleep = max(0.0, now.wall - kept["wall"]) if now else 0.0
    shift = now.steady - asleep - kept["steady"] if now else 0.0
    until = kept["open_until"]
    spent = [Spent(at + shift, price) for at, price in kept["spent"]]
    return Breaker(spent, None if until is None else until + shift)


def _seconds_to(moment: float, now: Now) -> int:
    return max(1, math.ceil(moment - now.steady - DUST))
