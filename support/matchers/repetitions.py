"""What a caller is told about its own repetitions: how often, and that it has been noticed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from support.matchers.differences import Judgement, unanswered
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.targets.dialect import Dialect

REPEATS_ITSELF = "it repeats itself"


class CountedAs(Judgement[Exchange]):
    def __init__(self, nth: int, dialect: Dialect) -> None:
        self._nth = nth
        self._header = dialect.headers.loop_count

    def expected(self) -> str:
        return f"to be told that it was time number {self._nth}"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if self._header is None:
            yield "the target file does not say where this is told ([dialect.headers] loop_count)"
        elif item.response is not None:
            seen = item.response.header(self._header)
            if seen != str(self._nth):
                yield f"{self._header} was {seen or 'absent'}, not {self._nth}"


def counted_as(nth: int, dialect: Dialect) -> CountedAs:
    """Matches an exchange whose answer tells that the request came for the nth time."""
    return CountedAs(nth, dialect)


class Numbered(Judgement[list[Exchange]]):
    def __init__(self, numbers: tuple[int, ...], dialect: Dialect) -> None:
        self._numbers = [str(each) for each in numbers]
        self._header = dialect.headers.loop_count or ""

    def expected(self) -> str:
        return f"each of the numbers {', '.join(self._numbers)} once, in any order"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        told = [each.response.header(self._header) for each in item if each.response]
        seen = sorted((each for each in told if each is not None), key=_as_number)
        if seen != self._numbers:
            yield f"{self._header} was {', '.join(seen) or 'absent'}"


def numbered(numbers: tuple[int, ...], dialect: Dialect) -> Numbered:
    """Matches exchanges of which some are told these numbers, each once, and the others none."""
    return Numbered(numbers, dialect)


class Warned(Judgement[Exchange]):
    def __init__(self, phrase: str, dialect: Dialect) -> None:
        self._phrase = phrase
        self._header = dialect.headers.warning
        self._word = dialect.warnings.get(phrase)

    def expected(self) -> str:
        return f"a warning that {self._phrase} ({self._header}: {self._word})"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        if self._header is None or self._word is None:
            yield f"the target file does not say how {self._phrase!r} is told ([dialect.warnings])"
        elif item.response is not None:
            seen = item.response.header(self._header)
            if seen != self._word:
                yield f"{self._header} was {seen or 'absent'}, not {self._word}"


def warned_that(phrase: str, dialect: Dialect) -> Warned:
    """Matches an exchange whose answer warns of *phrase*, and of nothing else."""
    return Warned(phrase, dialect)


class WarnedOfEach(Judgement[Exchange]):
    def __init__(self, phrases: Sequence[str], dialect: Dialect) -> None:
        self._header = dialect.headers.warning or ""
        self._words = {each: dialect.warnings.get(each) for each in phrases}

    def expected(self) -> str:
        return f"one warning that {' and one that '.join(self._words)}, and no other"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        for phrase in (each for each, word in self._words.items() if word is None):
            yield f"the target file does not say how {phrase!r} is told ([dialect.warnings])"
        told = item.response.header_values(self._header) if item.response else []
        if Counter(each.partition(";")[0] for each in told) != Counter(self._words.values()):
            yield f"{self._header} was {', then '.join(told) or 'absent'}"


def warned_of_each(phrases: Sequence[str], dialect: Dialect) -> WarnedOfEach:
    """Matches an exchange whose answer warns once of each of these, and of nothing else."""
    return WarnedOfEach(phrases, dialect)


class NothingSaid(Judgement[Exchange]):
    def __init__(self, dialect: Dialect) -> None:
        headers = dialect.headers
        self._silent = [name for name in (headers.loop_count, headers.warning) if name]

    def expected(self) -> str:
        return "an answer that does not speak of repetitions"

    def differences(self, item: Exchange) -> Iterator[str]:
        yield from unanswered(item)
        for name in self._silent if item.response is not None else ():
            if (seen := item.response and item.response.header(name)) is not None:
                yield f"{name} was {seen}, though nothing was to be said"


def nothing_said(dialect: Dialect) -> NothingSaid:
    """Matches an exchange whose answer has neither a count nor a warning."""
    return NothingSaid(dialect)


def _as_number(text: str) -> tuple[int, str]:
    return (int(text) if text.isdecimal() else -1, text)
