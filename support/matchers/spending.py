"""How requests are served that cost something: in time, late, warned, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.matchers.answers import answered
from support.matchers.differences import Judgement
from support.matchers.lateness import late_by
from support.matchers.refusals import refused_because
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.matchers.pages import Stretch, Treatment
    from support.targets.dialect import Dialect
    from support.wire.exchange import Response

NEARLY_SPENT = "the budget is nearly spent"


class Served(Judgement[Exchange]):
    def __init__(self, treatment: Treatment, dialect: Dialect) -> None:
        self._treatment = treatment
        self._dialect = dialect

    def expected(self) -> str:
        return f"a request that is {self._treatment.words}"

    def differences(self, item: Exchange) -> Iterator[str]:
        phrase = self._treatment.refused
        if phrase:
            refusal = self._dialect.refusals[phrase]
            yield from refused_because(phrase, refusal, self._dialect).differences(item)
        else:
            yield from answered(self._dialect).differences(item)
        yield from self.about_beginning(item) if item.response else ()

    def about_beginning(self, item: Exchange) -> Iterator[str]:
        """When the answer begins, and what stands in its head."""
        yield from late_by(self._treatment.late).differences(item)
        yield from self._about_warning(item.response) if item.response else ()

    def _about_warning(self, response: Response) -> Iterator[str]:
        name, word = self._dialect.headers.warning, self._dialect.warnings.get(NEARLY_SPENT)
        if name is None or word is None:
            yield f"the target file does not say how {NEARLY_SPENT!r} is told ([dialect.warnings])"
            return
        seen = response.header_values(name)
        wanted = [word] if self._treatment.warned else []
        told = ", then ".join(seen) or "absent"
        if [each.partition(";")[0] for each in seen] != wanted:
            yield f"{name} was {told}" + (f", not {word}" if wanted else "")


def served(treatment: Treatment, dialect: Dialect) -> Served:
    """Matches the exchange of a caller that was served as a sentence says."""
    return Served(treatment, dialect)


class Begun(Judgement[Exchange]):
    """A stream; what it says is judged by others."""

    def __init__(self, treatment: Treatment, dialect: Dialect) -> None:
        self._treatment = treatment
        self._served = served(treatment, dialect)

    def expected(self) -> str:
        return f"a stream that is {self._treatment.words}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from self._served.about_beginning(item)


def begun(treatment: Treatment, dialect: Dialect) -> Begun:
    """Matches the exchange of a caller whose stream has begun as a sentence says."""
    return Begun(treatment, dialect)


class ServedInTurn(Judgement[list[Exchange]]):
    def __init__(self, stretches: Sequence[Stretch], dialect: Dialect) -> None:
        self._stretches = stretches
        self._dialect = dialect

    def expected(self) -> str:
        return f"requests {'; '.join(map(str, self._stretches))}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) != self._stretches[-1].last:
            yield f"there were {len(item)} requests, not {self._stretches[-1].last}"
        for stretch in self._stretches:
            wanted = served(stretch.treatment, self._dialect)
            for number in range(stretch.first, min(stretch.last, len(item)) + 1):
                for difference in wanted.differences(item[number - 1]):
                    yield f"request {number}: {difference}"


def served_in_turn(stretches: Sequence[Stretch], dialect: Dialect) -> ServedInTurn:
    """Matches requests one after the other, each served as its stretch says."""
    return ServedInTurn(stretches, dialect)
