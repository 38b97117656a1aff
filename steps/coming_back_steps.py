"""Sentences about callers who come back, by themselves or by the official library."""

from behave import then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.refusals import told_in_turn
from support.matchers.witnesses import came_back_once, gave_up_at_once


@when("{caller} comes back for up to {count} tokens exactly when it was told")
def comes_back(context: Context, caller: str, up_to: int) -> None:
    world(context).returns.as_told(caller, up_to)


@when("{caller} comes back for up to {count} tokens a second before it was told")
def comes_back_early(context: Context, caller: str, up_to: int) -> None:
    world(context).returns.as_told(caller, up_to, earlier=1)


@when("{caller}'s program asks for up to {count} tokens by the official library")
def program_asks(context: Context, caller: str, up_to: int) -> None:
    world(context).witnesses.ask(caller, up_to)


@when("{caller}'s program asks for up to {count} tokens as a stream by the official library")
def program_asks_for_stream(context: Context, caller: str, up_to: int) -> None:
    world(context).witnesses.ask(caller, up_to, stream=True)


@then("{caller} is told to try again in {counts} seconds, and then answered")
def told_less_and_less(context: Context, _caller: str, numbers: tuple[int, ...]) -> None:
    assert_that(world(context).outcomes(), told_in_turn(numbers))


@then("the library lets {duration} pass, asks once more and has its answer")
def library_comes_back(context: Context, seconds: float) -> None:
    assert_that(world(context).course_of_library(), came_back_once(seconds))


@then("the library gives up at once with its rate-limit error because {reason}")
def library_is_limited(context: Context, reason: str) -> None:
    seen = world(context)
    wanted = gave_up_at_once("RateLimitError", seen.refusal(reason))
    assert_that(seen.course_of_library(), wanted)


@then("the library gives up at once with its bad-request error because {reason}")
def library_is_corrected(context: Context, reason: str) -> None:
    seen = world(context)
    wanted = gave_up_at_once("BadRequestError", seen.refusal(reason))
    assert_that(seen.course_of_library(), wanted)
