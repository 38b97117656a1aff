"""Behave's hooks: open a world for each scenario and close it. Wiring only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import support.language.parameters  # noqa: F401 - registers the words that sentences may use
from support import settings
from support.errors import WicketkeeperError
from support.language import explaining, outcome, unfinished
from support.suite import Suite

if TYPE_CHECKING:
    from behave.model import Scenario, Step
    from behave.runner import Context

unfinished.tell()


def before_all(context: Context) -> None:
    try:
        context.suite = Suite(settings.read(context.config.userdata))
    except WicketkeeperError as fault:
        explaining.refuse_to_run(context, fault)
    else:
        explaining.teach(context)
        outcome.begin(context)


def before_scenario(context: Context, scenario: Scenario) -> None:
    if reason := context.suite.why_not(scenario.effective_tags):
        outcome.leave_out(context, scenario, reason)
        return
    if reason := context.suite.not_meant(outcome.place(scenario)) or outcome.too_late(context):
        scenario.skip(reason)  # type: ignore[no-untyped-call]
        return
    outcome.open_world(context, scenario)


def before_step(context: Context, step: Step) -> None:
    context.world.hears(step.step_type, f"{step.keyword} {step.name}")
    context.suite.between_steps = False


def after_step(context: Context, _step: Step) -> None:
    context.suite.between_steps = True


def after_scenario(context: Context, scenario: Scenario) -> None:
    if "world" in context:
        outcome.close_world(context, scenario)


def after_all(context: Context) -> None:
    if "suite" in context:
        outcome.conclude(context)
