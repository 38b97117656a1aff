"""Sentences about what a caller got, said by every capability."""

from behave import then
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.answers import answered, nothing_reached, reached_times, word_for_word
from support.matchers.refusals import refused_because, told_to_try_again_in


@then("the request is answered")
def is_answered(context: Context) -> None:
    seen = world(context)
    assert_that(seen.outcome(), answered(seen.dialect))
    assert_that(seen.outcome(), word_for_word(seen.answers_of_model()))


@then("the request is refused because {reason}")
def is_refused(context: Context, reason: str) -> None:
    seen = world(context)
    assert_that(seen.outcome(), refused_because(reason, seen.refusal(reason), seen.dialect))


@then("{caller} is told to try again in {duration}")
def is_told_to_try_again(context: Context, _caller: str, seconds: float) -> None:
    seen = world(context)
    assert_that(seen.outcome(), told_to_try_again_in(seconds, seen.dialect.jitter))


@then("the model is not called")
def model_is_not_called(context: Context) -> None:
    assert_that(world(context).calls_to_model(), nothing_reached("the model"))


@then("the model is called once")
def model_is_called_once(context: Context) -> None:
    assert_that(world(context).calls_to_model(), reached_times("the model", 1))


@then("the model is called {count} times")
def model_is_called(context: Context, times: int) -> None:
    assert_that(world(context).calls_to_model(), reached_times("the model", times))
