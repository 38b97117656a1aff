"""Sentences about what the gateway says of itself to whoever sends traffic."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.readiness import live, not_ready, ready


@given("the gateway has been started for the first time")
@when("the gateway is started for the first time")
def is_started(context: Context) -> None:
    world(context).delivery.starts_with_nothing()


@given("the gateway has been killed and started again")
@when("the gateway is killed and started again")
def is_killed_and_started(context: Context) -> None:
    world(context).operator.kills_and_starts_gateway()


@given("the gateway has been killed, and started again {duration} later")
def has_been_down(context: Context, seconds: float) -> None:
    world(context).operator.kills_and_starts_gateway(seconds)


@then("the gateway is alive")
def is_alive(context: Context) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_whether_live(), live(seen.dialect))


@then("the gateway is ready")
def is_ready(context: Context) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_whether_ready(), ready(seen.dialect))


@given("somebody has asked whether the gateway is ready")
def has_been_asked(context: Context) -> None:
    world(context).operator.looks_whether_ready()


@then("the gateway is ready under policy {count}")
def is_ready_under(context: Context, version: int) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_whether_ready(), ready(seen.dialect, version))


@then("the gateway is not ready because {unreadiness}")
def is_not_ready(context: Context, phrase: str) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_whether_ready(), not_ready(phrase, seen.dialect))


@when("the operator looks after the gateway")
def is_looked_after(context: Context) -> None:
    world(context).operator.finds_it_at_work()
