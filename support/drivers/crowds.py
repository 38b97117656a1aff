"""Many agents at the same moment, and callers whose answer takes its time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from support.errors import SetupBrokenError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from support.drivers.callers import Caller
    from support.evidence.ledger import Ledger
    from support.simulators.model import Model
    from support.wire.client import Call


class Crowds:
    """Requests that are under way together: the model answers none before all are decided."""

    def __init__(self, model: Model, ledger: Ledger, patience: float) -> None:
        self._model = model
        self._ledger = ledger
        self._patience = patience
        self._open: list[Call] = []

    def ask_at_once(self, up_to: int, *callers: Caller) -> None:
        """All of them ask for so many tokens."""
        self.ask_growing(up_to, 0, *callers)

    def ask_growing(self, up_to: int, more: int, *callers: Caller) -> None:
        """The first asks for so many tokens, and each for so many more than the one before."""
        sizes = [up_to + more * place for place, _ in enumerate(callers)]
        pairs = zip(callers, sizes, strict=True)
        self.begin_at_once([partial(each.begin_to_ask, size) for each, size in pairs])

    def begin_at_once(self, begin: Sequence[Callable[[], Call]]) -> None:
        """All ask; whoever is let through waits for the model until all have been heard."""
        self._model.hold()
        wanted = self._decided() + len(begin)
        calls = [ask() for ask in begin]
        self._ledger.watch(lambda: self._decided() >= wanted, self._patience)
        self._model.release()
        for call in calls:
            call.join(self._patience)

    def take_turns(self, up_to: int, times: int, *callers: Caller) -> None:
        """One after the other, again and again."""
        for _ in range(times):
            for caller in callers:
                caller.ask(up_to)

    def ask_again_and_again(self, times: int, up_to: int, *callers: Caller) -> None:
        """Each asks so often, one question after the other, and nobody minds the others."""
        with ThreadPoolExecutor(len(callers)) as pool:
            list(pool.map(lambda each: each.ask_often(times, up_to), callers))

    def begin(self, caller: Caller, up_to: int) -> None:
        """One asks, as a Given, and the model has the question but does not answer yet."""
        self._model.hold()
        self._open.append(caller.begin_to_ask(up_to))
        asked = sum(call.outcome is None for call in self._open)
        if not self._model.wait_for(lambda: self._model.waiting == asked, self._patience):
            msg = f"the question of {caller.name} did not reach the model"
            raise SetupBrokenError(msg)

    def end(self) -> None:
        """Everybody who asked has heard something, as a Given; then the model answers again."""
        for call in self._open:
            if call.join(self._patience) is None:
                msg = "the gateway leaves a caller without any answer"
                raise SetupBrokenError(msg)
        self._open.clear()
        self._model.release()

    def ask_in_vain(self, caller: Caller, up_to: int, meanwhile: Callable[[], None]) -> None:
        """The model has the question, and whatever happens meanwhile, does not answer it."""
        self.begin(caller, up_to)
        meanwhile()
        self._open.pop().join(self._patience)

    def ask_at_length(self, caller: Caller, up_to: int, meanwhile: Callable[[], None]) -> None:
        """The same, and the model answers afterwards."""
        self.begin(caller, up_to)
        meanwhile()
        self._model.release()
        self._open.pop().join(self._patience)

    def _decided(self) -> int:
        """How many have been refused by the gateway, or have come through to the model."""
        answers = [each.response for each in self._ledger.exchanges("caller to gateway")]
        refused = sum(each is not None and each.status >= 400 for each in answers)
        return refused + len(self._ledger.exchanges("gateway to model"))
