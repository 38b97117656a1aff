"""Judges a recorded run again: today's Thens, held against what the record tells.

Rule 1: Givens and Whens are not run again; nothing acts, and no wire is touched. Rule 2: a Then
sees what it saw: the history as it stood before the next sentence was said. Rule 3: what cannot be
judged again says why, and is never taken for the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from behave.model import Table
from behave.runner_util import load_step_modules
from behave.step_registry import registry
from pydantic import ValidationError

import support.language.parameters  # noqa: F401 - registers the words that sentences may use
from support.checkers.histories import findings
from support.errors import BadInputError, WicketkeeperError
from support.evidence.past import passages
from support.evidence.redaction import HIDDEN, nameless
from support.language.faults import said_by_a_matcher
from support.language.outcome import WHOLE_HISTORY
from support.past import NotOnRecordError, Past
from support.targets.description import Description

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.evidence.past import Passage
    from support.evidence.written import Entry
    from support.reports.record import Judged, Scenario, Step
    from support.reports.runs import Run

_NOT_RUN = {"skipped", "untested"}
_STEPS = Path(__file__).parents[2] / "steps"


class Ruling(NamedTuple):
    """A verdict, as far as it can be reached again."""

    word: str
    step: str = ""
    message: str = ""


class Again(NamedTuple):
    """One scenario: what was said of it, and what is said today."""

    place: str
    was: Ruling
    now: Ruling
    why_not: str  # a sentence that cannot be judged again, and why

    @property
    def differs(self) -> bool:
        return not self.why_not and self.now != self.was


@dataclass
class _Context:
    """What a step function sees of behave."""

    world: Past
    table: Table | None
    text: str | None


class _Sentence(NamedTuple):
    step_type: str
    name: str


def judged_again(run: Run) -> Iterator[Again]:
    """Every scenario of a run with a verdict that a Then has reached, in the order of the run."""
    description = _description(run)
    for told in run.told:
        if told.judged is not None and told.word in {"passed", "failed"}:
            history = run.history_to_judge(told.place)
            yield Case(told.scenario, told.judged, history, description).again()


class Case:
    """One scenario, to be judged as often as anybody likes."""

    def __init__(
        self, scenario: Scenario, judged: Judged, history: list[Entry], description: Description
    ) -> None:
        self._steps = scenario.steps
        self._judged = judged
        self._history = history
        self._description = description
        self._was = Ruling(judged.word, judged.step, judged.message.strip())
        self._why_not = ""

    def again(self) -> Again:
        said = passages(self._history)
        walked = [each for each in self._judged.steps if each.status not in _NOT_RUN]
        spoken = [_spoken(each) for each in self._steps]
        if [each.sentence for each in said] != spoken[: len(walked)]:
            now, self._why_not = self._was, "what was kept of it does not tell all of its sentences"
        else:
            now = self._ruling(said)
        return Again(self._judged.scenario, self._was, now, self._why_not)

    def _ruling(self, said: list[Passage]) -> Ruling:
        """What its first Then says that does not hold, or its whole history."""
        for step, passage in zip(self._steps, said, strict=False):
            if step.kind == "then" and (ruling := self._of_step(step, passage)):
                return ruling
        if len(said) < len(self._steps):
            return Ruling("passed")
        if found := findings(self._history, self._description).faults:
            return Ruling("failed", WHOLE_HISTORY, nameless("; ".join(found)))
        return Ruling("passed")

    def _of_step(self, step: Step, passage: Passage) -> Ruling | None:
        match = _match(step.kind, step.sentence)
        if match is None:
            self._cannot(step, "there is no such sentence today")
            return None
        past = Past(self._history, passage, self._judged.judged_from or 0, self._description)
        try:
            _call(match, _Context(past, _table(step), step.text))
        except NotOnRecordError as fault:
            self._cannot(step, str(fault))
        except Exception as fault:  # noqa: BLE001 - what is no judgement is an error, and says so
            ruling = _ruling(step, fault)
            if HIDDEN not in str(fault) or ruling == self._was:
                return ruling
            self._cannot(step, f"it turns on what the record hides: {' '.join(str(fault).split())}")
        return None

    def _cannot(self, step: Step, why: str) -> None:
        self._why_not = self._why_not or f"{_spoken(step)}: {why}"


def _ruling(step: Step, fault: Exception) -> Ruling:
    if isinstance(fault, AssertionError) and said_by_a_matcher(fault.__traceback__):
        return Ruling("failed", _spoken(step), nameless(str(fault).strip()))
    kind = "" if isinstance(fault, WicketkeeperError) else f"{type(fault).__name__}: "
    return Ruling("error", _spoken(step), f"{kind}{nameless(str(fault))}")


def _spoken(step: Step) -> str:
    return f"{step.keyword} {step.sentence}"


def _table(step: Step) -> Table | None:
    if step.table is None:
        return None
    heading, *rows = step.table
    return Table(list(heading), [list(row) for row in rows])  # type: ignore[no-untyped-call]


def _call(match: Any, context: _Context) -> None:  # noqa: ANN401 - behave's own
    """As behave does, but without its runner."""
    named = {each.name: each.value for each in match.arguments if each.name is not None}
    match.func(context, *(each.value for each in match.arguments if each.name is None), **named)


@cache
def _match(kind: str, sentence: str) -> Any:  # noqa: ANN401 - behave's own
    _learn_sentences()
    return registry.find_match(_Sentence(kind, sentence))


@cache
def _learn_sentences() -> None:
    load_step_modules([str(_STEPS)])  # type: ignore[no-untyped-call]


def _description(run: Run) -> Description:
    """The target as it was, less what was found out about the machine that it ran on."""
    if "target" not in run.began.documents:
        msg = (
            "this record does not tell what was tested; only one that a run has made can be judged"
        )
        raise BadInputError(msg)
    said = json.loads(run.document("target"))
    said.pop("lacks")
    try:
        return Description.model_validate(said)
    except ValidationError as fault:
        msg = f"this record tells of its target otherwise than is understood today: {fault}"
        raise BadInputError(msg) from fault
