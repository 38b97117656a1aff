"""Sentences about how a gateway joins its control plane, and by which token."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.handshake import in_its_name, joined, only_registers, registered
from support.matchers.secrecy import without
from support.matchers.tries import apart, not_to_the_second


@when("the gateway is started, and policy {count} is on offer")
def is_started_with_policy_on_offer(context: Context, version: int) -> None:
    world(context).joining.start(version)


@given("the gateway has been started, and policy {count} is still on its way")
@when("the gateway is started, and policy {count} is still on its way")
def is_started_with_policy_on_its_way(context: Context, version: int) -> None:
    world(context).joining.start_held_back(version)


@when("policy {count} arrives")
def policy_arrives(context: Context, _version: int) -> None:
    world(context).partitions.end_for(0)


@when("the gateway is started under policy {count}, and nobody hears what it says of it")
def is_started_unheard(context: Context, version: int) -> None:
    world(context).joining.start_unheard(version)


@when("the gateway is started, and the answer to its registration is lost")
def is_started_unanswered(context: Context) -> None:
    world(context).joining.start_unanswered(1)


@given("the gateway has tried to register for {duration} while {partition}")
@when("the gateway tries to register for {duration} while {partition}")
def tries_to_register(context: Context, seconds: float, why: str) -> None:
    world(context).joining.try_for(seconds, why)


@when("the gateway is started for the first time with a token that {misfit}")
def is_started_with_misfit(context: Context, misfit: str) -> None:
    world(context).joining.start_with_misfit(misfit)


@given("the gateway's token has expired since")
def token_has_expired(context: Context) -> None:
    world(context).joining.token_becomes("has expired")


@given("the gateway's token has been replaced by a new one")
def token_is_replaced(context: Context) -> None:
    world(context).joining.replace_token()


@given("the control plane wants a sign of life every {duration}")
def wants_signs_of_life(context: Context, seconds: float) -> None:
    world(context).joining.wants_sign_of_life_every(seconds)


@given("the control plane wants to be asked for a newer policy every {duration}")
def wants_to_be_asked(context: Context, seconds: float) -> None:
    world(context).joining.wants_to_be_asked_every(seconds)


@given("the control plane sends whoever calls on to another host {sent_on}")
def is_sent_on(context: Context, how: str) -> None:
    world(context).joining.sends_on(how)


@then("the other host has not seen the gateway's token")
def token_is_kept(context: Context) -> None:
    seen = world(context)
    assert_that(seen.calls_to_site(), without(seen.edge_token(), "the gateway's token"))


@then("it joins by the four calls of the handshake, in their order")
def has_joined(context: Context) -> None:
    assert_that(world(context).calls_to_control_plane(), joined())


@then("each call is made in its own name and with its own token")
def is_in_its_name(context: Context) -> None:
    seen = world(context)
    assert_that(seen.calls_to_control_plane(), in_its_name(seen.edge_token()))


@then("it asks for nothing but to be registered")
def only_asks_to_register(context: Context) -> None:
    assert_that(world(context).calls_to_control_plane(), only_registers())


@then("it registers {count} time(s), each time as the same gateway")
def registers(context: Context, times: int) -> None:
    assert_that(world(context).calls_to_control_plane(), registered(times))


@then("it does not register again")
def does_not_register(context: Context) -> None:
    assert_that(world(context).calls_to_control_plane(), registered(0))


@then("it is asked for a newer policy every {duration}")
def is_asked_every(context: Context, seconds: float) -> None:
    assert_that(world(context).tries(), apart("/config", seconds))


@then("chance has made some of the pauses of {durations} a little longer")
def pauses_are_longer(context: Context, pauses: tuple[float, ...]) -> None:
    assert_that(world(context).tries(), not_to_the_second(pauses))
