"""The operator's brakes: who and what is frozen, until when, and who is excepted from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import SetupBrokenError
from support.targets.policy import KillSwitch, Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Callers

TEAM = "X-Team"  # the header by which an organisation's teams name themselves


class Freezes:
    """Every freeze is a kill switch of its own, and is in force when the sentence is over."""

    def __init__(self, bring_up: BringUp, callers: Callers, now: Callable[[], float]) -> None:
        self._bring_up = bring_up
        self._callers = callers
        self._now = now

    def freeze(self, what: str, seconds: float | None = None, but: str | None = None) -> None:
        """Stop it for so long, or until further notice."""
        switches = self._bring_up.policy.kill_switches
        switches[f"freeze {len(switches) + 1}"] = KillSwitch(
            self.scope(what),
            None if seconds is None else self._now() + seconds,
            None if but is None else self.scope(but),
        )
        self._at_once()

    def let_through(self, whom: str) -> None:
        """Make an exception of the freezes that there are."""
        for switch in self._switches():
            switch.exception = self.scope(whom)
        self._at_once()

    def lift(self) -> None:
        self._switches()
        self._bring_up.policy.kill_switches.clear()
        self._at_once()

    def scope(self, what: str) -> Scope | None:
        """The requests that a feature calls so; None where it speaks of all of them."""
        paths = self._bring_up.target.description.dialect.paths
        places = {
            "the chat": paths.chat,
            "the pages": paths.pages,
            "the receiver": paths.hooks,
        }
        if what == "everything":
            return None
        if what == "all looks":
            return Scope(methods=["GET", "HEAD"])
        if what in places:
            return Scope(path=places[what])
        if what.startswith("team "):
            return Scope(header=(TEAM, what.removeprefix("team ")))
        return Scope(caller=self._callers.named(what).name)

    def _switches(self) -> list[KillSwitch]:
        switches = list(self._bring_up.policy.kill_switches.values())
        if not switches:
            msg = "nothing is frozen yet; say first what the operator has frozen"
            raise SetupBrokenError(msg)
        return switches

    def _at_once(self) -> None:
        if self._bring_up.is_running:
            self._bring_up.put_in_force()
