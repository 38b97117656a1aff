"""Which policy is in force is seen in one way only: somebody asks, and reads the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.drivers.callers import Callers
    from support.drivers.operators import Operator
    from support.wire.exchange import Exchange

_A_LITTLE = 10  # tokens


@dataclass(frozen=True, slots=True)
class Look:
    """What callers and the operator saw, one after the other."""

    answers: list[Exchange]
    readiness: Exchange


class Onlookers:
    def __init__(self, callers: Callers, operator: Operator) -> None:
        self._callers = callers
        self._operator = operator

    def look(self) -> Look:
        """Everybody who has a key asks for a little, and the operator looks at the readiness."""
        answers = [each.ask(_A_LITTLE) for each in self._callers.everybody()]
        return Look(answers, self._operator.looks_whether_ready())
