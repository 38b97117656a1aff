"""From what behave made of a scenario to a verdict about a promise.

Rule: only a matcher in a Then can say that the gateway broke its promise. Whatever else went wrong
says nothing about the gateway, and is an error (`support/language/faults.py` tells them apart).
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from behave.model_type import Status

from support.errors import BadInputError
from support.language.explaining import PromiseBroken, Told, end_badly
from support.reports import formatter
from support.reports.beginning import Asked
from support.reports.console import Console
from support.reports.formatter import walked
from support.reports.verdicts import Verdict
from support.suite import needs

if TYPE_CHECKING:
    from behave.configuration import Configuration
    from behave.model import Scenario, Step
    from behave.runner import Context

    from support.reports.verdicts import Word

WHOLE_HISTORY = "the whole history, from the first exchange to the last"
_INTERRUPTED = "Nothing was proved about the gateway: the run was interrupted before this sentence."
_PROMISE = re.compile(r"[A-Z]{2}-\d{2}")


def place(scenario: Scenario) -> str:
    """Where a scenario stands, by which everybody knows it."""
    return f"{scenario.filename}:{scenario.line}"


def verdict(scenario: Scenario, fault: Exception | None = None) -> Verdict:
    """What the steps say; a *fault* around them leaves a promise that seemed kept unproved."""
    for step in scenario.all_steps:
        if step.status is not Status.passed:
            return _verdict(scenario, _word(step), step)
    if fault or scenario.hook_failed:
        return _verdict(scenario, "error", message=str(fault or scenario.error_message))
    return _verdict(scenario, "passed")


def leave_out(context: Context, scenario: Scenario, reason: str) -> None:
    """The gateway does not claim what this scenario needs, and that is its verdict."""
    scenario.skip(reason)  # type: ignore[no-untyped-call]
    context.suite.judged(_verdict(scenario, "not claimed", message=reason), None, walked(scenario))


def too_late(context: Context) -> str:
    """Behave goes on to the other rows of an outline after Ctrl-C; they were never reached."""
    return "the run was interrupted before" if context.aborted else ""


def begin(context: Context) -> None:
    """Write down what was asked for, before anything is tried."""
    runner, config = context._runner, context.config  # noqa: SLF001 - no other way
    sentences, shard = formatter.sentences(runner.step_registry), context.suite.settings.shard
    every = [each for read in runner.features for each in read.walk_scenarios()]
    for each in every:
        if shard and not shard.holds(place(each)):
            each.skip()
    context.suite.begins(
        Asked(tuple(sys.argv[1:]), shard, _everything(config), sentences),
        lambda keep: (formatter.feature(each, config, keep) for each in runner.features),
    )
    suite = context.suite
    ahead = [x for x in every if x.should_run(config) and not suite.not_meant(place(x))]
    suite.found = bool(ahead or shard)
    suite.will_need(needs(chain(*(each.effective_tags for each in ahead))))
    for console in _consoles(context):
        console.expects(len(ahead))
        context.suite.watchers.append(console.judged)


def open_world(context: Context, scenario: Scenario) -> None:
    """Without a world nothing can be said about the gateway, and that is said."""
    try:
        _says_something(scenario)
        context.world = context.suite.open_world()
    except Exception as fault:
        context.suite.judged(verdict(scenario, fault), None, walked(scenario))
        raise


def _untold(step: Step | None) -> str:
    if step is None:
        return ""
    return _INTERRUPTED if step.status is Status.untested else str(step.status.name)


def _says_something(scenario: Scenario) -> None:
    if not scenario.steps:
        msg = "an example without a sentence proves nothing; write some, or take it away"
        raise BadInputError(msg)


def close_world(context: Context, scenario: Scenario) -> None:
    """The verdict counts only after everything is closed, and the whole history was looked at."""
    world, context.world = context.world, None
    try:
        world.close()
        reached = verdict(scenario)
        if reached.word == "passed" and (said := context.suite.broken_in_history(world)):
            reached = replace(reached, word="failed", step=WHOLE_HISTORY, message=said)
    except Exception as fault:
        context.suite.judged(verdict(scenario, fault), world, walked(scenario))
        raise
    context.suite.judged(reached, world, walked(scenario))
    if reached.step == WHOLE_HISTORY:
        raise PromiseBroken(reached.message, "")


def conclude(context: Context) -> None:
    """Say how the run ended, and have behave leave with a failure where it is no success."""
    for console in _consoles(context):
        console.rest()
    shard = context.suite.settings.shard
    whole = _everything(context.config) and not (shard or context.aborted)
    print(context.suite.close(everything_was_asked_for=whole), file=sys.__stdout__)
    if context.suite.faults:
        end_badly(context)


def _consoles(context: Context) -> list[Console]:
    """Ours, where no other formatter was asked for."""
    made = context._runner.formatters  # noqa: SLF001 - no other way
    return [each for each in made if isinstance(each, Console)]


def _everything(config: Configuration) -> bool:
    """Whether every scenario is meant to be run, here or in another shard."""
    some = config.tags or config.name or config.include_re or config.exclude_re
    return not (some or config.paths != ["features"] or config.stop)


def _word(step: Step) -> Word:
    return "failed" if step.status is Status.failed and step.step_type == "then" else "error"


def _verdict(
    scenario: Scenario, word: Word, step: Step | None = None, message: str = ""
) -> Verdict:
    tags = [str(tag) for tag in scenario.effective_tags]
    told = step.exception if step and isinstance(step.exception, Told) else None
    return Verdict(
        scenario=place(scenario),
        title=scenario.name,
        promises=tuple(sorted(tag for tag in tags if _PROMISE.fullmatch(tag))),
        needs=needs(tags),
        word=word,
        step=f"{step.keyword} {step.name}" if step else "",
        message=told.message if told else message or _untold(step),
        explanation=told.explanation if told else "",
    )
