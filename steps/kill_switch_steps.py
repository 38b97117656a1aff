"""Sentences about what the operator freezes, and what becomes of it."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.evidence.neighbours import calls_behind
from support.language.context import world
from support.matchers.answers import nothing_reached


@given("the operator has frozen {frozen}")
def has_frozen(context: Context, what: str) -> None:
    world(context).freezes.freeze(what)


@given("the operator has frozen {frozen} for {duration}")
def has_frozen_for(context: Context, what: str, seconds: float) -> None:
    world(context).freezes.freeze(what, seconds)


@given("the operator has frozen {frozen}, but not {frozen}")
def has_frozen_but(context: Context, what: str, but: str) -> None:
    world(context).freezes.freeze(what, but=but)


@given("the operator has made an exception for {frozen}")
def has_made_exception(context: Context, whom: str) -> None:
    world(context).freezes.let_through(whom)


@given("the operator has lifted the freeze")
def has_lifted(context: Context) -> None:
    world(context).freezes.lift()


@given("policy {count} would freeze {frozen}")
def would_freeze(context: Context, version: int, what: str) -> None:
    world(context).delivery.would_freeze(version, world(context).freezes.scope(what))


@given("{caller}'s agent has sent a request")
def has_sent(context: Context, caller: str) -> None:
    world(context).agents.of(caller).has_sent(1)


@given("{caller}'s agent has been frozen out {count} times")
def has_been_frozen_out(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_been_frozen_out(times)


@when("somebody asks without a key")
def asks_without_a_key(context: Context) -> None:
    world(context).callers.somebody_asks()


@then("nothing behind the gateway is called")
def nothing_is_called(context: Context) -> None:
    calls = calls_behind(world(context).ledger)
    assert_that(calls, nothing_reached("a neighbour of the gateway"))
