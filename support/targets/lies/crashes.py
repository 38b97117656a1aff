"""Gateways that come back from a crash richer, or poorer, than they went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.reference import app, request_limits
from support.reference.desk import KEPT_AS, Desk
from support.reference.outbox import Outbox
from support.reference.store import Store
from support.reference.token_budgets import KEPT_UNDER, Now, TokenBudgets, TooMuch
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.policies import TokenBudget
    from support.reference.token_budgets import Account, Reservation
    from support.targets.lies import Piece

    Answer = Reservation | TooMuch


@lie(breaks="RL-03", noticed_by="quota: Acme's minute was overdrawn")
def forgets_on_restart() -> None:
    """Begins every life with nothing used."""

    def make(honest: Piece) -> Piece:
        def init(self: TokenBudgets, *told: object) -> None:
            honest(self, *told)
            self._accounts.clear()

        return init

    instead(TokenBudgets, "__init__", make)


@lie(breaks="RL-03", noticed_by="status was 200")
def keeps_every_other_change() -> None:
    """Writes its counters down with every third change only, to be faster."""
    changes = 0

    def make(honest: Piece) -> Piece:
        def keep(self: TokenBudgets, caller: str, account: Account) -> None:
            nonlocal changes
            changes += 1
            if changes % 3 == 0:
                honest(self, caller, account)

        return keep

    instead(TokenBudgets, "_keep", make)


@lie(breaks="RL-03", noticed_by="status was 200")
def forgives_what_was_under_way() -> None:
    """Writes down what was used, and not what is set aside: a crash gives that back."""

    def make(honest: Piece) -> Piece:
        def reserve(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            answer: Answer = honest(self, policy, prompt, cost, now)
            if not isinstance(answer, TooMuch):
                account = self._accounts[policy.caller]
                account.minute_used -= cost
                self._keep(policy.caller, account)
                account.minute_used += cost
            return answer

        return reserve

    instead(TokenBudgets, "reserve", make)


@lie(breaks="RL-03", noticed_by="status was 429")
def charges_twice_after_a_crash() -> None:
    """Reads its counters twice when it starts, from the log and from the file."""

    def make(honest: Piece) -> Piece:
        def init(self: TokenBudgets, *told: object) -> None:
            honest(self, *told)
            for account in self._accounts.values():
                account.minute_used *= 2

        return init

    instead(TokenBudgets, "__init__", make)


@lie(breaks="RL-03", noticed_by="tokens-per-minute;r was")
def forgets_what_came_back() -> None:
    """Writes down what is set aside and not what comes back, so that a restart costs everybody."""

    def make(honest: Piece) -> Piece:
        def settle(self: TokenBudgets, reservation: Reservation, used: int, now: Now) -> None:
            kept = self._store.kept(KEPT_UNDER + reservation.caller)
            honest(self, reservation, used, now)
            self._store.keep(KEPT_UNDER + reservation.caller, kept or {})

        return settle

    instead(TokenBudgets, "settle", make)


@lie(breaks="UC-09", noticed_by="exactly once: the event")
def forgets_that_it_has_reported() -> None:
    """Strikes events off its list when they are reported, and not off the list in its store."""

    def make(honest: Piece) -> Piece:
        def forget(self: Store, name: str) -> None:
            if not name.startswith("outbox/event/"):
                honest(self, name)

        return forget

    instead(Store, "forget", make)


@lie(breaks="UC-09", noticed_by="was never reported, though the control plane could be reached")
def events_die_with_it() -> None:
    """Keeps events in memory until they are sent."""

    def make(honest: Piece) -> Piece:
        def note(self: Outbox, kind: str, **fields: object) -> None:
            honest(self, kind, **fields)
            self._store.forget(next(reversed(self._events)))

        return note

    instead(Outbox, "note", make)


@lie(breaks="UC-08", noticed_by="was served under policy 7, though")
def a_connection_keeps_its_policy() -> None:
    """Looks up the policy once for each connection, and serves it under that one for ever."""
    known: dict[object, object] = {}

    def make(honest: Piece) -> Piece:
        def visit_of(scope: dict[str, object], bundle: object) -> object:
            return honest(scope, known.setdefault(scope["client"], bundle))

        return visit_of

    instead(app, "visit_of", make)


@lie(breaks="UC-09", noticed_by="no_policy")
def a_policy_for_one_start() -> None:
    """Takes its policy out of the store when it starts, and puts none back."""

    def make(honest: Piece) -> Piece:
        def restore(self: Desk) -> None:
            honest(self)
            self._store.forget(KEPT_AS)

        return restore

    instead(Desk, "_restore", make)


@lie(breaks="RL-03", noticed_by="status was 429")
def nothing_comes_back_meanwhile() -> None:
    """Gives back no tokens for the time in which it was not there."""

    def make(honest: Piece) -> Piece:
        def init(self: TokenBudgets, store: Store, now: Now | None) -> None:
            honest(self, store, now)
            for account in self._accounts.values():
                account.steady = now.steady if now else account.steady

        return init

    instead(TokenBudgets, "__init__", make)


@lie(breaks="RL-03", noticed_by="status was 429")
def no_requests_come_back_meanwhile() -> None:
    """Gives back no requests for the time in which it was not there."""

    def make(honest: Piece) -> Piece:
        return lambda kept, now: honest(kept | {"wall": now.wall} if now else kept, now)

    instead(request_limits, "_read", make)
