"""Sentences about agents that repeat themselves."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.language.tables import rows
from support.matchers.answers import answered
from support.matchers.lateness import called_late, late_by
from support.matchers.loop_reports import loops_are
from support.matchers.metrics import shows, shows_none
from support.matchers.passing_on import passed_on
from support.matchers.refusals import refused_because
from support.matchers.repetitions import (
    REPEATS_ITSELF,
    counted_as,
    nothing_said,
    numbered,
    warned_of_each,
    warned_that,
)
from support.matchers.several import each, only_the
from support.matchers.spending import NEARLY_SPENT
from support.targets.policy import LoopRule


@given("the same request {count} times within {duration} counts as a loop")
def counts_as_loop(context: Context, times: int, seconds: float) -> None:
    world(context).policy.loops = LoopRule(times, round(seconds))


@given("the same request {count} times within {duration} is answered with a warning")
def is_warned_of(context: Context, times: int, seconds: float) -> None:
    world(context).policy.loops = LoopRule(times, round(seconds), "warn")


@given("the same request is slowed from the {ordinal} time within {duration} on")
def is_slowed(context: Context, nth: int, seconds: float) -> None:
    world(context).policy.loops = LoopRule(nth, round(seconds), "throttle")


@given("it is slowed by {duration} more each time, up to {duration}")
def is_slowed_by(context: Context, seconds: float, at_most: float) -> None:
    world(context).agents.are_slowed_by(seconds, at_most)


@given("{caller}'s agent has sent the same request {count} time(s)")
@given("{caller}'s agent has sent the very same request {count} times")
def has_sent(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_sent(times)


@given("{caller}'s agent has sent the same request {count} times, the first of them {duration} ago")
def has_sent_since(context: Context, caller: str, times: int, seconds: float) -> None:
    world(context).agents.of(caller).has_sent_since(times, seconds)


@given("{caller}'s agent has sent the same request {count} times for nothing")
def has_sent_for_nothing(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_sent_for_nothing(times)


@given("{caller}'s agent has sent the same request {count} times {variation}")
def has_sent_varied(context: Context, caller: str, times: int, variation: str) -> None:
    world(context).agents.of(caller).has_sent_varied(times, variation)


@given("{caller}'s agent has sent the same request {count} times, each of {count} tokens")
def has_sent_tokens(context: Context, caller: str, times: int, tokens: int) -> None:
    world(context).agents.of(caller).asks_for(tokens)
    world(context).agents.of(caller).has_sent(times)


@given("{caller}'s agent has sent the same request {count} times, with another one in between")
def has_gone_back_and_forth(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_gone_back_and_forth(times)


@given("{caller}'s agent has a long talk behind it")
def has_a_long_talk(context: Context, caller: str) -> None:
    world(context).agents.of(caller).has_a_long_talk()


@given("{caller}'s agent asks for streams")
def asks_for_streams(context: Context, caller: str) -> None:
    world(context).agents.of(caller).asks_for_streams()


@given("{caller}'s agent has been refused {count} time(s) since")
def has_been_refused(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_been_refused(times)


@given("{caller}'s agent has been refused {count} times since, {duration} apart")
def has_gone_on(context: Context, caller: str, times: int, seconds: float) -> None:
    world(context).agents.of(caller).has_been_refused(times, every=seconds)


@given("{caller}'s agent has been told to try again in {duration}")
def has_been_told(context: Context, caller: str, seconds: float) -> None:
    world(context).agents.of(caller).has_been_told_to_come_back_in(seconds)


@given("{caller}'s agent has retried it {count} times")
def has_retried(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_retried(times)


@given("{caller}'s agent has retried something else {count} times")
def has_retried_something_else(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_retried_another(times)


@given("{caller}'s agent has asked {count} other things since")
def has_asked_others(context: Context, caller: str, number: int) -> None:
    world(context).agents.of(caller).has_asked_others(number)


@given("{caller}'s agent has sent it as its {ordinal} retry {count} times")
def has_called_it_a_retry(context: Context, caller: str, number: int, times: int) -> None:
    world(context).agents.of(caller).has_called_it_a_retry(number, times)


@given("{caller}'s agent has sent it again and is kept back")
def is_kept_back(context: Context, caller: str) -> None:
    world(context).agents.of(caller).is_kept_back()


@when("{caller}'s agent sends it again")
@when("{caller}'s agent sends the very same request")
def sends_again(context: Context, caller: str) -> None:
    world(context).agents.of(caller).sends_again()


@when("{caller}'s agent sends it {variation}")
def sends_varied(context: Context, caller: str, variation: str) -> None:
    world(context).agents.of(caller).sends_varied(variation)


@when("{caller}'s agent sends it by another connection, {variation}")
def sends_varied_anew(context: Context, caller: str, variation: str) -> None:
    world(context).agents.of(caller).sends_varied_anew(variation)


@when("{caller}'s agent sends it as its {ordinal} retry")
def retries(context: Context, caller: str, number: int) -> None:
    world(context).agents.of(caller).retries(number)


@when("{caller}'s agent sends the same request every {duration} for {duration}")
def looks_in(context: Context, caller: str, seconds: float, for_seconds: float) -> None:
    world(context).agents.of(caller).sends_every(seconds, for_seconds)


@when("{caller}'s agent sends the same request {count} times")
def sends_often(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).sends_again(times)


@when("{caller}'s agent sends the same request {count} times at once")
def sends_at_once(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).sends_at_once(times)


@then("the refusal/answer says that it was the {ordinal} time")
def says_how_often(context: Context, nth: int) -> None:
    assert_that(world(context).outcome(), counted_as(nth, world(context).dialect))


@then("nothing says that it repeats itself")
def nothing_says(context: Context) -> None:
    assert_that(world(context).outcome(), nothing_said(world(context).dialect))


@then("the request is answered with a warning that it repeats itself")
def is_answered_with_warning(context: Context) -> None:
    seen = world(context)
    assert_that(seen.outcome(), answered(seen.dialect))
    assert_that(seen.outcome(), warned_that(REPEATS_ITSELF, seen.dialect))


@then("the answer warns, once each, that it repeats itself and that the budget is nearly spent")
def warns_of_both(context: Context) -> None:
    seen = world(context)
    assert_that(seen.outcome(), warned_of_each([REPEATS_ITSELF, NEARLY_SPENT], seen.dialect))


@then("the stream comes with a warning that it repeats itself")
def comes_with_warning(context: Context) -> None:
    seen = world(context)
    assert_that(seen.outcome(), warned_that(REPEATS_ITSELF, seen.dialect))


@then("the warnings are numbered {counts}, each number once")
def warnings_are_numbered(context: Context, numbers: tuple[int, ...]) -> None:
    assert_that(world(context).outcomes(), numbered(numbers, world(context).dialect))


@then("question and answer are passed on unchanged")
def are_passed_on(context: Context) -> None:
    assert_that(world(context).outcome(), passed_on("the model", world(context).answers_of_model()))


@then("the answer is {duration} late")
def is_late(context: Context, seconds: float) -> None:
    assert_that(world(context).outcome(), late_by(seconds))


@then("the answer is not late")
def is_not_late(context: Context) -> None:
    assert_that(world(context).outcome(), late_by(0))


@then("the model is called {duration} late")
def model_is_called_late(context: Context, seconds: float) -> None:
    assert_that(world(context).calls_to_model(), called_late(world(context).outcome(), seconds))


@then("every one of them is answered")
def all_are_answered(context: Context) -> None:
    assert_that(world(context).outcomes(), each(answered(world(context).dialect)))


@then("only the {ordinal} of them is refused because {reason}")
def only_one_is_refused(context: Context, nth: int, reason: str) -> None:
    seen = world(context)
    refusal = refused_because(reason, seen.refusal(reason), seen.dialect)
    assert_that(seen.outcomes(), only_the(nth, refusal, answered(seen.dialect)))


@then("the control plane has learnt of loops")
def has_learnt(context: Context) -> None:
    reported = loops_are(rows(context, "whose", "time", "done"))
    assert_that(world(context).reports(), reported)


@then("the figures show {count} repetition(s) {deed}")
def figures_show(context: Context, times: int, deed: str) -> None:
    figures = shows(world(context).dialect, {f"repetitions {deed}": times})
    assert_that(world(context).operator.looks_at_figures(), figures)


@then("the figures show no repetition")
def figures_show_none(context: Context) -> None:
    done = ("repetitions refused", "repetitions warned of", "repetitions slowed")
    none = shows_none(world(context).dialect, *done)
    assert_that(world(context).operator.looks_at_figures(), none)
