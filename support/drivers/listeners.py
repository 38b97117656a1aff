"""Callers and a model in lock-step: it says the next thing when the caller has heard the last.

A gateway that keeps something back stops by that: nothing more is said to it, nothing is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.errors import SetupBrokenError
from support.evidence.ledger import PLACES
from support.simulators.speeches import Recording
from support.wire import sse
from support.wire.exchange import Exchange

TO_MODEL = "gateway to model"
LONG_ENOUGH = 1000  # tokens, prompt included; no stream here is cut by what its caller asked for

if TYPE_CHECKING:
    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Caller
    from support.evidence.ledger import Ledger
    from support.simulators.chat import Chat
    from support.simulators.model import Model, Speech
    from support.wire.client import Call


class Listeners:
    def __init__(self, bring_up: BringUp, model: Model, ledger: Ledger, patience: float) -> None:
        self._bring_up = bring_up
        self._ledger = ledger
        self._model = model
        self._patience = patience
        self._speech: Speech | None = None
        self._recorded = Recording(b"\n")

    def lines_end_with(self, line_end: bytes) -> None:
        """The lines of the recorded stream."""
        self._recorded = Recording(line_end)

    def speech_is(self, speech: Speech) -> None:
        """What the model says from now on in every stream."""
        self._speech = speech
        self._model.speaks(speech)

    def hear(self, caller: Caller, **wishes: Any) -> bool:  # noqa: ANN401 - JSON values
        """A stream to its end, each event once the one before has been heard."""
        speech = self._speech
        if speech is None:
            msg = "nobody has said what the model says; state it before somebody listens"
            raise SetupBrokenError(msg)
        said: list[bytes] = []

        def kept(chat: Chat) -> list[bytes]:
            said[:] = speech(chat)
            return said

        self._model.speaks(kept)
        ended = self._in_lock_step(caller, said, wishes)
        self._model.speaks(speech)
        self._model.flow()
        return ended

    def has_heard(self, caller: Caller) -> None:
        """The same as a Given: whatever end the stream had, it was one."""
        if not self.hear(caller):
            msg = f"{caller.name}'s stream did not come to an end"
            raise SetupBrokenError(msg)

    def hear_split_until_the_end(self, caller: Caller) -> None:
        """The recorded stream, split at each place up to its last word."""
        self._hear_every_split(caller, self._recorded.until_the_end)

    def hear_split_at_the_end(self, caller: Caller) -> None:
        """The recorded stream, split at each place in its last word and its end."""
        self._hear_every_split(caller, self._recorded.at_the_end)

    def _hear_every_split(self, caller: Caller, places: range) -> None:
        """The recorded stream byte by byte, and in two pieces, split at each of these places."""
        self._ledger.note(PLACES, f"{places.start} {places.stop}")
        for split_at in (range(1, len(self._recorded.data)), *([place] for place in places)):
            pieces = self._recorded.in_pieces(*split_at)
            self._model.speaks(lambda _chat, pieces=pieces: pieces)  # type: ignore[misc]
            if not self._in_lock_step(caller, pieces, {}):
                return  # where one has come to a stop, so would the others
        self._model.flow()

    def _in_lock_step(self, caller: Caller, said: list[bytes], wishes: dict[str, Any]) -> bool:
        """Whether the caller came to an end of the stream, and the model too."""
        self._model.step_by_step()
        question = caller.question(LONG_ENOUGH, stream=True, **wishes)
        call = self._bring_up.client().begin(caller.name, caller.request(question)).in_background()
        self._model.wait_for(lambda: self._model.events_waiting == 1, self._patience)
        for number in range(1, len(said) + 1):
            self._model.let_go(1)
            if not self._goes_on(call, _for_the_caller(b"".join(said[:number]))):
                break
        ended = call.join(self._patience)
        alone = self._ledger.watch(self._model_is_alone, self._patience)
        return alone and ended is not None and ended.ending == "complete"

    def _model_is_alone(self) -> bool:
        """Whether the model has said everything, or nobody listens to it any more."""
        latest = reversed(self._ledger.everything())
        calls = (each for each in latest if isinstance(each, Exchange) and each.leg == TO_MODEL)
        last = next(calls, None)
        return last is None or last.ended is not None

    def _goes_on(self, call: Call, said: bytes) -> bool:
        """Whether the caller has heard all this, and the stream has not come to an end."""

        def ended(each: Call) -> bool:
            return each.outcome is not None

        call.watch(lambda each: ended(each) or len(each.received()) >= len(said), self._patience)
        if call.received().startswith(said):
            return not ended(call)
        if len(call.received()) >= len(said) and not call.watch(ended, self._patience):
            self._model.flow()  # it was no end; let the evidence show what else it was
        return False


def _for_the_caller(said: bytes) -> bytes:
    """Every whole event but the report of usage, which the caller need not have asked for."""
    whole = sse.blocks(said.removesuffix(b"\r"))  # half a CRLF may be kept back
    return b"".join(block for block in whole if b'"choices": []' not in block)
