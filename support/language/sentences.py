"""Sentences as behave matches them, with nothing done for a sentence that nobody says.

There are hundreds of them, and each step is held against all of its kind. So a sentence is made
into an expression only when a text begins and ends with the same plain words.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, wraps
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from behave.cucumber_expression import StepMatcher4CucumberExpressions
from behave.matchers import Match, Matcher, register_step_matcher_class, use_step_matcher
from cucumber_expressions.expression import CucumberExpression

from support.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MEANS_MORE = re.compile(r"[{}()/\\]")
_NAME = re.compile(r"\{([^}]*)\}")


class Sentence(StepMatcher4CucumberExpressions):
    NAME = "sentence"

    def __init__(
        self, func: Callable[..., Any], pattern: str, step_type: str | None = None
    ) -> None:
        Matcher.__init__(self, func, pattern, step_type)  # type: ignore[no-untyped-call]
        self._heeding = _heeds_what_is_below(func)
        words = pattern.split(" ")
        self._begins = " ".join(_plain(words))
        self._ends = " ".join(reversed(_plain(reversed(words))))
        known = self.TYPE_REGISTRY.parameter_types.lookup_by_type_name
        if not all(known(name) for name in _NAME.findall(pattern)):
            self.cucumber_expression  # noqa: B018 - says at once what is wrong with it

    @cached_property
    def cucumber_expression(self) -> CucumberExpression:
        return CucumberExpression(self.pattern, self.TYPE_REGISTRY.parameter_types)

    def match(self, step_text: str) -> Any:  # noqa: ANN401 - behave's own
        if not (step_text.startswith(self._begins) and step_text.endswith(self._ends)):
            return None
        found = super().match(step_text)  # type: ignore[no-untyped-call]
        if found:
            found.func = self._heeding  # by now it is known where the step function stands
        return found


def _heeds_what_is_below(func: Callable[..., Any]) -> Callable[..., Any]:
    """Nobody shall believe that a table is judged which no sentence has read."""

    @wraps(func)
    def said(context: Any, *words: Any, **named: Any) -> None:  # noqa: ANN401 - behave's own
        func(context, *words, **named)
        if context.table is not None or context.text is not None:
            below = "table" if context.table is not None else "document"
            msg = f"nothing reads the {below} under this sentence; take it away, or say another"
            raise BadInputError(msg)

    return said


def _plain(words: Iterable[str]) -> list[str]:
    """The first of these words, up to one that means more than itself."""
    return list(takewhile(lambda word: not _MEANS_MORE.search(word), words))


def speak() -> None:
    """From now on steps are defined with such sentences.

    Where a step function stands is found out once, and not whenever its sentence is said.
    """
    Match.make_location = staticmethod(cache(Match.make_location))  # type: ignore[method-assign]
    register_step_matcher_class(Sentence.NAME, Sentence)  # type: ignore[no-untyped-call]
    use_step_matcher(Sentence.NAME)  # type: ignore[no-untyped-call]
