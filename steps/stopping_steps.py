"""Sentences about a gateway that is told to stop."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.evidence.ledger import LEFT
from support.language.context import world
from support.matchers.stopping import left_by_gateway, left_in_order, not_taken
from support.matchers.streams import broken_off


@given("the gateway has been told to stop")
@when("the gateway is told to stop")
def is_told(context: Context) -> None:
    world(context).stops.tell()


@given("the gateway has been stopped and started again")
def is_stopped_and_started(context: Context) -> None:
    world(context).stops.stop_and_start()


@given("the receipts for reports are lost from now on")
def receipts_are_lost(context: Context) -> None:
    world(context).partitions.lose_receipts()


@given("a web page comes instead of receipts from now on")
def page_instead_of_receipts(context: Context) -> None:
    world(context).partitions.answer_with_a_page("events")


@given("the control plane has just gone out of reach because {partition}")
def has_gone_out_of_reach(context: Context, why: str) -> None:
    world(context).partitions.begin(why)


@when("the gateway is told to stop while {caller} hears a stream")
def is_told_in_a_stream(context: Context, caller: str) -> None:
    world(context).stops.tell_in_a_stream(world(context).callers.named(caller))


@when("the gateway is told to stop twice while {caller} hears a stream")
def is_told_twice(context: Context, caller: str) -> None:
    world(context).stops.tell_in_a_stream(world(context).callers.named(caller), times=2)


@when("the gateway is told to stop in a stream of {caller} that goes on after {duration}")
def is_told_in_a_slow_stream(context: Context, caller: str, seconds: float) -> None:
    seen = world(context)
    seen.stops.tell_in_a_stream(seen.callers.named(caller), stalls=seconds)


@when("the gateway is told to stop in a stream of {caller} that has not gone on for {duration}")
def is_told_in_a_dead_stream(context: Context, caller: str, seconds: float) -> None:
    seen = world(context)
    seen.stops.tell_in_a_dead_stream(seen.callers.named(caller), seconds)


@when("the gateway is told to stop while the model thinks about {caller}'s question")
def is_told_in_an_answer(context: Context, caller: str) -> None:
    world(context).stops.tell_in_an_answer(world(context).callers.named(caller))


@when("the gateway is told to stop while the model thinks about {caller}'s question for {duration}")
def is_told_in_a_stalled_answer(context: Context, caller: str, seconds: float) -> None:
    seen = world(context)
    seen.stops.tell_in_an_answer(seen.callers.named(caller), seconds)


@when("the gateway is told to stop while {caller}'s agent is kept back for {duration}")
def is_told_while_keeping_back(context: Context, caller: str, seconds: float) -> None:
    world(context).stops.tell_who_keeps_back(world(context).agents.of(caller), seconds)


@when("its last call to the control plane has hung for {duration}")
def last_call_hangs(context: Context, seconds: float) -> None:
    world(context).stops.calls_in_vain_for(seconds)


@then("the gateway leaves in good order")
def leaves(context: Context) -> None:
    world(context).stops.is_waited_for()
    assert_that(world(context).ledger.notes(LEFT), left_in_order())


@then("nobody takes the request")
def nobody_takes(context: Context) -> None:
    assert_that(world(context).outcome(), not_taken())


@then("the stream breaks off, and says that it is because {reason}")
def breaks_off(context: Context, reason: str) -> None:
    assert_that(world(context).outcome(), broken_off(world(context).refusal(reason)))


@then("the model is left in the middle of its answer")
def model_is_left(context: Context) -> None:
    assert_that(world(context).answers_of_model(), left_by_gateway())


@given("the gateway has been killed and started again, while they went on asking")
@when("the gateway is killed and started again, while they go on asking")
def is_killed_under_load(context: Context) -> None:
    world(context).fleets.each_has_asked_again()
    world(context).operator.kills_and_starts_gateway()
    world(context).fleets.each_is_refused()
