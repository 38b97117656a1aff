"""Sentences of the wire contract, where status, headers and bodies are the subject."""

from behave import then
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.language.tables import pairs, quoted
from support.matchers.spelling import carries, is_asked, is_the_error_object, reads


@then("the answer carries")
def answer_carries(context: Context) -> None:
    assert_that(world(context).outcome(), carries(pairs(context, "part", "value")))


@then("its body is an error object with")
def body_is_an_error_object(context: Context) -> None:
    assert_that(world(context).outcome(), is_the_error_object(pairs(context, "key", "value")))


@then("the whole answer reads")
def whole_answer_reads(context: Context) -> None:
    assert_that(world(context).outcome(), reads(quoted(context)))


@then("the model is asked, and nothing else")
def model_is_asked(context: Context) -> None:
    assert_that(world(context).calls_to_model(), is_asked("the model", quoted(context)))
