"""Sentences of the wire contract, where status, headers and bodies are the subject."""

from behave import then
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.language.tables import pairs, parts, quoted
from support.matchers.asking import asks
from support.matchers.metrics import has_lines
from support.matchers.spelling import (
    carries,
    ends_with_events,
    is_asked,
    is_the_error_object,
    reads,
)


@then("the answer carries")
def answer_carries(context: Context) -> None:
    assert_that(world(context).outcome(), carries(parts(context)))


@then("its body is an error object with")
def body_is_an_error_object(context: Context) -> None:
    assert_that(world(context).outcome(), is_the_error_object(pairs(context, "key", "value")))


@then("the whole answer reads")
def whole_answer_reads(context: Context) -> None:
    assert_that(world(context).outcome(), reads(quoted(context)))


@then("the last events of the stream read")
def last_events_read(context: Context) -> None:
    assert_that(world(context).outcome(), ends_with_events(quoted(context)))


@then("the model is asked, and nothing else")
def model_is_asked(context: Context) -> None:
    assert_that(world(context).calls_to_model(), is_asked("the model", quoted(context)))


@then("its {ordinal} call reads")
def call_reads(context: Context, number: int) -> None:
    seen = world(context)
    call = asks(quoted(context), {"<edge token>": seen.edge_token()})
    assert_that(seen.calls_to_control_plane()[number - 1 : number], call)


@then("whoever asks whether it is alive reads")
def alive_reads(context: Context) -> None:
    assert_that(world(context).operator.looks_whether_live(), reads(quoted(context)))


@then("whoever asks whether it is ready reads")
def readiness_reads(context: Context) -> None:
    assert_that(world(context).operator.looks_whether_ready(), reads(quoted(context)))


@then("whoever asks whether it is alive without the words reads")
def alive_head_reads(context: Context) -> None:
    assert_that(world(context).operator.looks_whether_live("HEAD"), reads(quoted(context)))


@then("whoever asks whether it is ready without the words reads")
def readiness_head_reads(context: Context) -> None:
    assert_that(world(context).operator.looks_whether_ready("HEAD"), reads(quoted(context)))


@then("the figures have these lines")
def figures_have_lines(context: Context) -> None:
    assert_that(world(context).operator.looks_at_figures(), has_lines(quoted(context)))
