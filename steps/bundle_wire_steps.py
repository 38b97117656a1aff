"""Sentences of the wire contract about bundles: how they are fetched, and what is said of them."""

from behave import then
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.language.tables import pairs, parts
from support.matchers.edge_calls import one_call, says_of_a_bundle


@then("the acknowledgement says")
def acknowledgement_says(context: Context) -> None:
    parts = pairs(context, "key", "value")
    assert_that(world(context).calls_to_control_plane(), says_of_a_bundle(parts))


@then("its acknowledgement carries")
def acknowledgement_carries(context: Context) -> None:
    matcher = one_call("/acknowledgements", parts(context))
    assert_that(world(context).calls_to_control_plane(), matcher)


@then("its call for a bundle carries")
def call_for_bundle_carries(context: Context) -> None:
    matcher = one_call("/config", parts(context))
    assert_that(world(context).calls_to_control_plane(), matcher)


@then("it names the tag of the bundle in force")
def names_tag(context: Context) -> None:
    matcher = one_call("/config", [("If-None-Match", world(context).tag_in_force())])
    assert_that(world(context).calls_to_control_plane(), matcher)
