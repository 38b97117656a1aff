"""Sentences about the gateway's clock: wrong, noticed, reported, set right."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.language.tables import pairs, quoted
from support.matchers.clock_marks import dated_by_clock, dated_without_remark
from support.matchers.control_plane_calls import event_once, heartbeat_once
from support.matchers.metrics import shows
from support.matchers.spelling import says_lines

DIFFERENCE = "seconds that the clock is ahead"
WRONG = "the clock counts as wrong"


@given("a clock counts as wrong when it is off by more than {duration}")
def counts_as_wrong_from(context: Context, seconds: float) -> None:
    world(context).clock_watch.forgives(seconds)


@given("nothing is agreed on any more about wrong clocks")
def nothing_is_agreed(context: Context) -> None:
    world(context).clock_watch.forgives(None)


@given("the control plane tells the time of a zone that is {duration} {side}")
def tells_time_of_zone(context: Context, seconds: float, sign: int) -> None:
    world(context).neighbours.control_plane.tells_time_of(sign * seconds)


@given("the gateway's clock is {duration} {side}")
def is_wrong(context: Context, seconds: float, sign: int) -> None:
    world(context).clock_watch.is_set(sign * seconds)


@given("the gateway has noticed that its clock is {duration} {side}")
def has_noticed(context: Context, seconds: float, sign: int) -> None:
    world(context).clock_watch.is_noticed(sign * seconds)


@given("the gateway's clock has been set {direction} by {duration}")
def has_been_moved(context: Context, sign: int, seconds: float) -> None:
    world(context).clock_watch.is_moved(sign * seconds)


@given("the gateway's clock has been set right")
@when("the gateway's clock is set right")
def has_been_set_right(context: Context) -> None:
    world(context).clock_watch.is_set(0.0)


@given("the gateway has compared its clock with the control plane's")
@when("the gateway compares its clock with the control plane's")
def compares(context: Context) -> None:
    world(context).clock_watch.is_compared()


@when("the gateway makes its next report")
def makes_next_report(context: Context) -> None:
    world(context).clock_watch.is_compared()


@then("the operator sees a clock that is {duration} {side}")
def sees_a_difference(context: Context, seconds: float, sign: int) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_at_figures(), shows(seen.dialect, {DIFFERENCE: sign * seconds}))


@then("the operator sees a clock that is right")
def sees_no_difference(context: Context) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_at_figures(), shows(seen.dialect, {DIFFERENCE: 0, WRONG: 0}))


@then("the clock counts as wrong")
def counts_as_wrong(context: Context) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_at_figures(), shows(seen.dialect, {WRONG: 1}))


@then("the clock does not count as wrong")
def counts_as_right(context: Context) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_at_figures(), shows(seen.dialect, {WRONG: 0}))


@then("the control plane learns of {count} event(s) by a clock that is {duration} {side}")
def learns_of_difference(context: Context, count: int, seconds: float, sign: int) -> None:
    assert_that(world(context).calls_to_control_plane(), dated_by_clock(count, sign * seconds))


@then("the control plane learns of {count} event(s) without a remark about the clock")
def learns_of_no_difference(context: Context, count: int) -> None:
    assert_that(world(context).calls_to_control_plane(), dated_without_remark(count))


@then("the figures say, each once")
def figures_say(context: Context) -> None:
    assert_that(world(context).operator.looks_at_figures(), says_lines(quoted(context)))


@then("it sends one heartbeat with")
def sends_heartbeat(context: Context) -> None:
    calls = world(context).calls_to_control_plane()
    assert_that(calls, heartbeat_once(pairs(context, "key", "value")))


@then("it tells of one event with")
def tells_of_event(context: Context) -> None:
    calls = world(context).calls_to_control_plane()
    assert_that(calls, event_once(pairs(context, "key", "value")))
