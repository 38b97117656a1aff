"""Sentences about tokens per minute and per day: what may be used, is used, and is left."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.limits import tells, tells_in_turn, tells_nothing, tells_one_story


@given("{caller} may use {count} tokens per minute, which is {count} every second")
def may_use_a_minute(context: Context, caller: str, per_minute: int, per_second: int) -> None:
    world(context).budgets.of(caller).allow_per_minute(per_minute, per_second)


@given("{callers} may each use {count} tokens per minute")
def may_each_use_a_minute(context: Context, callers: list[str], per_minute: int) -> None:
    world(context).budgets.allow_each(callers, per_minute)


@given("{caller} may use {count} tokens per minute")
@given("{caller} has bought {count} tokens per minute")
def may_use_so_many_a_minute(context: Context, caller: str, tokens: int) -> None:
    world(context).budgets.of(caller).allow_per_minute(tokens)


@given("{caller} may use {count} tokens per day")
@given("{caller} has bought {count} tokens per day")
def may_use_a_day(context: Context, caller: str, tokens: int) -> None:
    world(context).budgets.of(caller).allow_per_day(tokens)


@given("{caller} may use {count} tokens per minute and {count} per day")
def may_use_both(context: Context, caller: str, per_minute: int, per_day: int) -> None:
    world(context).budgets.of(caller).allow_per_minute(per_minute)
    world(context).budgets.of(caller).allow_per_day(per_day)


@given("{caller}'s prompts may be up to {count} tokens long")
def longest_prompt(context: Context, caller: str, tokens: int) -> None:
    world(context).budgets.of(caller).longest_prompt(tokens)


@given("an answer counts as {count} tokens where {caller} names no longest one")
def unsaid_answer(context: Context, tokens: int, caller: str) -> None:
    world(context).budgets.of(caller).count_unsaid_answers_as(tokens)


@given("the model says that {count} of its own {count} tokens are left")
def model_has_figures(context: Context, left: int, size: int) -> None:
    world(context).model.tells_figures(left, size)


@given("the model's answers have the line {string}")
def answers_have_line(context: Context, line: str) -> None:
    world(context).model.says_besides(line)


@given("{caller} has no budget")
def has_no_budget(context: Context, caller: str) -> None:
    world(context).callers.named(caller)


@given("{caller} has used {count} token(s) in this minute")
@given("{caller} has used {count} token(s) today")
def has_used(context: Context, caller: str, tokens: int) -> None:
    world(context).callers.named(caller).spend(tokens)


@given("{caller} has used {count} token(s) after midnight")
def has_used_after_midnight(context: Context, caller: str, tokens: int) -> None:
    world(context).time.becomes(0)
    world(context).callers.named(caller).spend(tokens)


@given("{caller} has been refused {count} time(s) for asking for up to {count} tokens")
def has_been_refused(context: Context, caller: str, times: int, up_to: int) -> None:
    world(context).callers.named(caller).be_refused(times, up_to)


@given("{caller} has been refused up to {count} tokens, asked for {variation}")
def has_been_refused_varied(context: Context, caller: str, up_to: int, variation: str) -> None:
    world(context).callers.named(caller).be_refused_varied(up_to, variation)


@given("{caller} has asked for up to {count} tokens and has no answer yet")
def is_without_answer(context: Context, caller: str, up_to: int) -> None:
    world(context).crowds.begin(world(context).callers.named(caller), up_to)


@given("everybody has heard something by then")
def everybody_has_heard(context: Context) -> None:
    world(context).crowds.end()


@when("{caller} asks for up to {count} token(s)")
def asks(context: Context, caller: str, up_to: int) -> None:
    world(context).callers.named(caller).ask(up_to)


@when("{caller} asks {count} times for up to {count} tokens")
def asks_often(context: Context, caller: str, times: int, up_to: int) -> None:
    world(context).callers.named(caller).ask_often(times, up_to)


@when("{caller} asks {count} times, a second apart, for up to {count} tokens")
def asks_each_second(context: Context, caller: str, times: int, up_to: int) -> None:
    world(context).returns.every_second(caller, times, up_to)


@then("{caller} has {count} token(s) left in this minute")
def has_left(context: Context, _caller: str, tokens: int) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "minute", "left", tokens))


@then("{caller} has {count} token(s) left today")
def has_left_today(context: Context, _caller: str, tokens: int) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "day", "left", tokens))


@then("{caller} is told that the minute is whole again in {duration}")
def minute_is_whole_again(context: Context, _caller: str, seconds: float) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "minute", "whole_again", round(seconds)))


@then("{caller} is told that the day is whole again in {duration}")
def day_is_whole_again(context: Context, _caller: str, seconds: float) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "day", "whole_again", round(seconds)))


@then("{caller} is told that its minute has {count} tokens")
def size_of_minute(context: Context, _caller: str, tokens: int) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "minute", "size", tokens))


@then("{caller} is told that its day has {count} tokens")
def size_of_day(context: Context, _caller: str, tokens: int) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "day", "size", tokens))


@then("what is left in this minute is told as {counts}")
def left_in_turn(context: Context, numbers: tuple[int, ...]) -> None:
    seen = world(context)
    assert_that(seen.outcomes(), tells_in_turn(seen.dialect, "minute", "left", numbers))


@then("everything that is told of budgets agrees")
def one_story(context: Context) -> None:
    seen = world(context)
    assert_that(seen.everything_told(), tells_one_story(seen.dialect))


@then("{caller} is told nothing of any budget")
def nothing_told(context: Context, _caller: str) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells_nothing(seen.dialect))
