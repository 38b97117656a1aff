"""Sentences about what the gateway's figures count."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.drivers.callers import TROUBLESOME
from support.language.context import world
from support.language.tables import counted
from support.matchers.counts import all_alike, counts_requests, counts_tokens, never_back


@given("a caller has a name with quotation marks, a backslash and a line break in it")
def has_a_troublesome_name(context: Context) -> None:
    world(context).callers.troublesome()


@given("the operator has looked at the figures")
def has_looked(context: Context) -> None:
    world(context).operator.looks_at_figures()


@when("the operator looks at the figures {count} times")
def looks_often(context: Context, times: int) -> None:
    world(context).operator.looks_often_at_figures(times)


@when("the caller with that name asks {count} times for up to {count} tokens")
def troublesome_asks(context: Context, times: int, up_to: int) -> None:
    world(context).callers.troublesome().ask_often(times, up_to)


@then("the figures count these requests, and no others")
def count_requests(context: Context) -> None:
    seen, rows = world(context), counted(context, "caller", "what became of it", "requests")
    assert_that(seen.operator.looks_at_figures(), counts_requests(rows, seen.dialect))


@then("the figures count {count} requests under that name, to the letter, and no others")
def count_under_that_name(context: Context, times: int) -> None:
    seen = world(context)
    matcher = counts_requests({(TROUBLESOME, "answered"): times}, seen.dialect)
    assert_that(seen.operator.looks_at_figures(), matcher)


@then("the figures count {count} tokens for {caller}, and none for anybody else")
def count_tokens(context: Context, tokens: int, caller: str) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_at_figures(), counts_tokens(caller, tokens, seen.dialect))


@then("each look shows the same")
def looks_are_alike(context: Context) -> None:
    assert_that(world(context).looks_at(world(context).dialect.paths.metrics), all_alike())


@then("no count has gone back")
def no_count_went_back(context: Context) -> None:
    seen = world(context)
    seen.operator.looks_at_figures()
    assert_that(seen.looks_at(seen.dialect.paths.metrics), never_back())
