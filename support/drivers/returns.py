"""Callers who come back: every second, or when they were told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import SetupBrokenError

if TYPE_CHECKING:
    from support.drivers.callers import Callers
    from support.drivers.passing_time import PassingTime
    from support.evidence.ledger import Ledger


class Returns:
    def __init__(self, callers: Callers, time: PassingTime, ledger: Ledger) -> None:
        self._callers = callers
        self._time = time
        self._ledger = ledger

    def every_second(self, caller: str, times: int, up_to: int) -> None:
        """So many questions, a second apart."""
        for number in range(times):
            self._time.passes(1 if number else 0)
            self._callers.named(caller).ask(up_to)

    def as_told(self, caller: str, up_to: int, earlier: int = 0) -> None:
        """Come back exactly when the last refusal said, or so many seconds earlier."""
        self._time.passes(self._told(caller) - earlier)
        self._callers.named(caller).ask(up_to)

    def have_been_in_time(self, caller: str, times: int, up_to: int) -> None:
        """As a Given: refused, and answered exactly when it was told, again and again."""
        for _ in range(times):
            self._callers.named(caller).be_refused(1, up_to)
            self._time.passes(self._told(caller))
            self._callers.named(caller).spend(up_to)

    def _told(self, caller: str) -> int:
        seen = self._ledger.exchanges("caller to gateway")
        last = next((each.response for each in reversed(seen) if each.who == caller), None)
        told = last.header("Retry-After") if last else None
        if told is None or not told.isdecimal():
            msg = f"{caller} was not told when to come back (Retry-After: {told or 'absent'})"
            raise SetupBrokenError(msg)
        return int(told)
