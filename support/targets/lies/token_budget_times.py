"""Lies about time: when a day begins, and how a minute refills."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import token_budgets
from support.reference.token_budgets import MINUTE, Account
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.token_budgets import Now
    from support.targets.lies import Piece


def _days_beginning(seconds: float) -> None:
    """Let every day of the accounts begin so many seconds early."""

    def catch_up(honest: Piece) -> Piece:
        def lying(self: Account, now: Now) -> None:
            honest(self, replace(now, wall=now.wall + seconds))

        return lying

    instead(Account, "catch_up", catch_up)


@lie(breaks="RL-02", noticed_by="Retry-After was 86401, not 1")
def midnight_a_second_early() -> None:
    """Begins the day a second before midnight."""
    _days_beginning(1)


@lie(breaks="RL-02", noticed_by="status was 429")
def midnight_a_second_late() -> None:
    """Begins the day a second after midnight."""
    _days_beginning(-1)


@lie(breaks="UC-16", noticed_by="Retry-After was 39600, not 43200")
def midnight_somewhere_else() -> None:
    """Ends the day at midnight of another time zone."""
    instead(
        token_budgets,
        "_until_next_day",
        lambda honest: lambda account, now: honest(account, now) - 3600,
    )


@lie(breaks="UC-16", noticed_by="status was 200")
def the_day_refills() -> None:
    """Lets the day budget refill little by little, as the minute does."""

    def catch_up(honest: Piece) -> Piece:
        def lying(self: Account, now: Now) -> None:
            passed = now.steady - self.steady
            honest(self, now)
            self.day_used = max(0, self.day_used - round(passed * 12))

        return lying

    instead(Account, "catch_up", catch_up)


def _refilling(change: Piece) -> None:
    def catch_up(honest: Piece) -> Piece:
        def lying(self: Account, now: Now) -> None:
            used, since = self.minute_used, self.steady
            honest(self, now)
            change(self, now, used, since)

        return lying

    instead(Account, "catch_up", catch_up)


@lie(breaks="UC-16", noticed_by="status was 429")
def refills_by_the_second() -> None:
    """Gives tokens back when a whole second is over, and nothing before."""

    def whole_seconds(account: Account, now: Now, used: float, since: float) -> None:
        seconds = int(now.steady) - int(since)
        account.minute_used = max(0.0, used - seconds * account.per_minute / MINUTE)

    _refilling(whole_seconds)


@lie(breaks="RL-02", noticed_by="status was 429")
def refills_by_the_minute() -> None:
    """Gives everything back when the clock's minute is over, and nothing before."""

    def whole_minutes(account: Account, now: Now, used: float, since: float) -> None:
        account.minute_used = 0.0 if now.steady // MINUTE > since // MINUTE else used

    _refilling(whole_minutes)


@lie(breaks="UC-16", noticed_by="status was 200")
def saves_up() -> None:
    """Goes on refilling a budget that is whole already."""

    def without_end(account: Account, now: Now, used: float, since: float) -> None:
        account.minute_used = used - (now.steady - since) * account.per_minute / MINUTE

    _refilling(without_end)


@lie(breaks="UC-16", noticed_by="Retry-After was 1, not 6")
def debts_are_forgiven() -> None:
    """Forgets what was taken beyond the whole minute."""

    def no_debts(account: Account, _now: Now, _used: float, _since: float) -> None:
        account.minute_used = min(account.minute_used, account.per_minute)

    _refilling(no_debts)
