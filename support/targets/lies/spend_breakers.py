"""Gateways whose breaker opens too early, too late, for too long, for everybody or in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference.spend_breakers import Breaker, Expense, SpendBreakers, Stopped
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.kinds.spend_breaker import SpendBreaker
    from support.reference.token_budgets import Now

    Spend = Callable[[SpendBreaker, str, int, Now], Expense | Stopped]


def _spending(spend: Callable[[Spend, SpendBreakers, SpendBreaker, str, int, Now], Any]) -> None:
    """Decide about an expense in another way; the honest one is given first."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def lying(self: SpendBreakers, policy: SpendBreaker, key: str, price: int, now: Now) -> Any:  # noqa: ANN401 - its own
            return spend(lambda *again: honest(self, *again), self, policy, key, price, now)

        return lying

    instead(SpendBreakers, "spend", make)


def _under(change: Callable[[SpendBreaker], SpendBreaker]) -> None:
    """Read the policy in another way."""
    _spending(
        lambda honest, _self, policy, key, price, now: honest(change(policy), key, price, now)
    )


@lie(breaks="UC-14", noticed_by="request 1: status was 429")
def opens_when_all_is_spent() -> None:
    """Opens as soon as the stated amount is reached, and not only above it."""
    _under(lambda policy: replace(policy, amount=policy.amount - 1))


@lie(breaks="UC-14", noticed_by="request 1: status was 200")
def forgives_a_cent() -> None:
    """Opens only when a whole dollar too much is spent."""
    _under(lambda policy: replace(policy, amount=policy.amount + 999_999))


@lie(breaks="UC-14", noticed_by="request 1: status was 200")
def looks_when_it_is_too_late() -> None:
    """Lets the request through that spends too much, and opens after it."""

    def spend(  # noqa: PLR0913, PLR0917 - as the honest one
        honest: Spend, self: SpendBreakers, policy: SpendBreaker, key: str, price: int, now: Now
    ) -> Any:  # noqa: ANN401 - its own
        found = honest(policy, key, price, now)
        if isinstance(found, Stopped) and found.opened:
            return Expense(next(iter(self._breakers)), None)  # type: ignore[arg-type]
        return found

    _spending(spend)


@lie(breaks="UC-14", noticed_by="request 2: status was 200")
def counts_by_the_minute_of_the_clock() -> None:
    """Begins to count anew with each minute of the clock."""

    def spend(  # noqa: PLR0913, PLR0917 - as the honest one
        honest: Spend, self: SpendBreakers, policy: SpendBreaker, key: str, price: int, now: Now
    ) -> Any:  # noqa: ANN401 - its own
        began = now.steady - now.wall % policy.window_seconds
        for breaker in self._breakers.values():
            breaker.spent = [each for each in breaker.spent if each.at >= began]
        return honest(policy, key, price, now)

    _spending(spend)


@lie(breaks="UC-14", noticed_by="request 1: status was 429")
def remembers_a_moment_too_long() -> None:
    """Counts what is exactly as old as the stretch."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, seconds, now: honest(self, seconds + 0.5, now)

    instead(Breaker, "catch_up", make)


@lie(breaks="UC-14", noticed_by="request 2: status was 200")
def remembers_half_as_long() -> None:
    """Looks at the last half of the stretch only."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        return lambda self, seconds, now: honest(self, seconds / 2, now)

    instead(Breaker, "catch_up", make)


@lie(breaks="UC-14", noticed_by="status was 200")
def refuses_only_what_is_too_much() -> None:
    """Refuses the request that is too much, and lets the next one through that is not."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def catch_up(self: Breaker, seconds: int, now: float) -> None:
            self.open_until = None
            self.spent = self.spent[:-1]
            honest(self, seconds, now)

        return catch_up

    instead(Breaker, "catch_up", make)


@lie(breaks="UC-14", noticed_by="Retry-After was 60, not 300")
def closes_with_the_next_minute() -> None:
    """Stays open for a minute, whatever is stated."""
    _under(lambda policy: replace(policy, open_seconds=60))


@lie(breaks="UC-14", noticed_by="Retry-After was 1, absent")
def closes_a_second_early() -> None:
    """Closes a second before the stated minutes are over."""
    _under(lambda policy: replace(policy, open_seconds=policy.open_seconds - 1))


@lie(breaks="UC-14", noticed_by="the last of them was not answered")
def closes_a_second_late() -> None:
    """Closes a second after it said."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def catch_up(self: Breaker, seconds: int, now: float) -> None:
            until = self.open_until
            honest(self, seconds, now)
            self.open_until = until if until is not None and until + 1 > now else None

        return catch_up

    instead(Breaker, "catch_up", make)


@lie(breaks="UC-14", noticed_by="Retry-After was 300, 300")
def stays_open_while_somebody_knocks() -> None:
    """Begins the stated minutes anew with each request."""

    def spend(  # noqa: PLR0913, PLR0917 - as the honest one
        honest: Spend, self: SpendBreakers, policy: SpendBreaker, key: str, price: int, now: Now
    ) -> Any:  # noqa: ANN401 - its own
        found = honest(policy, key, price, now)
        for breaker in self._breakers.values():
            if breaker.open_until is not None:
                breaker.open_until = now.steady + policy.open_seconds
        return replace(found, wait=policy.open_seconds) if isinstance(found, Stopped) else found

    _spending(spend)


@lie(breaks="UC-14", noticed_by="the last of them was not answered")
def half_open_for_a_while() -> None:
    """Lets only half of the amount through when it has been open once."""
    opened: set[str] = set()

    def spend(
        honest: Spend, _self: SpendBreakers, policy: SpendBreaker, key: str, price: int, now: Now
    ) -> Any:  # noqa: ANN401 - its own
        if key in opened and price > policy.amount / 2:
            return Stopped(1)
        found = honest(policy, key, price, now)
        if isinstance(found, Stopped):
            opened.add(key)
        return found

    _spending(spend)


@lie(breaks="UC-14", noticed_by="status was 429")
def opens_for_everybody() -> None:
    """Has one breaker for all organisations."""
    _spending(
        lambda honest, _self, policy, _key, price, now: honest(policy, "everybody", price, now)
    )


@lie(breaks="UC-14", noticed_by="the model was called once")
def failures_count() -> None:
    """Counts what the model has failed as spent."""
    instead(SpendBreakers, "take_back", lambda _honest: lambda *_its: None)
