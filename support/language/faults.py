"""What went wrong in a step: whether it says anything about the gateway, and in plain words.

Rule: only a matcher in a Then can say that the gateway broke its promise. Whatever else went wrong
proves nothing about the gateway, and says so, without a Python traceback.
"""

from __future__ import annotations

import difflib
import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from behave.cucumber_expression import StepMatcher4CucumberExpressions
from behave.matchers import StepParseError
from behave.model_type import Status

from support.errors import WicketkeeperError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType, TracebackType

    from behave.model import Step
    from behave.step_registry import StepRegistry

_ROOT = Path(__file__).parents[2]
_JUDGE = "hamcrest.core.assert_that"
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_PLACE_FOR_A_CELL = re.compile(r"<([^<>]+)>")
_NEAR_ENOUGH = 0.6


def was_judged(step: Step) -> bool:
    """Whether a matcher in a Then has said no."""
    if step.status is not Status.failed or step.step_type != "then":
        return False
    return said_by_a_matcher(step.exc_traceback)


def said_by_a_matcher(raised: TracebackType | None) -> bool:
    """Whether this is a mismatch, and not something else that was raised on the way."""
    frames = [frame for frame, _ in traceback.walk_tb(raised)]
    return bool(frames) and frames[-1].f_globals.get("__name__") == _JUDGE


def in_plain_words(step: Step, sentences: StepRegistry) -> str:
    """What is wrong with a step that was not judged."""
    if step.status is Status.undefined:
        return _undefined(f"{step.step_type} {step.name}", _known(sentences))
    fault = step.exception
    if isinstance(fault, KeyboardInterrupt):
        return "Nothing was proved about the gateway: the run was interrupted here."
    return f"Nothing was proved about the gateway: {_why(step, fault)}"


def _why(step: Step, fault: BaseException | None) -> str:
    if isinstance(fault, (WicketkeeperError, StepParseError)):  # a word that means nothing
        return str(fault)
    where = _last_of_ours(step)
    if isinstance(fault, AssertionError):
        return f"something was not as the judge takes for granted{where}: {fault or 'no words'}"
    kind = type(fault).__name__
    return f"an unforeseen fault on the judge's side{where}: {kind}: {fault}. --verbose tells more"


def _last_of_ours(step: Step) -> str:
    """The innermost line of this project that had a hand in it."""
    found = ""
    for frame, line in traceback.walk_tb(step.exc_traceback):
        if (file := _ours(frame)) is not None:
            found = f" ({file}:{line})"
    return found


def _ours(frame: FrameType) -> Path | None:
    path = _ROOT / frame.f_code.co_filename
    inside = path.is_relative_to(_ROOT) and "site-packages" not in path.parts
    return path.relative_to(_ROOT) if inside else None


def _undefined(sentence: str, known: Iterable[str]) -> str:
    """A misspelt sentence, with those that it may have been meant to be."""
    kind, _, words = sentence.partition(" ")
    if missing := _PLACE_FOR_A_CELL.search(words):
        msg = f"the Examples have no column called {missing[1]!r}; add it, or mend its name"
        return f"Nothing was proved about the gateway: {msg}"
    near = sorted(_nearness(words, each) for each in known)[-2:]
    meant = [pattern for score, pattern in reversed(near) if score >= _NEAR_ENOUGH]
    asked = "; did you mean " + " or ".join(repr(each) for each in meant) + "?" if meant else ""
    msg = f"there is no sentence for {kind!r} that reads {words!r}{asked}"
    return f"Nothing was proved about the gateway: {msg}"


def _nearness(words: str, pattern: str) -> tuple[float, str]:
    return difflib.SequenceMatcher(None, words, pattern).ratio(), pattern


def _known(sentences: StepRegistry) -> list[str]:
    """All sentences there are, with the closed lists of words that they may take spelt out."""
    return [
        spelt
        for matchers in sentences.steps.values()
        for matcher in matchers
        for spelt in _spelt_out(str(matcher.pattern))
    ]


def _spelt_out(pattern: str) -> list[str]:
    """One sentence for each word that it may take, where these are few and fixed."""
    for name in _PLACEHOLDER.findall(pattern):
        if words := _fixed_words(name.strip("{}")):
            return [pattern.replace(name, each, 1) for each in words]
    return [pattern]


def _fixed_words(name: str) -> list[str]:
    kind = StepMatcher4CucumberExpressions.TYPE_REGISTRY.parameter_types.lookup_by_type_name(name)
    written = kind.regexps[0].split("|") if kind else []
    words = [re.sub(r"\\(.)", r"\1", each) for each in written]
    fixed = [re.escape(each) for each in words] == written
    return words if fixed else []
