"""Token budgets: set aside before, settled after.

Rule 1: this file does not know about HTTP. Rule 2: it does not know what time it is; it is told.
Rule 3: what was *used* is kept, never what is left; so a new size changes what is left by the
difference. Rule 4: every change is in the store before anybody hears of it.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from .reasons import Reason

if TYPE_CHECKING:
    from .bundles import Bundle
    from .policies import TokenBudget
    from .store import Store

MINUTE = 60
DAY = 86_400
DUST = 1e-6  # tokens, seconds: what floating point may be off by
KEPT_UNDER = "tokens/"


@dataclass(frozen=True, slots=True)
class Now:
    """The same moment on both clocks."""

    wall: float
    steady: float


@dataclass(slots=True)
class Account:
    """What one caller has used: of the minute's bucket, which refills, and on the latest day."""

    minute_used: float = 0.0
    per_minute: int = 0  # how fast the bucket refills since `steady`
    steady: float = 0.0
    wall: float = 0.0  # links the steady clocks of two processes
    day: int = 0
    day_used: int = 0

    def catch_up(self, now: Now) -> None:
        """Let the bucket refill, and begin a new day when there is one; never an earlier one."""
        passed = max(0.0, now.steady - self.steady)
        self.minute_used = max(0.0, self.minute_used - passed * self.per_minute / MINUTE)
        self.steady, self.wall = max(now.steady, self.steady), now.wall
        today = int(now.wall // DAY)
        if today > self.day:
            self.day, self.day_used = today, 0


@dataclass(frozen=True, slots=True)
class Window:
    """One budget as a caller sees it: what is left, and how long until it is all there again."""

    name: str
    limit: int
    seconds: int
    left: int
    full_in: int
    more_in: int | None = None  # until there is more than now, where that is told besides
    unit: str = "tokens"


@dataclass(frozen=True, slots=True)
class TooMuch:
    """Why tokens could not be set aside, and when to try again (None: never)."""

    reason: Reason
    wait: int | None


@dataclass(frozen=True, slots=True)
class Reservation:
    """Tokens set aside for one request until it is known what it really took."""

    caller: str
    tokens: int
    day: int


class TokenBudgets:
    """The accounts of all callers."""

    def __init__(self, store: Store, now: Now | None) -> None:
        """Go on with the accounts that an earlier process left in the store.

        No time is told where what is kept is from this life of the gateway.
        """
        self._store = store
        self._accounts: dict[str, Account] = {}
        for name in store.names(KEPT_UNDER):
            account = Account(**(store.kept(name) or {}))
            if now is not None:
                asleep = max(0.0, now.wall - account.wall)
                account.steady = now.steady - asleep
            self._accounts[name.removeprefix(KEPT_UNDER)] = account

    def adopt(self, bundle: Bundle, now: Now) -> None:
        """Refill at the old rate up to now, and at the new bundle's from now on."""
        for caller, account in self._accounts.items():
            account.catch_up(now)
            policy = bundle.budgets.get(caller)
            account.per_minute = (policy.per_minute if policy else None) or account.per_minute

    def keep_all(self) -> None:
        """Write everything down as it is, for those who share the store."""
        for caller, account in self._accounts.items():
            self._keep(caller, account)

    def reserve(
        self, policy: TokenBudget, prompt: int, cost: int, now: Now
    ) -> Reservation | TooMuch:
        """Set *cost* aside if it fits every budget; exactly what is left fits."""
        if policy.max_prompt is not None and prompt > policy.max_prompt:
            return TooMuch(Reason.PROMPT_TOO_LONG, None)
        limits = (policy.per_minute, policy.per_day)
        if any(limit is not None and cost > limit for limit in limits):
            return TooMuch(Reason.REQUEST_TOO_LARGE, None)
        account = self._account(policy, now)
        waits = _waits(policy, account, cost, now)
        if waits:
            seconds, reason = max(waits)
            return TooMuch(reason, max(1, _rounded_up(seconds)))
        account.minute_used += cost
        account.day_used += cost
        self._keep(policy.caller, account)
        return Reservation(policy.caller, cost, account.day)

    def settle(self, reservation: Reservation, used: int, now: Now) -> None:
        """Put what was really used in the reservation's place: less goes back, more is charged."""
        account = self._accounts[reservation.caller]
        account.catch_up(now)
        difference = used - reservation.tokens
        account.minute_used = max(0.0, account.minute_used + difference)
        if reservation.day == account.day:  # else the day is over and its count with it
            account.day_used = max(0, account.day_used + difference)
        self._keep(reservation.caller, account)

    def windows(
        self, policy: TokenBudget, now: Now, refused: int | None = None
    ) -> tuple[Window, ...]:
        """Say what is left of each budget now, and how long until the refused cost fits it."""
        account = self._account(policy, now)
        waits = _waits(policy, account, refused, now) if refused is not None else []
        more_in = {reason: max(1, _rounded_up(seconds)) for seconds, reason in waits}
        found: list[Window] = []
        if policy.per_minute is not None:
            left = max(0, math.floor(policy.per_minute - account.minute_used + DUST))
            full_in = _rounded_up(account.minute_used * MINUTE / policy.per_minute)
            told = (policy.per_minute, MINUTE, left, full_in, more_in.get(Reason.TPM_EXCEEDED))
            found.append(Window("tokens-per-minute", *told))
        if policy.per_day is not None:
            left = max(0, policy.per_day - account.day_used)
            full_in = _rounded_up(_until_next_day(account, now))
            told = (policy.per_day, DAY, left, full_in, more_in.get(Reason.TPD_EXCEEDED))
            found.append(Window("tokens-per-day", *told))
        return tuple(found)

    def _account(self, policy: TokenBudget, now: Now) -> Account:
        account = self._accounts.get(policy.caller)
        if account is None:
            account = self._accounts[policy.caller] = Account(steady=now.steady)
        account.catch_up(now)
        account.per_minute = account.per_minute or policy.per_minute or 0
        return account

    def _keep(self, caller: str, account: Account) -> None:
        self._store.keep(KEPT_UNDER + caller, asdict(account))


def _waits(
    policy: TokenBudget, account: Account, cost: int, now: Now
) -> list[tuple[float, Reason]]:
    """List how long each budget that is too small now needs until the cost fits."""
    waits: list[tuple[float, Reason]] = []
    if policy.per_minute is not None:
        over = account.minute_used + cost - policy.per_minute
        if over > DUST:
            waits.append((over * MINUTE / policy.per_minute, Reason.TPM_EXCEEDED))
    if policy.per_day is not None and account.day_used + cost > policy.per_day:
        waits.append((_until_next_day(account, now), Reason.TPD_EXCEEDED))
    return waits


def _until_next_day(account: Account, now: Now) -> float:
    """Count to the end of the account's day, which a clock set back can put far ahead."""
    return (account.day + 1) * DAY - now.wall


def _rounded_up(seconds: float) -> int:
    return math.ceil(seconds - DUST)
