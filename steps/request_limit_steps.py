"""Sentences about how fast requests may come: limits, rushes, what is left, what comes back."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.answers import answered
from support.matchers.crowds import first_come
from support.matchers.limits import tells, tells_in_turn
from support.matchers.refusals import refused_because
from support.targets.policy import Rate

EACH_REQUEST = 100  # tokens


@given("{counted} may send {count} request(s) at once, and {count} more every {duration}")
def may_send(context: Context, counted: str, burst: int, more: int, seconds: float) -> None:
    world(context).request_limits.allow(counted, Rate(more, seconds, burst))


@given(
    "{counted} may send {count} request(s) at once to {service}, and {count} more every {duration}"
)
def may_send_to(  # noqa: PLR0913, PLR0917 - as many as the sentence has words for
    context: Context, counted: str, burst: int, service: str, more: int, seconds: float
) -> None:
    world(context).request_limits.allow_to(service, counted, Rate(more, seconds, burst))


@given("{counted} has been granted {count} requests at once")
def has_been_granted(context: Context, _counted: str, burst: int) -> None:
    world(context).request_limits.grant(burst)


@given("{caller} has sent {count} request(s)")
def has_sent(context: Context, caller: str, times: int) -> None:
    world(context).callers.named(caller).spend_often(times, EACH_REQUEST)


@given("{caller} has sent {count} requests {variation}")
def has_sent_varied(context: Context, caller: str, times: int, variation: str) -> None:
    world(context).callers.named(caller).has_asked_varied(times, EACH_REQUEST, variation)


@given("{caller} has sent {count} more request(s) in vain")
def has_sent_in_vain(context: Context, caller: str, times: int) -> None:
    world(context).callers.named(caller).be_refused(times, EACH_REQUEST)


@given("{caller} has come back {count} times, each time exactly when it was told")
def has_come_back(context: Context, caller: str, times: int) -> None:
    world(context).returns.have_been_in_time(caller, times, EACH_REQUEST)


@when("{caller} sends a request")
def sends(context: Context, caller: str) -> None:
    world(context).callers.named(caller).ask(EACH_REQUEST)


@when("{caller} sends {count} requests")
def sends_many(context: Context, caller: str, times: int) -> None:
    world(context).callers.named(caller).ask_often(times, EACH_REQUEST)


@when("{count} of {caller}'s agents send a request each at the same moment")
def agents_send(context: Context, number: int, caller: str) -> None:
    seen = world(context)
    seen.crowds.ask_at_once(EACH_REQUEST, *[seen.callers.named(caller)] * number)


@when("{caller} comes back exactly when it was told")
def comes_back(context: Context, caller: str) -> None:
    world(context).returns.as_told(caller, EACH_REQUEST)


@then("the first {count} is/are answered, and the other {count} is/are refused because {reason}")
def first_are_answered(context: Context, answers: int, refusals: int, reason: str) -> None:
    seen = world(context)
    refusal = refused_because(reason, seen.refusal(reason), seen.dialect)
    assert_that(seen.outcomes(), first_come(answers, answered(seen.dialect), refusals, refusal))


@then("{caller} has {count} request(s) left")
def has_left(context: Context, _caller: str, requests: int) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "requests", "left", requests))


@then("the requests left are told as {counts}")
def left_in_turn(context: Context, numbers: tuple[int, ...]) -> None:
    seen = world(context)
    assert_that(seen.outcomes(), tells_in_turn(seen.dialect, "requests", "left", numbers))


@then("{caller} is told that the next request is back in {duration}")
def next_is_back(context: Context, _caller: str, seconds: float) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "requests", "more", round(seconds)))


@then("{caller} is told that all requests are back in {duration}")
def all_are_back(context: Context, _caller: str, seconds: float) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "requests", "whole_again", round(seconds)))
