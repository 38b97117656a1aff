"""Callers who hang up before they have heard anything at all.

Rule: it is whoever asked last, on a connection of its own, and the gateway has noticed it before
anything else happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import SetupBrokenError
from support.wire.patience import watch_for

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Caller
    from support.drivers.crowds import Crowds
    from support.evidence.ledger import Ledger
    from support.simulators.model import Model


class Leaving:
    def __init__(self, bring_up: BringUp, crowds: Crowds, model: Model, ledger: Ledger) -> None:
        self._bring_up = bring_up
        self._crowds = crowds
        self._model = model
        self._ledger = ledger

    def while_kept_back(self) -> None:
        """As a Given: the gateway keeps nobody waiting on purpose any more."""
        self._hang_up()
        clock = self._bring_up.gateway.clock
        if not watch_for(lambda: not clock.pulse().held_back, self._bring_up.patience):
            msg = "the gateway goes on keeping back a caller who has left"
            raise SetupBrokenError(msg)

    def without_an_answer(self) -> None:
        """As a Given: the gateway has hung up on the model, too."""
        self._hang_up()
        if not self._ledger.watch(self._model_was_left, self._bring_up.patience):
            msg = "the gateway goes on listening to the model for a caller who has left"
            raise SetupBrokenError(msg)
        self._model.release()

    def asks_and_leaves(self, caller: Caller, up_to: int) -> None:
        """The model has the question; whether the gateway notices is for others to judge."""
        self._crowds.begin(caller, up_to)
        self._hang_up()
        self._ledger.watch(self._model_was_left, self._bring_up.patience)

    def _hang_up(self) -> None:
        call = self._bring_up.client().last_apart
        if call is None:
            msg = "nobody has asked anything who could hang up; say first who asks"
            raise SetupBrokenError(msg)
        call.hang_up()
        call.join(self._bring_up.patience)

    def _model_was_left(self) -> bool:
        asked = self._ledger.exchanges("gateway to model")
        return bool(asked) and asked[-1].ending == "peer left"
