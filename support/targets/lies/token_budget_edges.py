"""Lies at the edges of token budgets: of a day, of a token, of a name, and of a policy."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import answers, app, token_budgets
from support.reference.chat_requests import ChatRequest
from support.reference.token_budgets import MINUTE, Account, TokenBudgets
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.bundles import Bundle
    from support.reference.policies import TokenBudget
    from support.reference.proxy import Outgoing
    from support.reference.reasons import Headers
    from support.reference.token_budgets import Now, Reservation
    from support.reference.visits import Visit
    from support.targets.lies import Piece


@lie(breaks="UC-16", noticed_by="tokens-per-minute;r was 200")
def midnight_keeps_the_minute() -> None:
    """Gives neither day nor minute back what was set aside before midnight and not used."""

    def make(honest: Piece) -> Piece:
        def settle(self: TokenBudgets, reservation: Reservation, used: int, now: Now) -> None:
            account = self._accounts[reservation.caller]
            account.catch_up(now)
            same_day = reservation.day == account.day
            honest(self, reservation, used if same_day else reservation.tokens, now)

        return settle

    instead(TokenBudgets, "settle", make)


@lie(breaks="RL-02", noticed_by="Retry-After was 1, not 2")
def the_last_second_is_a_short_one() -> None:
    """Counts whole seconds to midnight, so that who comes back then comes a moment too early."""
    instead(
        token_budgets,
        "_until_next_day",
        lambda honest: lambda account, now: math.floor(honest(account, now)),
    )


@lie(breaks="RL-02", noticed_by="status was 200")
def nearly_a_token_is_one() -> None:
    """Lets in who asks for a token of which more than a half has come back."""
    instead(
        token_budgets,
        "_waits",
        lambda honest: lambda policy, account, cost, now: honest(policy, account, cost - 0.5, now),
    )


@lie(breaks="RL-02", noticed_by="the last of them was not answered", seen_in="integer arithmetic")
def parts_of_tokens_are_lost() -> None:
    """Gives back whole tokens only, so that who looks often has less come back."""

    def make(honest: Piece) -> Piece:
        def catch_up(self: Account, now: Now) -> None:
            used, since = self.minute_used, self.steady
            honest(self, now)
            back = math.floor(max(0.0, now.steady - since) * self.per_minute / MINUTE)
            self.minute_used = max(0.0, used - back)

        return catch_up

    instead(Account, "catch_up", make)


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 40000", seen_in="`if usage:` in Python")
def nothing_is_not_said() -> None:
    """Takes an answer that took nothing for one that does not say what it took."""
    instead(answers, "_total_tokens_in", lambda honest: lambda *said: honest(*said) or None)


@lie(breaks="UC-16", noticed_by="status was 429", seen_in="keys of caches in small letters")
def names_in_small_letters() -> None:
    """Keeps one account for all whose names differ in nothing but capitals."""

    def make(honest: Piece) -> Piece:
        def account_of(self: TokenBudgets, policy: TokenBudget, now: Now) -> Account:
            known = {caller.lower(): account for caller, account in self._accounts.items()}
            if policy.caller.lower() in known:
                self._accounts[policy.caller] = known[policy.caller.lower()]
            account: Account = honest(self, policy, now)
            return account

        return account_of

    instead(TokenBudgets, "_account", make)


def _adopting(forget: Piece) -> None:
    def make(honest: Piece) -> Piece:
        def adopt(self: TokenBudgets, bundle: Bundle, now: Now) -> None:
            honest(self, bundle, now)
            for caller, account in self._accounts.items():
                forget(account, bundle.budgets.get(caller))

        return adopt

    instead(TokenBudgets, "adopt", make)


@lie(breaks="RL-07", noticed_by="tokens-per-day;r was 11000")
def a_larger_day_begins_anew() -> None:
    """Forgets with each policy what was used today."""

    def forget(account: Account, _policy: TokenBudget | None) -> None:
        account.day_used = 0

    _adopting(forget)


@lie(breaks="RL-07", noticed_by="tokens-per-minute;r was 11000")
def lifted_budgets_are_forgotten() -> None:
    """Forgets what was used by whoever has no budget for a moment."""

    def forget(account: Account, policy: TokenBudget | None) -> None:
        if policy is None:
            account.minute_used, account.day_used = 0.0, 0

    _adopting(forget)


@lie(breaks="RL-01", noticed_by="the model was asked")
def everybody_is_counted() -> None:
    """Asks the model for a report on each stream, also where nobody counts what it took."""

    def make(honest: Piece) -> Piece:
        def outgoing(visit: Visit) -> Outgoing:
            out: Outgoing = honest(visit)
            chat = visit.chat
            if chat is None or not chat.streams or chat.wants_usage:
                return out
            return replace(out, body=ChatRequest.asking_for_usage(chat))

        return outgoing

    instead(app, "outgoing_of", make)


def _handing_back(passes: Piece) -> None:
    """Of what the model tells of limits, pass on besides what *passes* wants."""

    def make(honest: Piece) -> Piece:
        def handed_back(raw: Headers, *, limits: bool) -> Headers:
            told: Headers = honest(raw, limits=limits)
            kept: Headers = honest(raw, limits=False)
            return told + [each for each in kept if each not in told and passes(raw, each[0])]

        return handed_back

    instead(answers, "handed_back", make)


@lie(breaks="RL-01", noticed_by="sent twice")
def streams_tell_of_two_limits() -> None:
    """Passes on what the model tells of its own limits at the head of a stream."""
    _handing_back(lambda raw, _name: any(value.startswith(b"text/event") for _, value in raw))


@lie(breaks="RL-01", noticed_by="of a limit that is not named")
def requests_left_of_somebody_else() -> None:
    """Leaves out what the model tells of its tokens, and passes on what it tells of requests."""
    _handing_back(lambda _raw, name: name.endswith(b"-requests"))
