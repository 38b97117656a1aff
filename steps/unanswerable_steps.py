"""Sentences about requests that get no answer: who asks, what, and how slow the model is."""

from functools import partial

from behave import given, when
from behave.runner import Context

from support.language.context import world


@given("only the chat is served")
def only_chat(context: Context) -> None:
    world(context).policy.only_chat = True


@given("{caller} has asked {mistake}")
@when("{caller} asks {mistake}")
def asks_badly(context: Context, caller: str, mistake: str) -> None:
    world(context).callers.named(caller).ask_badly(mistake)


@when("somebody asks with a key that was never given out")
def stranger_asks(context: Context) -> None:
    world(context).callers.stranger_asks()


@when("somebody asks without a key {variation}")
def asks_without_a_key_in_another_way(context: Context, variation: str) -> None:
    world(context).callers.somebody_asks(variation)


@when("somebody hands in a document without a key, as if it were an event")
def hands_in_without_a_key(context: Context) -> None:
    world(context).callers.somebody_hands_in()


@when("{caller}'s key is shown as {string}")
def is_shown_as(context: Context, caller: str, shown: str) -> None:
    world(context).callers.named(caller).ask_shown_as(shown)


@when("{caller} asks for up to {count} tokens, and the model thinks for {duration}")
def thinks_for(context: Context, caller: str, up_to: int, seconds: float) -> None:
    seen = world(context)
    asking, passes = seen.callers.named(caller), partial(seen.time.passes, seconds)
    seen.crowds.ask_in_vain(asking, up_to, passes)


@when("{caller} asks for up to {count} tokens, and the model answers after {duration}")
def answers_after(context: Context, caller: str, up_to: int, seconds: float) -> None:
    seen = world(context)
    asking, passes = seen.callers.named(caller), partial(seen.time.passes, seconds)
    seen.crowds.ask_at_length(asking, up_to, passes)
