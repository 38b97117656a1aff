"""Fleets of agents that have one owner: many that wait at once, or some that keep asking."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from support.errors import SetupBrokenError
from support.evidence.fleets import AGENT, GROUP, numbers
from support.wire.client import Client

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Caller
    from support.evidence.ledger import Ledger
    from support.simulators.model import Model
    from support.wire.client import Call
    from support.wire.exchange import Exchange

_A_LITTLE = 10  # tokens
_OUTLASTS = 4  # times the patience of those who look on
_OFTEN = 2_000  # requests of one agent; it stops there whatever happens


class Fleets:
    """Several groups; the model keeps all of them without an answer until answers are read."""

    def __init__(self, bring_up: BringUp, model: Model, ledger: Ledger) -> None:
        self._bring_up = bring_up
        self._model = model
        self._ledger = ledger
        self._patience = bring_up.patience
        self._client: Client | None = None
        self._groups: list[list[Call]] = []
        self._busy: list[_Busy] = []

    def ask_together(self, caller: Caller, number: int) -> None:
        """As many agents ask at once; the model takes the questions and keeps the answers back."""
        self._model.hold()
        began = len(self._ledger.everything())
        self._groups.append([self._begun(caller) for _ in range(number)])
        questions = self._ledger.exchanges("caller to gateway")
        self._ledger.note(GROUP, numbers(q for q in questions if q.began.number >= began))
        asked = sum(len(group) for group in self._groups)
        self._model.wait_for(lambda: self._model.waiting == asked, self._patience)

    def are_waiting(self, caller: Caller, number: int) -> None:
        """The same as a Given: the model must have the question of every one of them."""
        self.ask_together(caller, number)
        if self._model.waiting != number:
            msg = f"the model has {self._model.waiting} of the {number} questions of {caller.name}"
            raise SetupBrokenError(msg)

    def are_heard_out(self) -> None:
        """Have the model answer, and every agent hear what it says."""
        self._model.release()
        for group in self._groups:
            for call in group:
                call.join(self._patience)

    def keep_asking(self, caller: Caller, number: int, up_to: int = _A_LITTLE) -> None:
        """Each begins its next question as soon as it has the answer to the last one."""
        self._busy = [_Busy(caller, up_to) for _ in range(number)]
        self.each_has_asked_again()

    def each_has_asked_again(self) -> None:
        """Let go by a whole question of each agent, begun and answered after this moment."""
        wanted = [len(each.answers) + 2 for each in self._busy]
        self._ledger.watch(
            lambda: all(len(b.answers) >= n for b, n in zip(self._busy, wanted, strict=True)),
            self._patience,
        )

    def each_is_refused(self) -> None:
        """Let go by what is left of the budget: from this moment on until nobody gets any more."""
        asked = [len(each.answers) + 1 for each in self._busy]
        self._ledger.watch(
            lambda: all(each.was_refused(n) for each, n in zip(self._busy, asked, strict=True)),
            self._patience,
        )
        self.stop()

    def have_asked_enough(self) -> None:
        """Nobody keeps asking any more, and it is written down who has asked what."""
        self.stop()
        for each in self._busy:
            self._ledger.note(AGENT, numbers(each.answers))

    def stop(self) -> None:
        """Nobody keeps asking any more."""
        for each in self._busy:
            each.stop()

    def close(self) -> None:
        self.stop()
        if self._client is not None:
            self._client.close()

    def _begun(self, caller: Caller) -> Call:
        """A question under way, of somebody who is more patient than those who look on."""
        if self._client is None:
            url, patience = self._bring_up.gateway.url, self._patience * _OUTLASTS
            self._client = Client(url, self._ledger, patience=patience)
        request = caller.request(caller.question(_A_LITTLE))
        return self._client.begin(caller.name, request).in_background()


class _Busy:
    """One agent that keeps asking, with a connection of its own."""

    def __init__(self, caller: Caller, up_to: int) -> None:
        self._up_to = up_to
        self.answers: list[Exchange] = []
        self._caller = caller
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._ask_again_and_again, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._enough.set()
        self._thread.join()

    def was_refused(self, after: int) -> bool:
        """Whether the gateway has refused it since it had so many answers."""
        answers = [each.response for each in self.answers[after:]]
        return any(each is not None and each.status >= 400 for each in answers)

    def _ask_again_and_again(self) -> None:
        while not self._enough.is_set() and len(self.answers) < _OFTEN:
            self.answers.append(self._caller.ask(self._up_to))
