"""Gateways whose processes know too little of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.reference import process
from support.reference.desk import Desk
from support.reference.outbox import Outbox
from support.reference.shared_decisions import SharedDecisions
from support.reference.token_budgets import Now, TokenBudgets, TooMuch
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

    from support.reference.gateway import Gateway
    from support.reference.policies import TokenBudget
    from support.reference.token_budgets import Reservation
    from support.targets.lies import Piece


@lie(breaks="RL-04", noticed_by="there were 1 processes")
def works_in_one_after_all() -> None:
    """Is told to work in several processes, and starts no other."""

    def make(honest: Piece) -> Piece:
        def fork(own: socket.socket, others: Sequence[socket.socket], life: object) -> object:
            for each in others:
                each.close()
            return honest(own, (), life)

        return fork

    instead(process, "fork_siblings", make)


@lie(breaks="RL-04", noticed_by="quota: Acme's minute was overdrawn")
def each_counts_for_itself() -> None:
    """Reads what is kept when a process starts; from then on each knows only its own counts."""

    def make(honest: Piece) -> Piece:
        def read(self: SharedDecisions, now: Now | None) -> None:
            if not hasattr(self, "_budgets"):
                honest(self, now)

        return read

    instead(SharedDecisions, "_read", make)


@lie(breaks="RL-04", noticed_by="quota: Acme's minute was overdrawn")
def looks_then_acts() -> None:
    """Looks together whether there is room, and charges it when the answer is there."""

    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Reservation | TooMuch:
            answer: Reservation | TooMuch = honest(self, policy, prompt, cost, now)
            if not isinstance(answer, TooMuch):
                account = self._account(policy, now)
                account.minute_used -= cost
                self._keep(policy.caller, account)
            return answer

        return lying

    def settle(honest: Piece) -> Piece:
        def lying(self: TokenBudgets, reservation: Reservation, used: int, now: Now) -> None:
            self._accounts[reservation.caller].minute_used += reservation.tokens
            honest(self, reservation, used, now)

        return lying

    instead(TokenBudgets, "reserve", reserve)
    instead(TokenBudgets, "settle", settle)


@lie(breaks="RL-04", noticed_by="were answered; ")
def hears_of_requests_once_a_second() -> None:
    """Reads how many requests the other processes have let in once a second, to be faster."""
    read_at: dict[int, float] = {}

    def make(honest: Piece) -> Piece:
        def read(self: SharedDecisions, now: Now | None) -> None:
            known, steady = getattr(self, "_requests", None), self._clock.steady()
            honest(self, now)
            if known is not None and steady < read_at.setdefault(id(self), steady) + 1:
                self._requests = known
            else:
                read_at[id(self)] = steady

        return read

    instead(SharedDecisions, "_read", make)


def _reading_once(count: str) -> None:
    """Have each process read what was counted there when it starts, and never again."""

    def make(honest: Piece) -> Piece:
        def read(self: SharedDecisions, now: Now | None) -> None:
            known = getattr(self, count, None)
            honest(self, now)
            setattr(self, count, known or getattr(self, count))

        return read

    instead(SharedDecisions, "_read", make)


@lie(breaks="UC-11", noticed_by="were answered; ")
def each_has_a_purse_of_its_own() -> None:
    """Shares tokens and requests among its processes, and lets each of them count money alone."""
    _reading_once("_costs")


@lie(breaks="UC-19", noticed_by=" of them")
def each_has_pages_of_its_own() -> None:
    """Lets a crawler fetch its allowance from every process, since pages cost so little."""
    _reading_once("_crawlers")


@lie(breaks="RL-03", noticed_by="24 were answered")
def begins_each_life_afresh() -> None:
    """Clears the counters when it starts, so that all its processes begin alike."""

    def make(honest: Piece) -> Piece:
        def init(self: SharedDecisions, gateway: Gateway) -> None:
            if gateway.worker == 1:
                for name in gateway.store.names("tokens/"):
                    gateway.store.forget(name)
            honest(self, gateway)

        return init

    instead(SharedDecisions, "__init__", make)


@lie(breaks="UC-08", noticed_by="was served under policy 7, though")
def the_others_keep_their_policy() -> None:
    """Only the process that speaks with the control plane ever learns of a newer policy."""

    def make(honest: Piece) -> Piece:
        def look_again(self: Any) -> None:  # noqa: ANN401 - the desk, and its insides
            if self.in_force is None:
                honest(self)

        return look_again

    instead(Desk, "_look_again", make)


@lie(breaks="RL-04", noticed_by="was never reported")
def reports_what_the_first_has_refused() -> None:
    """Has the first process speak for all, and know only its own refusals."""

    def make(honest: Piece) -> Piece:
        begun: set[int] = set()

        def read(self: Outbox) -> None:
            if id(self) not in begun:
                begun.add(id(self))
                honest(self)

        return read

    instead(Outbox, "_read", make)
