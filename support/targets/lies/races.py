"""Gateways that keep their promises until two things happen at the same time, or one of them ends.

What each of them does wrong can only be told from a whole history, whatever the order was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from support.reference.decisions import Decisions
from support.reference.proxy import Proxy
from support.reference.token_budgets import Now, TokenBudgets, TooMuch
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.metrics import Metrics
    from support.reference.policies import TokenBudget
    from support.reference.token_budgets import Reservation
    from support.targets.lies import Piece

    Answer = Reservation | TooMuch


def _hold_besides(times: int) -> None:
    """Set so many times the cost aside besides, for as long as a request is under way."""

    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            answer: Answer = honest(self, policy, prompt, cost, now)
            if not isinstance(answer, TooMuch):
                self._account(policy, now).minute_used += times * cost
            return answer

        return lying

    def settle(honest: Piece) -> Piece:
        def lying(self: TokenBudgets, reservation: Reservation, used: int, now: Now) -> None:
            self._accounts[reservation.caller].minute_used -= times * reservation.tokens
            honest(self, reservation, used, now)

        return lying

    instead(TokenBudgets, "reserve", reserve)
    instead(TokenBudgets, "settle", settle)


@lie(breaks="RL-04", noticed_by="quota: Acme's minute was overdrawn")
def checks_then_acts() -> None:
    """Looks whether there is room when a request comes, and charges it when its answer is there."""
    _hold_besides(-1)


@lie(breaks="RL-04", noticed_by="quota: Acme's minute had room in every order")
def holds_twice_while_under_way() -> None:
    """Sets everything aside twice for as long as a request is under way."""
    _hold_besides(1)


@lie(breaks="UC-16", noticed_by="tokens were told to be left after")
def writes_back_what_it_read() -> None:
    """Remembers the level from before an answer and writes it back: what others did is lost."""
    levels: dict[int, float] = {}

    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            answer: Answer = honest(self, policy, prompt, cost, now)
            levels[id(answer)] = self._account(policy, now).minute_used
            return answer

        return lying

    def settle(honest: Piece) -> Piece:
        def lying(self: TokenBudgets, reservation: Reservation, used: int, now: Now) -> None:
            account = self._accounts[reservation.caller]
            account.minute_used = levels.pop(id(reservation), account.minute_used)
            honest(self, reservation, used, now)

        return lying

    instead(TokenBudgets, "reserve", reserve)
    instead(TokenBudgets, "settle", settle)


def _charging(streams: int, others: int) -> None:
    """Change what is charged by so many tokens, for streams and for other answers."""

    def settle(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Any, used: int | None) -> None:  # noqa: ANN401
            more = streams if visit.chat is not None and visit.chat.streams else others
            honest(self, visit, used + more if used else used)

        return lying

    instead(Decisions, "settle", settle)


@lie(breaks="UC-16", noticed_by="conservation: Acme's minute: ")
def one_token_is_lost() -> None:
    """Forgets the last token of every stream when it charges."""
    _charging(streams=-1, others=0)


@lie(breaks="UC-16", noticed_by="conservation: Acme's minute: ")
def one_token_is_counted_twice() -> None:
    """Charges the token on which a stream ends twice."""
    _charging(streams=1, others=0)


@lie(breaks="UC-16", noticed_by="the figures say")
def figures_count_what_was_set_aside() -> None:
    """Counts in its figures what was set aside, and charges what was used."""

    def settle(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Any, used: int | None) -> None:  # noqa: ANN401
            metrics, aside = self._metrics, visit.reservation.tokens if visit.reservation else 0
            self._metrics = _Counting(metrics, aside)  # type: ignore[assignment]
            honest(self, visit, used)
            self._metrics = metrics

        return lying

    instead(Decisions, "settle", settle)


class _Counting:
    """Metrics that count something else."""

    def __init__(self, metrics: Metrics, tokens: int) -> None:
        self._metrics = metrics
        self._tokens = tokens

    def count(self, name: str, _by: float = 1, **labels: str) -> None:
        self._metrics.count(name, self._tokens, **labels)


@lie(breaks="UC-16", noticed_by="but its caller was shown")
def rounds_up_to_hundreds() -> None:
    """Sells tokens by the hundred, and writes that into the answers."""

    def read_whole(honest: Piece) -> Piece:
        async def lying(self: Proxy, response: Any) -> bytes:  # noqa: ANN401
            body: bytes = await honest(self, response)
            total = re.search(rb'"total_tokens": (\d+)', body)
            hundreds = -(-int(total[1]) // 100) if total else 0
            return (
                body.replace(total[0], b'"total_tokens": %d' % (hundreds * 100)) if total else body
            )

        return lying

    instead(Proxy, "read_whole", read_whole)
