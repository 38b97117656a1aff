"""Sentences about time: it is set, or it passes; nobody lets it pass by idling."""

from behave import given, when
from behave.runner import Context

from support.language.context import world


@given("it is {time}")
def it_is(context: Context, seconds_after_midnight: int) -> None:
    world(context).time.becomes(seconds_after_midnight)


@given("it is {time} on {date}")
def it_is_on(context: Context, seconds_after_midnight: int, day: float) -> None:
    world(context).time.becomes_on(day, seconds_after_midnight)


@given("{duration} has/have passed")
@when("{duration} passes/pass")
def time_passes(context: Context, seconds: float) -> None:
    world(context).time.passes(seconds)
