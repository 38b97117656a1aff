"""What a Then may ask: of a scenario that is under way, or of one that was recorded long ago.

Rule: everything here is read from the ledger, but for what the target file says. Nothing acts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from support.checkers.histories import findings
from support.drivers.witnesses import OFFICIAL_LIBRARY
from support.errors import HarnessBrokenError
from support.evidence import fleets
from support.evidence.deliveries import MEANT, TAG, read_meant
from support.evidence.ledger import KNOWN_BY, PLACES
from support.evidence.seen import Seen
from support.evidence.tries import tries
from support.targets.stated import STATED, StatedPolicy, money_stated, read_stated

if TYPE_CHECKING:
    from support.checkers.histories import Findings
    from support.evidence.deliveries import Delivered
    from support.evidence.ledger import Ledger
    from support.evidence.tries import Try
    from support.targets.description import Description
    from support.targets.dialect import Dialect, Refusal
    from support.wire.exchange import Exchange


class Hearing(Seen):
    def __init__(self, ledger: Ledger, patience: float, description: Description) -> None:
        super().__init__(ledger, patience)
        self.description = description
        self.dialect: Dialect = description.dialect

    def edge_token(self) -> str:
        """By which the control plane knows the gateway; in a record, whose secret it is."""
        return self._last(KNOWN_BY, "the gateway's token")

    def refusal(self, phrase: str) -> Refusal:
        """What *phrase* is on the wire of this gateway."""
        if phrase not in self.dialect.refusals:
            msg = f"the target file does not say what {phrase!r} is; add it to [dialect.refusals]"
            raise HarnessBrokenError(msg)
        return self.dialect.refusals[phrase]

    def rejection(self, phrase: str) -> str:
        """What the control plane of this gateway is told instead of *phrase*."""
        if phrase not in self.dialect.rejections:
            msg = f"the target file does not say what {phrase!r} is; add it to [dialect.rejections]"
            raise HarnessBrokenError(msg)
        return self.dialect.rejections[phrase]

    def stated(self, version: int) -> StatedPolicy:
        """What the policy of this number says of budgets, as it was offered."""
        policies = self.all_stated()
        if version not in policies:
            self.untold(f"policy {version}")
        return policies[version]

    def all_stated(self) -> dict[int, StatedPolicy]:
        """Every policy that was offered, by number."""
        stated = read_stated(self.ledger.notes(STATED))
        return {version: StatedPolicy(version, budgets) for version, budgets in stated.items()}

    def money_stated(self) -> int:
        """How many dollars may be spent under the policy that was offered last."""
        amounts = money_stated(self._last(STATED, "a policy"))
        if len(amounts) != 1:
            self.untold("one budget of money")
        return amounts[0]

    def delivered(self) -> Delivered:
        """What was put on offer last."""
        return read_meant(self._last(MEANT, "a bundle"))

    def tag_in_force(self) -> str:
        """The tag with which the bundle came that Givens have put in force."""
        return self._last(TAG, "the bundle in force")

    def places_of_splits(self) -> range:
        """At which of its bytes a recorded stream was split, one after the other."""
        begin, end = self._last(PLACES, "a stream that was split").split()
        return range(int(begin), int(end))

    def answers_of_groups(self) -> list[list[Exchange]]:
        """What each group of agents that asked together got."""
        return fleets.answers(self.ledger, fleets.GROUP) or self.untold("agents that ask together")

    def answers_of_agents(self) -> list[list[Exchange]]:
        """What each agent that kept asking got, in its order."""
        return fleets.answers(self.ledger, fleets.AGENT) or self.untold("agents that keep asking")

    def course_of_library(self) -> list[str]:
        """What the official library has done, step by step."""
        return self.ledger.notes(OFFICIAL_LIBRARY)

    def tries(self) -> list[Try]:
        """What was seen since the When of tries to call the control plane, those begun included."""
        return tries(self.ledger.everything_since_mark())

    def findings(self) -> Findings:
        """What the checkers say of all that has happened, once what was begun has ended."""
        self.answers_of_model()
        return findings(self.ledger.everything(), self.description)

    def untold(self, what: str) -> NoReturn:
        """Where the ledger has nothing of what a sentence speaks of."""
        msg = f"this sentence speaks of {what}, but no sentence before it has brought it about"
        raise HarnessBrokenError(msg)

    def _last(self, kind: str, what: str) -> str:
        notes = self.ledger.notes(kind)
        if not notes:
            self.untold(what)
        return notes[-1]
