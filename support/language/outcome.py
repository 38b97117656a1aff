"""From what behave made of a scenario to a verdict about a promise.

Rule: only a matcher in a Then can say that the gateway broke its promise. Whatever else went wrong
says nothing about the gateway, and is an error.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from behave.model_type import Status

from support.errors import HarnessBrokenError
from support.evidence.archive import file_name
from support.reports.verdicts import Verdict
from support.suite import needs

if TYPE_CHECKING:
    from behave.configuration import Configuration
    from behave.model import Scenario, Step

    from support.reports.verdicts import Word
    from support.suite import Suite

_PROMISE = re.compile(r"[A-Z]{2}-\d{2}")


def verdict(scenario: Scenario) -> Verdict:
    for step in scenario.all_steps:
        if step.status is not Status.passed:
            return _verdict(scenario, _word(step), step)
    return _verdict(scenario, "error" if scenario.hook_failed else "passed")


def not_claimed(scenario: Scenario, reason: str) -> Verdict:
    return _verdict(scenario, "not claimed", message=reason)


def conclude(suite: Suite, config: Configuration) -> None:
    """Say how the run ended; an exception here is what makes behave leave with a failure."""
    selected = bool(config.tags or config.name or config.paths != ["features"])
    text = suite.close(everything_was_asked_for=not selected)
    print(text, file=sys.__stdout__)
    if suite.faults:
        msg = f"the run is no success, for the reasons marked ! above ({len(suite.faults)})"
        raise HarnessBrokenError(msg)


def _word(step: Step) -> Word:
    judged = step.status is Status.failed and step.step_type == "then"
    return "failed" if judged else "error"


def _verdict(
    scenario: Scenario, word: Word, step: Step | None = None, message: str = ""
) -> Verdict:
    tags = [str(tag) for tag in scenario.effective_tags]
    return Verdict(
        scenario=f"{scenario.filename}:{scenario.line}",
        title=scenario.name,
        promises=tuple(sorted(tag for tag in tags if _PROMISE.fullmatch(tag))),
        needs=needs(tags),
        word=word,
        step=f"{step.keyword} {step.name}" if step else "",
        message=message or (step.error_message or step.status.name if step else ""),
        evidence=file_name(scenario.filename, scenario.line, scenario.name),
    )
