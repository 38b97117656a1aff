"""Lies about limits of which there are several, and about limits that change while in use."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from support.reference import decisions
from support.reference.request_limits import Counted, RequestLimits
from support.reference.scopes import Scope
from support.reference.token_budgets import TokenBudgets
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from support.reference.bundles import Bundle
    from support.reference.kinds.request_limit import Rate, RequestLimit
    from support.reference.policies import TokenBudget
    from support.reference.token_budgets import Now, Reservation, TooMuch
    from support.reference.visits import Visit
    from support.targets.lies import Piece


@lie(breaks="RL-05", noticed_by="status was 429")
def one_bucket_for_all_limits() -> None:
    """Counts whoever it is on one bucket, whatever limit it is about."""
    instead(Counted, "bucket", lambda _honest: property(lambda self: ("", self.key)))


@lie(breaks="RL-05", noticed_by="status was 429")
def every_limit_counts_everything() -> None:
    """Has each limit look at all requests, wherever they go."""
    instead(Scope, "matches", lambda _honest: lambda _self, _asked: True)


@lie(breaks="RL-05", noticed_by="page 3: status was 200")
def one_limit_is_enough() -> None:
    """Looks at the first limit of the policy and at no other."""

    def counted(honest: Piece) -> Piece:
        def lying(visit: Visit, limits: list[RequestLimit]) -> tuple[Counted, ...]:
            found: tuple[Counted, ...] = honest(visit, limits[:1])
            return found

        return lying

    instead(decisions, "counted_on", counted)


def _deciding_by(change: Piece) -> None:  # (limits, counted, now) -> the rate to decide by
    def take(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Sequence[Counted], now: Now) -> int | None:
            by = [replace(each, limit=_rated(each, change(self, each, now))) for each in counted]
            wait: int | None = honest(self, by, now)
            return wait

        return lying

    instead(RequestLimits, "take", take)


def _rated(counted: Counted, rate: Rate) -> RequestLimit:
    return replace(counted.limit, rate=rate, tiers=None)


@lie(breaks="RL-07", noticed_by="status was 429")
def the_old_limit_is_kept() -> None:
    """Goes on with the limit with which a counter began."""
    first: dict[str, Rate] = {}
    _deciding_by(lambda _limits, each, _now: first.setdefault(each.key, each.rate))


@lie(
    breaks="RL-07",
    noticed_by="requests;r was 7",
    seen_in="counters named by version",
)
def a_new_limit_starts_afresh() -> None:
    """Forgets what was used when a limit is changed."""

    def adopt(honest: Piece) -> Piece:
        def lying(self: RequestLimits, bundle: Bundle, now: Now) -> None:
            honest(self, bundle, now)
            self._buckets.clear()

        return lying

    instead(RequestLimits, "adopt", adopt)


@lie(breaks="RL-07", noticed_by="status was 429")
def a_full_limit_stays_full() -> None:
    """Keeps what was used as a share, so that who had used all of it has used all of it again."""
    sizes: dict[str, int] = {}

    def turn_to(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Counted, now: Now) -> None:
            honest(self, counted, now)
            size = counted.rate.burst
            bucket = self._bucket(counted, now)
            bucket.taken *= Fraction(size, sizes.get(counted.key, size))
            sizes[counted.key] = size

        return lying

    instead(RequestLimits, "_turn_to", turn_to)


@lie(breaks="RL-07", noticed_by="Retry-After was 60, not 180")
def what_is_over_is_forgiven() -> None:
    """Forgives what was used beyond a limit that is lower now."""

    def turn_to(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Counted, now: Now) -> None:
            honest(self, counted, now)
            bucket = self._bucket(counted, now)
            bucket.taken = min(bucket.taken, Fraction(counted.rate.burst))

        return lying

    instead(RequestLimits, "_turn_to", turn_to)


@lie(breaks="RL-07", noticed_by="status was 200")
def lowered_later() -> None:
    """Lets a lower limit count for new callers only."""
    best: dict[str, Rate] = {}

    def largest(_limits: RequestLimits, each: Counted, _now: Now) -> Rate:
        best[each.key] = max(best.get(each.key, each.rate), each.rate, key=lambda rate: rate.burst)
        return replace(best[each.key], burst=best[each.key].burst + 1)

    _deciding_by(largest)


@lie(breaks="RL-07", noticed_by="tokens-per-minute;r was 11000")
def bought_tokens_start_afresh() -> None:
    """Gives a whole new minute to whoever buys more tokens."""

    def adopt(honest: Piece) -> Piece:
        def lying(self: TokenBudgets, bundle: Bundle, now: Now) -> None:
            honest(self, bundle, now)
            for account in self._accounts.values():
                account.minute_used = 0.0

        return lying

    instead(TokenBudgets, "adopt", adopt)


@lie(breaks="RL-07", noticed_by="status was 429; X-Gateway-Reason was tpm_exceeded")
def bought_tokens_come_later() -> None:
    """Has more tokens count when the minute is over in which they were bought."""
    first: dict[str, TokenBudget] = {}

    def reserve(honest: Piece) -> Piece:
        def lying(self: TokenBudgets, policy: TokenBudget, *rest: object) -> Reservation | TooMuch:
            known = first.setdefault(policy.caller, policy)
            answer: Reservation | TooMuch = honest(self, known, *rest)
            return answer

        return lying

    instead(TokenBudgets, "reserve", reserve)
