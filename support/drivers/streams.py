"""Callers who listen to a stream while it is spoken: word by word, to its end or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import SetupBrokenError
from support.wire.patience import watch_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.drivers.callers import Caller
    from support.evidence.ledger import Ledger
    from support.simulators.model import Model
    from support.wire.client import Call
    from support.wire.exchange import Exchange


class Streams:
    """All streams of the scenario that are under way."""

    def __init__(self, model: Model, ledger: Ledger, patience: float) -> None:
        self._model = model
        self._ledger = ledger
        self._patience = patience
        self._open: list[Call] = []

    def heard(self, caller: Caller, up_to: int, takes: int) -> None:
        """A stream from its first to its last word, as a Given."""
        self._model.answers_take(takes)
        seen = caller.ask(up_to, stream=True, temperature=0.2)
        self._model.answers_take_what_is_asked()
        if seen.response is None or not seen.response.body.endswith(b"data: [DONE]\n\n"):
            msg = f"{caller.name} did not hear a stream to its end; it ended as {seen.ending}"
            raise SetupBrokenError(msg)

    def broken_off(self, caller: Caller, up_to: int) -> None:
        """A stream that comes to no good end, as a Given."""
        seen = caller.ask(up_to, stream=True)
        if seen.response is None or b"[DONE]" in seen.response.body:
            msg = f"{caller.name} heard no stream break off; it ended as {seen.ending}"
            raise SetupBrokenError(msg)

    def begin(self, caller: Caller, up_to: int, takes: int | None = None) -> None:
        """A stream whose model has been asked and says nothing until it is let go on."""
        self._model.step_by_step()
        self._model.answers_take(up_to if takes is None else takes)
        call = caller.begin_to_ask(up_to, stream=True)
        self._open.append(call)
        self._model.wait_for(lambda: self._model.events_waiting >= len(self._open), self._patience)
        self._model.answers_take_what_is_asked()
        self._ledger.watch(lambda: self._has_begun(caller.name), self._patience)

    def go_on(self) -> None:
        """Every stream comes to its end, as a Given."""
        self._model.flow()
        for call in self._open:
            seen = call.join(self._patience)
            if seen is None or seen.ending != "complete":
                msg = f"a stream did not come to its end ({seen.ending if seen else 'open'})"
                raise SetupBrokenError(msg)
        self._open.clear()

    def go_on_word_by_word(self) -> None:
        """In lock-step: the model says the next word only when the caller has heard the last."""
        for call in self._open:
            while watch_for(self._what_the_model_does, self._patience) == "has more to say":
                heard = len(call.received())
                self._model.let_go(1)
                if not call.watch(_has_heard_more_than(heard), self._patience):
                    break
            call.join(self._patience)
        self._open.clear()

    def break_off(self) -> None:
        """See how the streams end whose model says nothing any more."""
        for call in self._open:
            call.join(self._patience)
        self._open.clear()

    def leave(self) -> None:
        """The caller hangs up, as a Given; the gateway has hung up on the model, too."""
        call = self._open.pop()
        if call.outcome is None:
            call.hang_up()
        elif call.outcome.ending != "timed out":  # who has lost patience has left already
            answer = call.outcome.response
            how = answer.status if answer else call.outcome.ending
            msg = f"there was no stream any more that could be left: it had ended ({how})"
            raise SetupBrokenError(msg)
        if not self._ledger.watch(self._model_was_left, self._patience):
            msg = "the gateway goes on listening to the model for a caller who has left"
            raise SetupBrokenError(msg)

    def _what_the_model_does(self) -> str:
        if self._model.events_waiting:
            return "has more to say"
        return "" if self._ledger.exchanges("gateway to model")[-1].ending == "open" else "is done"

    def _has_begun(self, name: str) -> bool:
        mine = [each for each in self._ledger.exchanges("caller to gateway") if each.who == name]
        return mine[-1].response is not None

    def _model_was_left(self) -> bool:
        last: Exchange = self._ledger.exchanges("gateway to model")[-1]
        return last.ending == "peer left"


def _has_heard_more_than(heard: int) -> Callable[[Call], bool]:
    return lambda call: len(call.received()) > heard
