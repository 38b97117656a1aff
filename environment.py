"""Behave's hooks: open a world for each scenario and close it. Wiring only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import support.language.parameters  # noqa: F401 - registers the words that sentences may use
from support import settings
from support.language import outcome
from support.suite import Suite

if TYPE_CHECKING:
    from behave.model import Scenario, Step
    from behave.runner import Context


def before_all(context: Context) -> None:
    context.suite = Suite(settings.read(context.config.userdata))


def before_scenario(context: Context, scenario: Scenario) -> None:
    if reason := context.suite.why_not(scenario.effective_tags):
        scenario.skip(reason)  # type: ignore[no-untyped-call]
        context.suite.judged(outcome.not_claimed(scenario, reason), None)
        return
    context.world = context.suite.open_world()


def before_step(context: Context, step: Step) -> None:
    context.world.hears(step.step_type, f"{step.keyword} {step.name}")


def after_scenario(context: Context, scenario: Scenario) -> None:
    if "world" in context:
        world, context.world = context.world, None
        try:
            world.close()
        finally:
            context.suite.judged(outcome.verdict(scenario), world)


def after_all(context: Context) -> None:
    if "suite" in context:
        outcome.conclude(context.suite, context.config)
