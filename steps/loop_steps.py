"""Sentences about agents that repeat themselves."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.answers import answered
from support.matchers.refusals import refused_because
from support.matchers.repetitions import counted_as, nothing_said
from support.matchers.several import each, only_the, so_many
from support.targets.policy import LoopRule


@given("the same request {count} times within {duration} counts as a loop")
def counts_as_loop(context: Context, times: int, seconds: float) -> None:
    world(context).policy.loops = LoopRule(times, round(seconds))


@given("{caller}'s agent has sent the same request {count} time(s)")
@given("{caller}'s agent has sent the very same request {count} times")
def has_sent(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_sent(times)


@given("{caller}'s agent has sent the same request {count} times, the first of them {duration} ago")
def has_sent_since(context: Context, caller: str, times: int, seconds: float) -> None:
    world(context).agents.of(caller).has_sent_since(times, seconds)


@given("{caller}'s agent has sent the same request {count} times, each of {count} tokens")
def has_sent_tokens(context: Context, caller: str, times: int, tokens: int) -> None:
    world(context).agents.of(caller).asks_for(tokens)
    world(context).agents.of(caller).has_sent(times)


@given("{caller}'s agent has sent the same request {count} times, with another one in between")
def has_gone_back_and_forth(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_gone_back_and_forth(times)


@given("{caller}'s agent has been refused {count} time(s) since")
def has_been_refused(context: Context, caller: str, times: int) -> None:
    world(context).agents.of(caller).has_been_refused(times)


@given("{caller}'s agent has been refused {count} times since, {duration} apart")
def has_gone_on(context: Context, caller: str, times: int, seconds: float) -> None:
    world(context).agents.of(caller).has_been_refused(times, every=seconds)


@given("{caller}'s agent has been told to try again in {duration}")
def has_been_told(context: Context, caller: str, seconds: float) -> None:
    world(context).agents.of(caller).has_been_told_to_come_back_in(seconds)


@when("{caller}'s agent sends it again")
@when("{caller}'s agent sends the very same request")
def sends_again(context: Context, caller: str) -> None:
    world(context).agents.of(caller).sends_again()


@when("{caller}'s agent sends it {variation}")
def sends_varied(context: Context, caller: str, variation: str) -> None:
    world(context).agents.of(caller).sends_varied(variation)


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


@then("every one of them is answered")
def all_are_answered(context: Context) -> None:
    assert_that(world(context).outcomes(), each(answered(world(context).dialect)))


@then("only the {ordinal} of them is refused because {reason}")
def only_one_is_refused(context: Context, nth: int, reason: str) -> None:
    seen = world(context)
    refusal = refused_because(reason, seen.refusal(reason), seen.dialect)
    assert_that(seen.outcomes(), only_the(nth, refusal, answered(seen.dialect)))


@then("{count} of them are refused because {reason}")
def so_many_are_refused(context: Context, times: int, reason: str) -> None:
    seen = world(context)
    refusal = refused_because(reason, seen.refusal(reason), seen.dialect)
    assert_that(seen.outcomes(), so_many(times, refusal, answered(seen.dialect)))
