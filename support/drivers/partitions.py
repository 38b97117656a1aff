"""Partitions: the gateway and its control plane do not reach each other, for one reason or another.

Some are made by the link between the two, some by the control plane itself; the gateway cannot
tell whose fault it is, and must go on in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.errors import SetupBrokenError
from support.evidence.tries import Try, tries

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.drivers.bring_up import BringUp
    from support.drivers.neighbours import Neighbours
    from support.drivers.passing_time import PassingTime
    from support.evidence.ledger import Ledger
    from support.simulators.control_plane import Trouble
    from support.simulators.link import Mode

_MADE_BY_THE_LINK: dict[str, Mode] = {
    "connections are refused": "refuse",
    "connections are reset": "reset",
    "whatever it is sent is swallowed": "black_hole",
    "whatever it answers is swallowed": "stall",
}
_MADE_BY_THE_CONTROL_PLANE: dict[str, Trouble] = {
    "it answers with errors": "5xx",
    "it knows nothing of what it is asked": "4xx",
    "its answers come too late": "stalled",
    "its answers are garbage": "garbage",
    "its answers open brackets and close none": "brackets",
    "it answers in another protocol": "another protocol",
    "a web page comes back instead": "web page",
}
PARTITIONS = (*_MADE_BY_THE_LINK, *_MADE_BY_THE_CONTROL_PLANE)
_ENOUGH_STEPS = 40  # from timer to timer, for any number of tries that a scenario speaks of


class Partitions:
    def __init__(
        self, bring_up: BringUp, neighbours: Neighbours, time: PassingTime, ledger: Ledger
    ) -> None:
        self._bring_up = bring_up
        self._neighbours = neighbours
        self._plane = neighbours.control_plane
        self._link = neighbours.control_link
        self._hanging = neighbours.calls_in_vain
        self._time = time
        self._ledger = ledger
        self._began = 0  # place in the ledger where the latest partition began

    def begin(self, why: str) -> None:
        """Cut off a gateway that is in the middle of nothing, under the policy stated so far."""
        self._come_to_rest()
        self.turn(why)

    def turn(self, why: str) -> None:
        """From now on this is what is wrong."""
        self._note(why)
        if why in _MADE_BY_THE_LINK:
            self._link.turn(_MADE_BY_THE_LINK[why])
        else:
            self._plane.befall(_MADE_BY_THE_CONTROL_PLANE[why])

    def begin_before_start(self, why: str) -> None:
        """Start it for the first time; the policy that waits for it cannot be fetched."""
        self.turn(why)
        self.start_without_policy()

    def take_time(self, seconds: float) -> None:
        """The next answer comes after so long, and then it is as before."""
        self._come_to_rest()
        self._note(f"answers come after {seconds:g} seconds")
        self._link.turn("delay")
        self._walk(lambda: self._hanging() > 0)
        self._time.passes(seconds)
        self.end_for(0)

    def last(self, seconds: float, why: str) -> None:
        """A partition begins and goes on for so long."""
        self.begin(why)
        self._time.passes(seconds)

    def last_for_tries(self, count: int, why: str) -> None:
        """A partition begins and goes on until exactly so many tries to call have failed."""
        self.begin(why)
        self._walk(lambda: len(self._seen()) - self._hanging() >= count)

    def last_until_a_call_hangs(self, why: str) -> None:
        """A partition begins and goes on until a call was made that nobody answers."""
        self.begin(why)
        self._walk(lambda: self._hanging() > 0)

    def lose_receipts(self) -> None:
        """Reports arrive and are taken in, but the gateway never hears that they were."""
        self._come_to_rest()
        self._plane.befall("lost answers", only_with="events")
        self._note("the receipts for reports are lost")

    def answer_with_a_page(self, calls: str) -> None:
        """Whatever is told by calls of one kind reaches somebody else, who says yes to it."""
        self._come_to_rest()
        self._plane.befall("web page", only_with=calls)
        self._note(f"a web page answers {calls}")

    def refuse_acknowledgements(self) -> None:
        """Policies can be fetched, but what became of them cannot be told."""
        self._come_to_rest()
        self._plane.befall("5xx", only_with="acknowledgements")
        self._note("no word about policies is taken")

    def see_report_sent(self) -> None:
        """Time passes until a report was sent."""
        self._walk(lambda: any(each.what.endswith("/events") for each in self._seen()))

    def end_for(self, seconds: float) -> None:
        """It is over, and has been for so long."""
        self._plane.befall(None)
        self._link.heal()
        self._note("it is over")
        self._time.settles()
        self._time.passes(seconds)

    def _note(self, what: str) -> None:
        self._began = len(self._ledger.everything())
        self._ledger.note("partition", what)

    def _come_to_rest(self) -> None:
        _ = self._bring_up.gateway  # starts it, if need be
        self._time.settles()

    def start_without_policy(self) -> None:
        """Start it for the first time; whatever is on offer for it is not delivered by us."""
        self._bring_up.nothing_in_force()
        self._plane.offer(self._bring_up.document())
        self._bring_up.start()
        self._time.settles()

    def _walk(self, arrived: Callable[[], bool]) -> None:
        """From timer to timer, until what was seen of the gateway's tries is enough."""
        for _ in range(_ENOUGH_STEPS):
            if arrived():
                return
            self._time.passes_to_next_timer()
        msg = f"the gateway did not call its control plane as it was to; seen: {self._seen()}"
        raise SetupBrokenError(msg)

    def _seen(self) -> list[Try]:
        return tries(self._ledger.everything()[self._began :])
