"""Sentences about tokens per minute and per day."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.limits import tells


@given("{caller} may use {count} tokens per minute, which is {count} every second")
def may_use_a_minute(context: Context, caller: str, per_minute: int, per_second: int) -> None:
    world(context).budgets.of(caller).allow_per_minute(per_minute, per_second)


@given("{callers} may each use {count} tokens per minute")
def may_each_use_a_minute(context: Context, callers: list[str], per_minute: int) -> None:
    world(context).budgets.allow_each(callers, per_minute)


@given("{caller} has used {count} token(s) in this minute")
def has_used(context: Context, caller: str, tokens: int) -> None:
    world(context).callers.named(caller).spend(tokens)


@when("{caller} asks for up to {count} token(s)")
def asks(context: Context, caller: str, up_to: int) -> None:
    world(context).callers.named(caller).ask(up_to)


@then("{caller} has {count} token(s) left in this minute")
def has_left(context: Context, _caller: str, tokens: int) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "minute", "left", tokens))
