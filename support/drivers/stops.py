"""Stops: somebody tells the gateway to end, politely, while it is at work."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from support.errors import HarnessBrokenError, SetupBrokenError
from support.evidence.ledger import LEFT
from support.targets.looking import why_unreachable
from support.wire.patience import watch_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.drivers.agents import Agent
    from support.drivers.bring_up import BringUp
    from support.drivers.callers import Caller
    from support.drivers.neighbours import Neighbours
    from support.drivers.passing_time import PassingTime
    from support.drivers.streams import Streams
    from support.evidence.ledger import Ledger

Seen = TypeVar("Seen")
_A_LITTLE = 1000  # tokens


class Stops:
    def __init__(  # noqa: PLR0913, PLR0917 - everybody who is in the middle of something
        self,
        bring_up: BringUp,
        time: PassingTime,
        streams: Streams,
        neighbours: Neighbours,
        ledger: Ledger,
        patience: float,
    ) -> None:
        self._bring_up = bring_up
        self._time = time
        self._streams = streams
        self._neighbours = neighbours
        self._model = neighbours.model
        self._ledger = ledger
        self._patience = patience

    def tell(self, times: int = 1) -> None:
        """Say so, and see it shut its door, while those whom it serves still have patience."""
        gateway = self._bring_up.gateway
        for _ in range(times):
            gateway.tell_to_stop()
            self._ledger.note("gateway", "told to stop")
            watch_for(self._is_shut, self._patience / 2)

    def tell_in_a_stream(self, caller: Caller, times: int = 1, stalls: float = 0.0) -> None:
        """The caller has not heard a word yet; then every word comes, one after the other."""
        self._streams.begin(caller, _A_LITTLE)
        self.tell(times)
        if stalls:
            self._passes(stalls)
        self._streams.go_on_word_by_word()

    def tell_in_a_dead_stream(self, caller: Caller, seconds: float) -> None:
        """The model says nothing for so long, and nothing after that."""
        self._streams.begin(caller, _A_LITTLE)
        self.tell()
        self._passes(seconds)
        self._streams.break_off()

    def tell_in_an_answer(self, caller: Caller, stalls: float = 0.0) -> None:
        """The model has the question, and answers it; or stalls for so long, and never does."""
        self._model.hold()
        call = caller.begin_to_ask(_A_LITTLE)
        self._model.wait_for(lambda: self._model.waiting == 1, self._patience)
        self.tell()
        if stalls:
            self._passes(stalls)
        else:
            self._model.release()
        call.join(self._patience)

    def tell_who_keeps_back(self, agent: Agent, seconds: float) -> None:
        """The agent is kept back when it is told, and for so long after that.

        One that is let go halfway has been heard by somebody before the other half passes.
        """
        agent.is_kept_back()
        self.tell()
        asked = len(self._ledger.exchanges("gateway to model"))
        self._passes(seconds / 2)
        watch_for(lambda: self._keeps_back() or self._goes_on(asked), self._patience)
        self._passes(seconds / 2)
        self._ledger.watch(self._all_have_heard, self._patience)

    def calls_in_vain_for(self, seconds: float) -> None:
        """It makes a last call that nobody answers; so much later it may be gone."""
        watch_for(self._neighbours.calls_in_vain, self._patience)
        self._passes(seconds)

    def is_waited_for(self) -> None:
        """Have the gateway end, and its exit status written down, as far as anybody sees it."""
        if not self._ledger.notes(LEFT):
            watch_for(self._has_left, self._patience)

    def stop_and_start(self) -> None:
        """As in a deployment, as a Given: the old process has ended before the new one starts."""
        self.tell()
        self.is_waited_for()
        if not self._ledger.notes(LEFT):
            msg = "the gateway did not stop, though it was in the middle of nothing"
            raise SetupBrokenError(msg)
        self._time.settles_after_death()
        self._bring_up.start().start_again(self._time.gateway_time())
        self._ledger.note("gateway", "started again")
        self._time.settles()

    def _passes(self, seconds: float) -> None:
        self._if_still_there(lambda: self._time.passes_unasked(seconds))

    def _keeps_back(self) -> bool:
        return bool(self._if_still_there(lambda: self._bring_up.start().clock.pulse().held_back))

    def _if_still_there(self, ask: Callable[[], Seen]) -> Seen | None:
        """Who has been told to stop may go at any moment, rightly or not; nobody asks it then."""
        try:
            return ask()
        except HarnessBrokenError:
            if not watch_for(self._has_left, self._patience):
                raise
            return None

    def _goes_on(self, asked: int) -> bool:
        """Whether the model was asked once more, or nobody waits any longer."""
        return len(self._ledger.exchanges("gateway to model")) > asked or self._all_have_heard()

    def _all_have_heard(self) -> bool:
        return all(each.ended for each in self._ledger.exchanges("caller to gateway"))

    def _has_left(self) -> bool:
        status = self._bring_up.start().exit_status()
        if status is not None and not self._ledger.notes(LEFT):
            self._ledger.note(LEFT, f"exit status {status}")
        return status is not None

    def _is_shut(self) -> bool:
        return why_unreachable(self._bring_up.start().url, self._patience) is not None
