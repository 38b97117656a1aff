"""Sentences of the wire contract about loops: targets, Via, and what a request carried."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.language.tables import pairs, parts, rows
from support.matchers.passages import found_in_via
from support.matchers.spelling import carried


@given("{caller}'s agent has sent it to {string}")
def has_sent_to(context: Context, caller: str, target: str) -> None:
    world(context).agents.of(caller).has_sent_to(target)


@when("{caller}'s agent sends it to {string}")
def sends_to(context: Context, caller: str, target: str) -> None:
    world(context).agents.of(caller).sends_to(target)


@when("{caller}'s agent sends it with the line {string}")
def sends_it_with(context: Context, caller: str, line: str) -> None:
    world(context).agents.of(caller).sends_with(line)


@when("{caller} sends an event to the receiver with")
def sends_with(context: Context, caller: str) -> None:
    world(context).webhooks.sends(caller, *pairs(context, "header", "value"))


@when("{caller} sends an event to the receiver by HTTP 1.0")
def sends_by_http_1_0(context: Context, caller: str) -> None:
    world(context).webhooks.sends_by_http_1_0(caller)


@when("{caller} sends an event to the receiver by HTTP 1.0 with")
def sends_by_http_1_0_with(context: Context, caller: str) -> None:
    world(context).webhooks.sends_by_http_1_0(caller, *pairs(context, "header", "value"))


@when("{caller} looks in at the receiver")
def looks_in(context: Context, caller: str) -> None:
    world(context).webhooks.looks_in(caller)


@when("{caller} looks in at the receiver with")
def looks_in_with(context: Context, caller: str) -> None:
    world(context).webhooks.looks_in(caller, *pairs(context, "header", "value"))


@then("the request carried")
def request_carried(context: Context) -> None:
    assert_that(world(context).outcome(), carried(parts(context)))


@then("the receiver finds in Via")
def receiver_finds(context: Context) -> None:
    assert_that(world(context).calls_to_receiver(), found_in_via(rows(context, "entry")))
