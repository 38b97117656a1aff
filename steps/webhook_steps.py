"""Sentences about webhooks, and about requests that come back to the gateway."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.answers import nothing_reached, reached_times
from support.matchers.passages import passed_through
from support.matchers.passing_on import passed_on
from support.matchers.refusals import refused_because
from support.matchers.several import only_the
from support.matchers.spelling import carries


@given("a request may pass through the gateway {count} time(s)")
def may_pass_through(context: Context, times: int) -> None:
    world(context).policy.hops = times


@given("the gateway has been told to allow {count} passage(s) from now on")
def may_pass_through_from_now_on(context: Context, times: int) -> None:
    world(context).webhooks.may_pass_through(times)


@given("the receiver sends back to the gateway whatever it receives")
def sends_everything_back(context: Context) -> None:
    world(context).webhooks.receiver_sends_everything_back()


@given("the receiver sends back whatever it receives, and hides where it has been")
def hides_where_it_has_been(context: Context) -> None:
    world(context).webhooks.receiver_sends_everything_back(drops_via=True)


@given("the receiver answers with an error of its own")
def receiver_fails(context: Context) -> None:
    world(context).webhooks.receiver_fails()


@given("{caller} has sent an event to the receiver {count} times")
def has_sent(context: Context, caller: str, times: int) -> None:
    world(context).webhooks.has_sent(caller, times)


@given("{caller} has seen how the gateway signs what it passes on")
def has_seen_signature(context: Context, caller: str) -> None:
    world(context).webhooks.has_seen_signature(caller)


@given("{caller} has been refused for claiming {count} passages")
def has_sent_forged(context: Context, caller: str, times: int) -> None:
    world(context).webhooks.has_sent_forged(caller, times)


@when("{caller} sends an event to the receiver")
def sends(context: Context, caller: str) -> None:
    world(context).webhooks.sends(caller)


@when("{caller} sends a very long event to the receiver")
def sends_long(context: Context, caller: str) -> None:
    world(context).webhooks.sends_long(caller)


@when("{caller} sends an event to the receiver from an address of its own")
def sends_from_elsewhere(context: Context, caller: str) -> None:
    world(context).webhooks.sends_from_elsewhere(caller)


@when("{caller} sends an event to the receiver through 3 other gateways")
def sends_through_others(context: Context, caller: str) -> None:
    world(context).webhooks.sends_through_others(caller)


@when("{caller} sends an event that claims to have passed through the gateway {count} time(s)")
def sends_forged(context: Context, caller: str, times: int) -> None:
    world(context).webhooks.sends_forged(caller, times)


@then("the receiver is called {count} time(s)")
def receiver_is_called(context: Context, times: int) -> None:
    assert_that(world(context).calls_to_receiver(), reached_times("the receiver", times))


@then("the receiver is not called")
def receiver_is_not_called(context: Context) -> None:
    assert_that(world(context).calls_to_receiver(), nothing_reached("the receiver"))


@then("only the {ordinal} request of the receiver is refused because {reason}")
def only_one_is_refused(context: Context, nth: int, reason: str) -> None:
    seen = world(context)
    refusal = refused_because(reason, seen.refusal(reason), seen.dialect)
    assert_that(seen.calls_of_receiver(), only_the(nth, refusal, carries([("status", "200")])))


@then("the receiver is told that it had passed through the gateway {count} times")
def receiver_is_told(context: Context, times: int) -> None:
    [*_, last] = world(context).calls_of_receiver()
    assert_that(last, passed_through(times, world(context).dialect))


@then("the refusal says that it had passed through the gateway {count} times")
def refusal_says(context: Context, times: int) -> None:
    assert_that(world(context).outcome(), passed_through(times, world(context).dialect))


@then("the event is delivered")
def is_delivered(context: Context) -> None:
    assert_that(world(context).outcome(), carries([("status", "200")]))


@then("the event is passed on unchanged")
def is_passed_on(context: Context) -> None:
    calls = world(context).answers_of_receiver()
    assert_that(world(context).outcome(), passed_on("the receiver", calls))
