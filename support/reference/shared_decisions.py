"""The same decisions when several processes make them: each is one turn of the store.

What is remembered is read again at the beginning of a turn in which others have written. Loops
are the exception: they are remembered by each process for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .decisions import Decisions
from .reasons import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from .bundles import Bundle
    from .gateway import Gateway
    from .token_budgets import Now, Window
    from .visits import Visit


class SharedDecisions(Decisions):
    """Decisions that rest on what all processes have counted."""

    def __init__(self, gateway: Gateway) -> None:
        """Go on with what is kept; the first process moves it to the clock of this life."""
        self._is_first = gateway.worker == 1
        with gateway.store.turn():
            super().__init__(gateway)
            self._keep_all()
        gateway.store.when_changed(lambda: self._read(None))

    def before_body(self, visit: Visit) -> None:
        """Ask what can be answered from the head of the request."""
        self._decide(super().before_body, visit)

    def after_body(self, visit: Visit) -> None:
        """Ask what only the whole request can answer."""
        self._decide(super().after_body, visit)

    def give_back(self, visit: Visit) -> None:
        """Charge nothing for a visit."""
        with self._store.turn():
            super().give_back(visit)

    def settle(self, visit: Visit, used: int | None) -> None:
        """Charge what a visit has used in place of what was set aside."""
        with self._store.turn():
            super().settle(visit, used)

    def would_end(self, visit: Visit) -> None:
        """Write down that a budget in shadow would have ended the stream of this visit."""
        with self._store.turn():
            super().would_end(visit)

    def windows(self, visit: Visit) -> tuple[Window, ...]:
        """Say what is left, or was when the visit was refused."""
        if visit.told is not None:
            return visit.told
        with self._store.turn():
            return super().windows(visit)

    def _decide(self, ask: Callable[[Visit], None], visit: Visit) -> None:
        """Ask in one turn; a refusal and what it tells of limits belong to the same moment."""
        with self._store.turn():
            try:
                ask(visit)
            except Refused:
                super().give_back(visit)
                visit.told = super().windows(visit)
                raise

    def _read(self, now: Now | None) -> None:
        super()._read(now if self._is_first else None)

    def _adopt(self, bundle: Bundle) -> None:
        """Change the rates, once: the first process does it for all of them."""
        if self._is_first:
            super()._adopt(bundle)
            self._keep_all()

    def _keep_all(self) -> None:
        if self._is_first:
            self._budgets.keep_all()
            self._requests.keep_all()
            self._breakers.keep_all(self._now())


def decisions_of(gateway: Gateway) -> Decisions:
    """Build what decides: alone, or one of several."""
    return Decisions(gateway) if gateway.settings.workers == 1 else SharedDecisions(gateway)
