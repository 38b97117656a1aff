"""Sentences about policies that are only watched: what they change, and what they tell."""

from behave import given, then
from behave.runner import Context
from hamcrest import assert_that

from support.evidence.first_answers import first_answer
from support.language.context import world
from support.matchers.metrics import shows
from support.matchers.sameness import same_as
from support.matchers.shadow_reports import learnt_of_shadows, would_refuse


@given("{shadowed} are in shadow mode")
def are_watched(context: Context, kind: str) -> None:
    world(context).shadows.watch(kind)


@given("{shadowed} are enforced from now on")
def are_enforced(context: Context, kind: str) -> None:
    world(context).shadows.enforce(kind)


@given("everything is in shadow mode for {duration}")
def all_are_watched(context: Context, seconds: float) -> None:
    world(context).shadows.watch_all(seconds)


@given("everything is enforced again")
def all_are_enforced(context: Context) -> None:
    world(context).shadows.enforce_all()


@then("every answer is the same as before")
def answers_are_the_same(context: Context) -> None:
    seen = world(context)
    assert_that(seen.outcomes(), same_as(first_answer(seen.ledger), seen.dialect))


@then("{count} request(s) would have been refused because {reason}")
def would_have_been_refused(context: Context, count: int, reason: str) -> None:
    seen = world(context)
    wanted = would_refuse(count, seen.refusal(reason), seen.dialect)
    assert_that(seen.operator.looks_at_figures(), wanted)


@then(
    "the control plane has learnt of {count} request(s)"
    " that would have been refused because {reason}"
)
def has_learnt_of_shadows(context: Context, count: int, reason: str) -> None:
    assert_that(world(context).reports(), learnt_of_shadows(count, world(context).refusal(reason)))


@then("the figures show {count} tokens of Acme")
def figures_show_tokens(context: Context, tokens: int) -> None:
    figures = shows(world(context).dialect, {"tokens of Acme": tokens})
    assert_that(world(context).operator.looks_at_figures(), figures)
