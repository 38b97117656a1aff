"""Sentences about going on without the control plane."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.checkers.room import each_event_once
from support.language.context import world
from support.matchers.answers import word_for_word
from support.matchers.metrics import circuit_is, shows
from support.matchers.reports import at_most_each, each_reported_once, sent_again_unchanged
from support.matchers.tries import apart, paused, tried


@given("the control plane has been out of reach for {duration} because {partition}")
@when("the control plane is out of reach for {duration} because {partition}")
def is_out_of_reach(context: Context, seconds: float, why: str) -> None:
    world(context).partitions.last(seconds, why)


@given("{count} tries in a row have failed because {partition}")
@when("{count} try/tries fail(s) because {partition}")
@when("{count} more tries fail because {partition}")
def tries_fail(context: Context, count: int, why: str) -> None:
    world(context).partitions.last_for_tries(count, why)


@given("a call to the control plane hangs, because {partition}")
def a_call_hangs(context: Context, why: str) -> None:
    world(context).partitions.last_until_a_call_hangs(why)


@given("the answers of the control plane come too late from now on")
def answers_come_too_late(context: Context) -> None:
    world(context).partitions.turn("its answers come too late")


@given("the receipt was lost for a report that {caller} was refused {count} times")
def receipt_was_lost(context: Context, caller: str, times: int) -> None:
    world(context).partitions.lose_receipts()
    world(context).callers.named(caller).be_refused(times, up_to=10_000)
    world(context).partitions.see_report_sent()


@given("the control plane has been back for {duration}")
@when("the control plane is back for {duration}")
@when("receipts arrive again for {duration}")
def is_back(context: Context, seconds: float) -> None:
    world(context).partitions.end_for(seconds)


@given("the gateway has been started for the first time while {partition}")
@when("the gateway is started for the first time while {partition}")
def is_started_in_a_partition(context: Context, why: str) -> None:
    world(context).partitions.begin_before_start(why)


@given("the gateway has been started for the first time as a stranger to the control plane")
@when("the gateway is started for the first time as a stranger to the control plane")
def is_started_as_a_stranger(context: Context) -> None:
    world(context).joining.start_with_misfit("is not known")


@when("the operator asks for the newest bundle")
def operator_asks_for_newest(context: Context) -> None:
    world(context).operator.asks_for_newest_bundle()


@then("the circuit to the control plane is {circuit}")
def circuit(context: Context, state: str) -> None:
    seen = world(context)
    assert_that(seen.operator.looks_at_figures(), circuit_is(state, seen.dialect))


@then("the control plane is shown as out of reach")
def is_shown_as_out_of_reach(context: Context) -> None:
    seen = world(context)
    figures = {"the control plane is within reach": 0}
    assert_that(seen.operator.looks_at_figures(), shows(seen.dialect, figures))


@then("the control plane is shown as within reach")
def is_shown_as_within_reach(context: Context) -> None:
    seen = world(context)
    figures = {"the control plane is within reach": 1}
    assert_that(seen.operator.looks_at_figures(), shows(seen.dialect, figures))


@then("{count} events are shown as still to be reported")
def still_to_be_reported(context: Context, events: int) -> None:
    seen = world(context)
    figures = {"events to be reported": events}
    assert_that(seen.operator.looks_at_figures(), shows(seen.dialect, figures))


@then("the control plane is not called")
def is_not_called(context: Context) -> None:
    assert_that(world(context).tries(), tried(0))


@then("the control plane is called once")
def is_called_once(context: Context) -> None:
    assert_that(world(context).tries(), tried(1))


@then("the pauses between its first tries were {durations}")
def pauses_were(context: Context, pauses: tuple[float, ...]) -> None:
    assert_that(world(context).tries(), paused(pauses))


@then("it hears a sign of life every {duration}")
def hears_every(context: Context, seconds: float) -> None:
    assert_that(world(context).tries(), apart("/heartbeat", seconds))


@then("the control plane has learnt of {count} refusals, each of them once")
def has_learnt_of(context: Context, count: int) -> None:
    seen = world(context)
    refused = seen.ledger.exchanges("caller to gateway")
    assert_that(seen.reports(), each_reported_once(seen.dialect, refused, count))


@then("each refusal is reported once, and nothing else is")
def each_refusal_once(context: Context) -> None:
    assert_that(world(context).findings(), each_event_once())


@then("no report tells of more than {count} events")
def no_report_is_longer(context: Context, most: int) -> None:
    assert_that(world(context).reports(), at_most_each(most))


@then("the control plane has learnt of no refusal")
def has_learnt_of_nothing(context: Context) -> None:
    seen = world(context)
    assert_that(seen.reports(), each_reported_once(seen.dialect, [], 0))


@then("the report is sent again unchanged, under the same key")
def is_sent_again(context: Context) -> None:
    assert_that(world(context).reports(), sent_again_unchanged())


@then("the answer is what the model said, to the letter")
def is_word_for_word(context: Context) -> None:
    seen = world(context)
    assert_that(seen.outcome(), word_for_word(seen.answers_of_model()))


@given("the control plane has come to know it")
def has_come_to_know_it(context: Context) -> None:
    world(context).joining.token_is_good_again()


@when("the control plane answers after {duration}")
def answers_after(context: Context, seconds: float) -> None:
    world(context).partitions.take_time(seconds)


@given("policy {count} is on offer")
def is_on_offer(context: Context, version: int) -> None:
    world(context).delivery.offer(version)


@given("a web page answers every word about policies")
def page_instead_of_thanks(context: Context) -> None:
    world(context).partitions.answer_with_a_page("acknowledgements")


@given("the control plane does not say with its answers which policy is the newest")
def names_no_newest(context: Context) -> None:
    world(context).neighbours.control_plane.names_no_newest()


@given("the control plane takes no word about policies")
def takes_no_word(context: Context) -> None:
    world(context).partitions.refuse_acknowledgements()
