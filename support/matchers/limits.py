"""What the limit headers tell: sizes, what is left, when it is whole. All sources must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from support.matchers.differences import Judgement
from support.wire import fields
from support.wire.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.targets.dialect import Dialect, Figure
    from support.wire.exchange import Response

Question = Literal["size", "left", "whole_again"]
Window = Literal["minute", "day"]
_WORDS = {"size": "a limit of", "left": "tokens left:", "whole_again": "seconds until whole again:"}


class Tells(Judgement[Exchange]):
    def __init__(self, dialect: Dialect, window: Window, question: Question, number: int) -> None:
        self._window = window
        self._question = question
        self._number = number
        limit = dialect.limits.get(window)
        self._figures: tuple[Figure, ...] = getattr(limit, question) if limit else ()

    def expected(self) -> str:
        return f"the {self._window} budget to be told as {_WORDS[self._question]} {self._number}"

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
        return f"{fields.go_duration(value):g}"
    except ValueError as fault:
        return str(fault)


def _parameter(value: str, figure: Figure) -> str:
    item = fields.limits(value).get(figure.policy or "")
    if item is None:
        return f"without {figure.policy} ({value})"
    return item.get(figure.parameter or "", f"without {figure.parameter} ({value})")


def _name(figure: Figure) -> str:
    return f"{figure.header} {figure.policy};{figure.parameter}" if figure.policy else figure.header
