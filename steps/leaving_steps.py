"""Sentences about callers who hang up before they have heard anything."""

from behave import given, when
from behave.runner import Context

from support.language.context import world


@given("{caller}, while kept back, has hung up")
@given("{caller}'s agent, while kept back, has hung up")
def has_left_while_kept_back(context: Context, _caller: str) -> None:
    world(context).leaving.while_kept_back()


@given("{caller} has hung up without an answer")
def has_left_without_an_answer(context: Context, _caller: str) -> None:
    world(context).leaving.without_an_answer()


@when("{caller} asks for up to {count} tokens, and hangs up while the model thinks")
def asks_and_leaves(context: Context, caller: str, up_to: int) -> None:
    world(context).leaving.asks_and_leaves(world(context).callers.named(caller), up_to)
