"""What callers may use: token budgets, stated as Givens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import SetupBrokenError
from support.targets.policy import TokenBudget

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Callers


class Budgets:
    """The budgets of everybody in the scenario."""

    def __init__(self, bring_up: BringUp, callers: Callers) -> None:
        self._bring_up = bring_up
        self._callers = callers

    def of(self, caller: str) -> Allowance:
        self._callers.named(caller)
        return Allowance(self._bring_up.policy.budgets.setdefault(caller, TokenBudget()))

    def allow_each(self, callers: list[str], per_minute: int) -> None:
        for caller in callers:
            self.of(caller).allow_per_minute(per_minute)


class Allowance:
    """What one caller may use."""

    def __init__(self, budget: TokenBudget) -> None:
        self._budget = budget

    def allow_per_minute(self, tokens: int, per_second: int | None = None) -> None:
        if per_second is not None and per_second * 60 != tokens:
            msg = f"{per_second} every second is not {tokens} a minute; mend the sentence"
            raise SetupBrokenError(msg)
        self._budget.per_minute = tokens

    def allow_per_day(self, tokens: int) -> None:
        self._budget.per_day = tokens

    def longest_prompt(self, tokens: int) -> None:
        self._budget.longest_prompt = tokens

    def end_streams_after(self, tokens: int, how: str) -> None:
        """What happens to a stream that goes on behind so many tokens: it is ended."""
        self._budget.longest_stream, self._budget.stream_end = tokens, how

    def count_unsaid_answers_as(self, tokens: int) -> None:
        """What is set aside for an answer of which the request names no longest length."""
        self._budget.unsaid_answer = tokens
