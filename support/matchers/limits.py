"""What the limit headers tell: sizes, what is left, when it is whole. All sources must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from support.matchers.differences import Judgement
from support.matchers.refusals import in_time
from support.wire import fields
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect, Figure, Limit
    from support.wire.exchange import Response

Question = Literal["size", "left", "more", "whole_again"]
Window = Literal["minute", "day", "requests", "money"]
_WORDS = {
    "size": "a limit of",
    "left": "what is left:",
    "more": "seconds until there is more:",
    "whole_again": "seconds until whole again:",
}
_NAMES = {
    "minute": "the minute budget",
    "day": "the day budget",
    "requests": "the request limit",
    "money": "the cost budget",
}


class Tells(Judgement[Exchange]):
    def __init__(self, dialect: Dialect, window: Window, question: Question, number: int) -> None:
        self._window = window
        self._question = question
        self._number = number
        limit = dialect.limits.get(window)
        self._figures: tuple[Figure, ...] = getattr(limit, question) if limit else ()

    def expected(self) -> str:
        return f"{_NAMES[self._window]} to be told as {_WORDS[self._question]} {self._number}"

    def differences(self, item: Exchange) -> Iterator[str]:
        if item.response is None:
            yield f"there was no answer ({item.ending})"
            return
        if not self._figures:
            yield "the target file does not say where this is told ([dialect.limits])"
        for figure in self._figures:
            seen = told(item.response, figure)
            if seen != str(self._number):
                yield f"{_name(figure)} was {seen}"


def tells(dialect: Dialect, window: Window, question: Question, number: int) -> Tells:
    """Matches an exchange whose answer tells *number* in every place where it is told."""
    return Tells(dialect, window, question, number)


class TellsInTurn(Judgement[list[Exchange]]):
    def __init__(self, figures: list[Tells]) -> None:
        self._figures = figures

    def expected(self) -> str:
        return ", then ".join(each.expected() for each in self._figures)

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if len(item) != len(self._figures):
            yield f"there were {len(item)} answers, not {len(self._figures)}"
        for number, (exchange, figure) in enumerate(zip(item, self._figures, strict=False), 1):
            yield from (f"answer {number}: {said}" for said in figure.differences(exchange))


def tells_in_turn(
    dialect: Dialect, window: Window, question: Question, numbers: tuple[int, ...]
) -> TellsInTurn:
    """Matches exchanges whose answers tell these numbers, one after the other."""
    return TellsInTurn([Tells(dialect, window, question, number) for number in numbers])


def tells_each_fall(
    dialect: Dialect, window: Window, size: int, by: int, times: int
) -> TellsInTurn:
    """Matches exchanges after each of which there is so much less, from the whole on."""
    left = tuple(size - by * number for number in range(1, times + 1))
    return tells_in_turn(dialect, window, "left", left)


class TellsAtLast(Judgement[list[Exchange]]):
    """Of answers at the same moment nobody can say which was decided last; it told the least."""

    def __init__(self, dialect: Dialect, window: Window, number: int) -> None:
        self._figures = dialect.limits[window].left if window in dialect.limits else ()
        self._number = number

    def expected(self) -> str:
        return f"the least that is told to be left to be {self._number}"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        if not self._figures:
            yield "the target file does not say where this is told ([dialect.limits])"
        for figure in self._figures:
            seen = [told(each.response, figure) if each.response else "absent" for each in item]
            numbers = [int(each) for each in seen if each.isdecimal()]
            if len(numbers) < len(seen) or min(numbers, default=None) != self._number:
                yield f"{_name(figure)} was {', '.join(seen) or 'never told'}"


def tells_at_last(dialect: Dialect, window: Window, number: int) -> TellsAtLast:
    """Matches exchanges at the same moment, after the last of which so much is left."""
    return TellsAtLast(dialect, window, number)


class TellsNothing(Judgement[Exchange]):
    def __init__(self, dialect: Dialect) -> None:
        figures = [each for limit in dialect.limits.values() for each in _figures_of(limit)]
        self._headers = sorted({each.header for each in figures})

    def expected(self) -> str:
        return "an answer that tells nothing of any budget"

    def differences(self, item: Exchange) -> Iterator[str]:
        if item.response is None:
            yield f"there was no answer ({item.ending})"
            return
        for header in self._headers:
            if (value := item.response.header(header)) is not None:
                yield f"{header} was {value}"


def tells_nothing(dialect: Dialect) -> TellsNothing:
    """Matches an answer without any figure of a limit."""
    return TellsNothing(dialect)


class TellsOneStory(Judgement[list[Exchange]]):
    """Within each answer all sources agree, and nothing is left that was never there."""

    def __init__(self, dialect: Dialect) -> None:
        self._limits = dialect.limits
        self._jitter = dialect.jitter

    def expected(self) -> str:
        return "answers whose figures agree, with 0 <= left <= limit in each"

    def differences(self, item: list[Exchange]) -> Iterator[str]:
        for number, exchange in enumerate(item, 1):
            if exchange.response is None:
                yield f"answer {number}: there was no answer ({exchange.ending})"
            else:
                story = self._about(exchange.response)
                yield from (f"answer {number}: {said}" for said in story)

    def _about(self, response: Response) -> Iterator[str]:
        told_of = [limit for limit in self._limits.values() if _is_told(response, limit)]
        yield from self._about_others(response, told_of)
        if not told_of:
            yield "no budget was told of"
        comes_back = response.header("Retry-After")
        if comes_back is not None:
            yield from self._about_coming_back(response, comes_back, told_of)
        for limit in told_of:
            for figures in (limit.size, limit.left, limit.whole_again, limit.more):
                seen = {_name(each): told(response, each) for each in figures}
                if comes_back in seen.values():
                    continue  # in a refusal it tells when the refused request fits, not all
                if len(set(seen.values())) > 1 or not all(map(str.isdecimal, seen.values())):
                    yield " but ".join(f"{name} was {value}" for name, value in seen.items())
            yield from _about_bounds(response, limit)

    def _about_others(self, response: Response, told_of: list[Limit]) -> Iterator[str]:
        """Whatever stands beside the limits that are named is about one of them."""
        headers = {each.header for limit in told_of for each in _figures_of(limit)}
        every = {each.header for limit in self._limits.values() for each in _figures_of(limit)}
        for header in sorted(every - headers):
            if (value := response.header(header)) is not None:
                yield f"{header} was {value}, of a limit that is not named"

    def _about_coming_back(
        self, response: Response, comes_back: str, told_of: list[Limit]
    ) -> Iterator[str]:
        """Who refuses says when to try again, and means one of the budgets that it names."""
        figures = [each for limit in told_of for each in (*limit.more, *limit.whole_again)]
        seen = {_name(each): told(response, each) for each in figures if each.policy is not None}
        if not comes_back.isdecimal():
            yield f"Retry-After was {comes_back}, not whole seconds"
        elif seen and not any(self._means(comes_back, each) for each in seen.values()):
            named = ", ".join(f"{name} {value}" for name, value in seen.items())
            yield f"Retry-After was {comes_back} but no budget has more by then ({named})"

    def _means(self, comes_back: str, back: str) -> bool:
        """Whether it is that moment, or later by no more than the jitter that is stated."""
        if not (comes_back.isdecimal() and back.isdecimal()):
            return comes_back == back
        return int(comes_back) in in_time(int(back), self._jitter)


def tells_one_story(dialect: Dialect) -> TellsOneStory:
    """Matches exchanges that all tell of budgets, each of them without contradicting itself."""
    return TellsOneStory(dialect)


def _figures_of(limit: Limit) -> tuple[Figure, ...]:
    return (*limit.size, *limit.left, *limit.more, *limit.whole_again)


def _is_told(response: Response, limit: Limit) -> bool:
    """Whether this very budget is told of anywhere by its name."""
    named = [each for each in _figures_of(limit) if each.policy is not None]
    return any(told(response, each).isdecimal() for each in named or _figures_of(limit))


def _about_bounds(response: Response, limit: Limit) -> Iterator[str]:
    left, size = told(response, limit.left[0]), told(response, limit.size[0])
    if left.isdecimal() and size.isdecimal() and int(left) > int(size):
        yield f"{left} were left of {size}"


def told(response: Response, figure: Figure) -> str:
    """The number at this place on the wire, as text; or what stands there instead of one."""
    value = response.header(figure.header)
    if value is None:
        return "absent"
    try:
        if figure.policy is not None:
            return _parameter(value, figure)
        if value.isascii() and value.isdecimal():
            return value
    except ValueError as fault:
        return str(fault)
    try:
        return f"{fields.go_duration(value):.15g}"
    except ValueError:
        return f"{value!r}, which is neither a number nor a duration such as 1m30s"


def _parameter(value: str, figure: Figure) -> str:
    item = fields.limits(value).get(figure.policy or "")
    if item is None:
        return f"without {figure.policy} ({value})"
    return item.get(figure.parameter or "", f"without {figure.parameter} ({value})")


def _name(figure: Figure) -> str:
    return f"{figure.header} {figure.policy};{figure.parameter}" if figure.policy else figure.header
