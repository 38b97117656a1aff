"""Sentences about how tokens are asked for: prompts, several answers, streams, many at once."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.checkers.room import (
    no_token_lost_or_made,
    nobody_refused_in_vain,
    nothing_beyond_the_limit,
)
from support.language.context import world
from support.matchers.answers import answered
from support.matchers.crowds import shared
from support.matchers.refusals import refused_because
from support.matchers.streams import has_not_begun, readable, streamed


@given("the model's answers take {count} tokens, prompt included")
def answers_take(context: Context, tokens: int) -> None:
    world(context).model.answers_take(tokens)


@given("the model does not say how many tokens its answers took")
def no_usage(context: Context) -> None:
    world(context).model.report_usage = False


@given("the model packs its answers for whoever accepts that")
def packs_where_it_may(context: Context) -> None:
    world(context).model.packs_where_it_may()


@given("{caller} accepts packed answers")
def accepts_packed(context: Context, caller: str) -> None:
    world(context).callers.named(caller).accept_packed_answers()


@given("the model packs its answers, whatever is accepted")
def packs_always(context: Context) -> None:
    world(context).model.packs_always()


@given("the model {mishap}")
def model_suffers(context: Context, mishap: str) -> None:
    world(context).model.suffers(mishap)


@given("{caller} has heard a stream of {count} tokens of up to {count}")
def has_heard(context: Context, caller: str, takes: int, up_to: int) -> None:
    seen = world(context)
    seen.streams.heard(seen.callers.named(caller), up_to, takes)


@given("{caller} has begun to hear a stream of {count} tokens of up to {count}")
def has_begun(context: Context, caller: str, takes: int, up_to: int) -> None:
    seen = world(context)
    seen.streams.begin(seen.callers.named(caller), up_to, takes)


@given("{caller} has heard a stream of up to {count} tokens break off")
def has_heard_half(context: Context, caller: str, up_to: int) -> None:
    world(context).streams.broken_off(world(context).callers.named(caller), up_to)


@given("the stream has come to its end")
def stream_has_ended(context: Context) -> None:
    world(context).streams.go_on()


@given("{caller} has hung up in the middle of it")
def has_hung_up(context: Context, _caller: str) -> None:
    world(context).streams.leave()


@when("{caller} asks for up to {count} tokens as a stream")
def asks_for_stream(context: Context, caller: str, up_to: int) -> None:
    world(context).callers.named(caller).ask(up_to, stream=True)


@when("{caller} asks for up to {count} tokens as a stream with a report of its use")
def asks_for_report(context: Context, caller: str, up_to: int) -> None:
    wishes = {"stream": True, "stream_options": {"include_usage": True}}
    world(context).callers.named(caller).ask(up_to, **wishes)


@when("{caller} asks for up to {count} tokens as a stream without a report of its use")
def asks_for_no_report(context: Context, caller: str, up_to: int) -> None:
    options = {"include_usage": False, "include_obfuscation": False}
    world(context).callers.named(caller).ask(up_to, stream=True, stream_options=options)


@when("{caller} asks for up to {count} tokens {variation}")
def asks_in_another_way(context: Context, caller: str, up_to: int, variation: str) -> None:
    world(context).callers.named(caller).ask_varied(up_to, variation)


@when("{caller} begins to hear a stream of up to {count} tokens")
def begins_to_hear(context: Context, caller: str, up_to: int) -> None:
    world(context).streams.begin(world(context).callers.named(caller), up_to)


@when("{caller} asks with a prompt of {count} tokens for {count} answers of up to {count} each")
def asks_for_answers(
    context: Context, caller: str, prompt: int, answers: int, longest: int
) -> None:
    asking = world(context).callers.named(caller)
    asking.send(asking.prompted(prompt, n=answers, max_tokens=longest))


@when("{caller} asks with a prompt of {count} tokens and names no longest answer")
def asks_openly(context: Context, caller: str, prompt: int) -> None:
    asking = world(context).callers.named(caller)
    asking.send(asking.prompted(prompt))


@when("{caller} asks with a prompt of {count} tokens for an answer of up to {count}")
def asks_at_length(context: Context, caller: str, prompt: int, longest: int) -> None:
    asking = world(context).callers.named(caller)
    asking.send(asking.prompted(prompt, max_tokens=longest))


@when("{caller} asks with a prompt of {count} tokens in {count} pieces")
def asks_in_pieces(context: Context, caller: str, prompt: int, pieces: int) -> None:
    asking = world(context).callers.named(caller)
    asking.send(asking.in_pieces(prompt, pieces))


@when("{caller} asks with a prompt of {count} tokens in {count} messages")
def asks_in_messages(context: Context, caller: str, prompt: int, messages: int) -> None:
    asking = world(context).callers.named(caller)
    asking.send(asking.in_messages(prompt, messages))


@when("{caller} asks with a prompt of {count} tokens in which a tool was called")
def asks_with_a_tool(context: Context, caller: str, prompt: int) -> None:
    asking = world(context).callers.named(caller)
    asking.send(asking.with_a_tool(prompt))


@when("{caller} names {count} tokens by the old word for the longest answer, {count} by the new")
def names_both(context: Context, caller: str, old: int, new: int) -> None:
    asking = world(context).callers.named(caller)
    asking.send(asking.prompted(1000, max_tokens=old, max_completion_tokens=new))


@given("{count} of {caller}'s agents have asked for up to {count} tokens each at the same moment")
@when("{count} of {caller}'s agents ask for up to {count} tokens each at the same moment")
def agents_ask(context: Context, number: int, caller: str, up_to: int) -> None:
    seen = world(context)
    seen.crowds.ask_at_once(up_to, *[seen.callers.named(caller)] * number)


@when(
    "{count} of {caller}'s agents ask at the same moment, "
    "each for up to {count} tokens more than the one before"
)
def agents_ask_for_more(context: Context, number: int, caller: str, more: int) -> None:
    seen = world(context)
    seen.crowds.ask_growing(more, more, *[seen.callers.named(caller)] * number)


@when("{count} of {caller}'s agents ask {count} times each for up to {count} tokens")
def agents_ask_often(context: Context, number: int, caller: str, times: int, up_to: int) -> None:
    seen = world(context)
    seen.crowds.ask_again_and_again(times, up_to, *[seen.callers.named(caller)] * number)


@then("no more is let through than there is, in whatever order they came")
def nothing_beyond(context: Context) -> None:
    assert_that(world(context).findings(), nothing_beyond_the_limit())


@then("nobody is refused for whom there is room, in whatever order they came")
def nobody_in_vain(context: Context) -> None:
    assert_that(world(context).findings(), nobody_refused_in_vain())


@then("no token is lost or made on the way")
def no_token_lost(context: Context) -> None:
    world(context).operator.looks_at_figures()
    assert_that(world(context).findings(), no_token_lost_or_made())


@then("{count} of them are answered, and {count} are refused because {reason}")
def are_shared(context: Context, answers: int, refusals: int, reason: str) -> None:
    seen = world(context)
    refusal = refused_because(reason, seen.refusal(reason), seen.dialect)
    assert_that(seen.outcomes(), shared(answers, answered(seen.dialect), refusals, refusal))


@then("the whole stream is heard, and nothing else")
def stream_is_heard(context: Context) -> None:
    assert_that(world(context).outcome(), streamed(world(context).answers_of_model()))


@then("the whole stream is heard, with a report of {count} tokens")
def stream_is_reported(context: Context, tokens: int) -> None:
    assert_that(world(context).outcome(), streamed(world(context).answers_of_model(), tokens))


@then("the stream comes to its end in words that can be read")
def stream_can_be_read(context: Context) -> None:
    assert_that(world(context).outcome(), readable())


@then("nothing of the stream has come yet")
def stream_has_not_begun(context: Context) -> None:
    assert_that(world(context).outcome(), has_not_begun())
