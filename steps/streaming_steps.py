"""Sentences about streams that become too long: what is heard of them, and how they end."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.answers import word_for_word
from support.matchers.cut_streams import (
    ends_politely,
    ends_with_error,
    hung_up_on,
    in_every_split,
)
from support.simulators.speeches import WordByWord


@given("{caller}'s streams end politely after {count} token(s)")
def end_politely(context: Context, caller: str, tokens: int) -> None:
    world(context).budgets.of(caller).end_streams_after(tokens, "finish")


@given("{caller}'s streams end with an error after {count} token(s)")
def end_with_error(context: Context, caller: str, tokens: int) -> None:
    world(context).budgets.of(caller).end_streams_after(tokens, "error")


@given("the model speaks {count} words of {count} token(s) each")
def speaks(context: Context, words: int, tokens: int) -> None:
    world(context).listeners.speech_is(WordByWord(words, tokens))


@given("the model speaks {count} words of {count} token(s) each, which it counts as {count} each")
def speaks_and_counts(context: Context, words: int, tokens: int, counts: int) -> None:
    world(context).listeners.speech_is(WordByWord(words, tokens, counts=counts))


@given("the model calls a tool in {count} pieces of {count} token(s) each")
def calls_a_tool(context: Context, pieces: int, tokens: int) -> None:
    world(context).listeners.speech_is(WordByWord(pieces, tokens, calls_a_tool=True))


@given("the model {speaks_otherwise} in {count} pieces of {count} token(s) each")
def speaks_otherwise(context: Context, kind: str, pieces: int, tokens: int) -> None:
    world(context).listeners.speech_is(WordByWord(pieces, tokens, kind=kind))


@given("the first of the model's answers ends after {count} of {count} words")
def first_ends(context: Context, first: int, words: int) -> None:
    world(context).listeners.speech_is(WordByWord(words, first_ends_after=first))


@given("the model's lines end with {line_ends}")
def lines_end_with(context: Context, line_end: bytes) -> None:
    world(context).listeners.lines_end_with(line_end)


@given("{caller} has listened to a stream")
def has_listened(context: Context, caller: str) -> None:
    world(context).listeners.has_heard(world(context).callers.named(caller))


@when("{caller} listens to a stream")
def listens(context: Context, caller: str) -> None:
    world(context).listeners.hear(world(context).callers.named(caller))


@when("{caller} listens to a stream with a report of its use")
def listens_to_report(context: Context, caller: str) -> None:
    asking = world(context).callers.named(caller)
    world(context).listeners.hear(asking, stream_options={"include_usage": True})


@when("{caller} listens to {count} answers in one stream")
def listens_to_several(context: Context, caller: str, answers: int) -> None:
    world(context).listeners.hear(world(context).callers.named(caller), n=answers)


@when("{caller} listens to the same stream split at each of its places in turn")
def listens_to_every_split(context: Context, caller: str) -> None:
    seen = world(context)
    seen.listeners.hear_split_until_the_end(seen.callers.named(caller))


@when("{caller} listens to the same stream split at each place of its end in turn")
def listens_to_every_end(context: Context, caller: str) -> None:
    seen = world(context)
    seen.listeners.hear_split_at_the_end(seen.callers.named(caller))


@then("the first {count} word(s) is/are heard as they were spoken, then a polite end")
def cut_politely(context: Context, words: int) -> None:
    assert_that(world(context).outcome(), ends_politely(world(context).answers_of_model(), words))


@then(
    "the first {count} word(s) is/are heard as they were spoken,"
    " then a polite end with a report of {count} tokens"
)
def cut_with_report(context: Context, words: int, tokens: int) -> None:
    polite = ends_politely(world(context).answers_of_model(), words, tokens)
    assert_that(world(context).outcome(), polite)


@then("the first {count} word(s) is/are heard as they were spoken, then an error because {reason}")
def cut_with_error(context: Context, words: int, phrase: str) -> None:
    seen = world(context)
    error = ends_with_error(seen.answers_of_model(), words, seen.refusal(phrase))
    assert_that(seen.outcome(), error)


@then("each time the first {count} word(s) is/are heard as they were spoken, then a polite end")
def cut_each_time(context: Context, words: int) -> None:
    seen, places = world(context), world(context).places_of_splits()
    polite = in_every_split(seen.answers_of_model(), places, lambda m: ends_politely([m], words))
    assert_that(seen.outcomes(), polite)


@then("each time the whole stream is heard as it was spoken")
def heard_each_time(context: Context) -> None:
    seen, places = world(context), world(context).places_of_splits()
    heard = in_every_split(seen.answers_of_model(), places, lambda said: word_for_word([said]))
    assert_that(seen.outcomes(), heard)


@then("the gateway hangs up on the model")
def hangs_up(context: Context) -> None:
    assert_that(world(context).answers_of_model(), hung_up_on())
