"""What a page must look like when it has come through the gateway, and how late it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.evidence.pages import Page
from support.matchers.differences import Judgement, unanswered
from support.matchers.lateness import late_by
from support.matchers.refusals import refused_because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.targets.dialect import Dialect
    from support.wire.exchange import Response

NEAR = "the crawler is near its allowance"
_OBSOLETE = "Warning"  # RFC 9111 section 5.5


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a sentence says that a page is answered."""

    words: str
    late: float = 0.0
    warned: bool = False
    refused: str | None = None  # because of which phrase


class IsTreated(Judgement[Page]):
    def __init__(self, treatment: Treatment, dialect: Dialect) -> None:
        self._treatment = treatment
        self._dialect = dialect

    def expected(self) -> str:
        return f"a page that is {self._treatment.words}, as the site has it"

    def differences(self, item: Page) -> Iterator[str]:
        if self._treatment.refused:
            yield from self._about_refusal(item, self._treatment.refused)
            return
        yield from unanswered(item.got)
        if item.got.response is None:
            return
        yield from late_by(self._treatment.late).differences(item.got)
        yield from self._about_delivery(item, item.got.response)
        yield from self._about_warning(item.got.response)

    def _about_refusal(self, item: Page, phrase: str) -> Iterator[str]:
        refusal = self._dialect.refusals[phrase]
        yield from refused_because(phrase, refusal, self._dialect).differences(item.got)
        yield from late_by(0).differences(item.got)
        if item.got.response is not None:
            yield from _marks(item.got.response, _OBSOLETE, self._dialect.headers.warning)
        if item.from_site:
            yield "the site was asked for it"

    def _about_delivery(self, item: Page, response: Response) -> Iterator[str]:
        yield from _marks(response, _OBSOLETE, self._dialect.headers.reason, "Retry-After")
        if len(item.from_site) != 1:
            if not item.from_site:
                yield f"status was {response.status}"
            yield f"the site was asked for it {len(item.from_site)} times"
            return
        original = item.from_site[0].response
        if original is None:
            yield f"the site had no answer ({item.from_site[0].ending})"
            return
        if response.status != original.status:
            yield f"status was {response.status}, the site's was {original.status}"
        if response.body != original.body:
            yield f"the body was not the site's: {response.body[:200]!r}"
        for name in dict.fromkeys(name for name, _ in original.headers):
            here, there = response.header_values(name), original.header_values(name)
            if here != there:
                yield f"{name} was {', '.join(here) or 'absent'}, the site's was {', '.join(there)}"

    def _about_warning(self, response: Response) -> Iterator[str]:
        name = self._dialect.headers.warning
        if not self._treatment.warned:
            yield from _marks(response, name)
            return
        word = self._dialect.warnings.get(NEAR)
        if name is None or word is None:
            yield f"the target file does not say how {NEAR!r} is told ([dialect.warnings])"
            return
        told = response.header_values(name)
        if [each.partition(";")[0] for each in told] != [word]:
            yield f"{name} was {', then '.join(told) or 'absent'}, not {word}"


def is_treated(treatment: Treatment, dialect: Dialect) -> IsTreated:
    """Matches the page that was answered as a sentence says."""
    return IsTreated(treatment, dialect)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pages from the first to the last that are all treated alike."""

    first: int
    last: int
    treatment: Treatment

    def __str__(self) -> str:
        numbers = f"{self.first} to {self.last}" if self.first < self.last else f"{self.first}"
        return f"{numbers} {self.treatment.words}"


class TreatedInTurn(Judgement["list[Page]"]):
    def __init__(self, stretches: Sequence[Stretch], dialect: Dialect) -> None:
        self._stretches = stretches
        self._dialect = dialect

    def expected(self) -> str:
        return f"pages {'; '.join(map(str, self._stretches))}"

    def differences(self, item: list[Page]) -> Iterator[str]:
        if len(item) != self._stretches[-1].last:
            yield f"there were {len(item)} pages, not {self._stretches[-1].last}"
        for stretch in self._stretches:
            wanted = is_treated(stretch.treatment, self._dialect)
            for number in range(stretch.first, min(stretch.last, len(item)) + 1):
                for difference in wanted.differences(item[number - 1]):
                    yield f"page {number}: {difference}"


def treated_in_turn(stretches: Sequence[Stretch], dialect: Dialect) -> TreatedInTurn:
    """Matches pages one after the other, each treated as its stretch says."""
    return TreatedInTurn(stretches, dialect)


class SoMany(Judgement["list[Page]"]):
    def __init__(self, number: int, treatment: Treatment, dialect: Dialect) -> None:
        self._number = number
        self._one = is_treated(treatment, dialect)

    def expected(self) -> str:
        return f"just {self._number} times {self._one.expected()}"

    def differences(self, item: list[Page]) -> Iterator[str]:
        others = [said for each in item if (said := "; ".join(self._one.differences(each)))]
        if len(item) - len(others) != self._number:
            yield f"there were {len(item) - len(others)} of them"
            yield from (f"another: {said}" for said in others)


def so_many(number: int, treatment: Treatment, dialect: Dialect) -> SoMany:
    """Matches pages of which just so many are treated in this way."""
    return SoMany(number, treatment, dialect)


def _marks(response: Response, *names: str | None) -> Iterator[str]:
    """Headers that have no business on this answer."""
    for name in names:
        if name is not None and (value := response.header(name)) is not None:
            yield f"{name} was {value}"
