"""Sentences about bundles: what is delivered, what becomes of it, and which policy is in force."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.checkers.room import one_policy_each_and_never_an_older
from support.language.context import world
from support.matchers.acknowledgements import told_nothing, told_rejected, told_taken
from support.matchers.policy_changes import followed_in_order
from support.matchers.policy_in_force import all_answered_under, answered_under, decided_under
from support.matchers.readiness import ready


@given("policy {count} is in force")
def has_been_put_in_force(context: Context, version: int) -> None:
    world(context).delivery.put_in_force(version)


@given(
    "the control plane has delivered policy {count}, "
    "which allows {caller} {count} tokens per minute"
)
def has_delivered_limit(context: Context, version: int, caller: str, tokens: int) -> None:
    world(context).budgets.of(caller).allow_per_minute(tokens)
    world(context).delivery.put_in_force(version)


@given("policy {count} would allow {caller} {count} tokens per minute")
def would_allow(context: Context, version: int, caller: str, tokens: int) -> None:
    world(context).delivery.would_allow(version, caller, tokens)


@given("policy {count} would allow {callers} {count} tokens per minute each")
def would_allow_each(context: Context, version: int, callers: list[str], tokens: int) -> None:
    world(context).delivery.would_allow_each(version, callers, tokens)


@given("policy {count} would begin with more than {count} bytes about other organisations")
def would_begin_with_others(context: Context, version: int, size: int) -> None:
    world(context).delivery.would_begin_with_others(version, size)


@given("policy {count} would not limit {caller}")
def would_not_limit(context: Context, version: int, caller: str) -> None:
    world(context).delivery.would_not_limit(version, caller)


@given("nothing is agreed on any more")
def nothing_is_agreed_on(context: Context) -> None:
    world(context).bring_up.agree_on_nothing()


@given("policy {count} would not know {caller}")
def would_not_know(context: Context, version: int, caller: str) -> None:
    world(context).delivery.would_not_know(version, caller)


@given("policy {count} would expire in {duration}")
def would_expire(context: Context, version: int, seconds: float) -> None:
    world(context).delivery.would_expire(version, seconds)


@given("policy {count} would expire at this very moment")
def would_expire_now(context: Context, version: int) -> None:
    world(context).delivery.would_expire(version, 0)


@given("{caller}'s budget in policy {count} is {flaw}")
def is_flawed(context: Context, caller: str, version: int, flaw: str) -> None:
    world(context).delivery.is_flawed(version, caller, flaw)


@given("policy {count} would also have {slip}")
def has_slip(context: Context, version: int, slip: str) -> None:
    world(context).delivery.has_slip(version, slip)


@given("the control plane has delivered policy {count}")
def has_delivered(context: Context, version: int) -> None:
    world(context).delivery.has_delivered(version)


@given("the control plane has delivered policy {count} {damage}")
def has_delivered_damaged(context: Context, version: int, damage: str) -> None:
    world(context).delivery.has_delivered(version, damage)


@given("the control plane has delivered policy {count} in vain")
def has_delivered_in_vain(context: Context, version: int) -> None:
    world(context).delivery.has_delivered_in_vain(version)


@given("the control plane has delivered policy {count} once more")
def has_delivered_again(context: Context, _version: int) -> None:
    world(context).delivery.has_delivered_again()


@when("the control plane delivers policy {count}")
def delivers(context: Context, version: int) -> None:
    world(context).delivery.deliver(version)


@when("the control plane delivers policy {count} {damage}")
def delivers_damaged(context: Context, version: int, damage: str) -> None:
    world(context).delivery.deliver(version, damage)


@when("the control plane delivers policy {count} once more")
def delivers_again(context: Context, _version: int) -> None:
    world(context).delivery.deliver_again()


@when("policy {count} is on offer, and its transfer {transfer}")
def transfer_breaks_off(context: Context, version: int, way: str) -> None:
    world(context).delivery.break_off(version, way)


@when("the gateway looks for a newer policy")
def looks_for_newer(context: Context) -> None:
    world(context).delivery.have_it_fetched()


@then("policy {count} is in force")
@then("policy {count} is still in force")
def is_in_force(context: Context, version: int) -> None:
    seen, look = world(context), world(context).onlookers.look()
    assert_that(look.answers, all_answered_under(seen.stated(version), seen.dialect))
    assert_that(look.readiness, ready(seen.dialect, version))


@then("policy {count} is in force without {caller}'s budget")
def is_in_force_without(context: Context, version: int, _caller: str) -> None:
    seen, look = world(context), world(context).onlookers.look()
    assert_that(look.answers, all_answered_under(seen.stated(version), seen.dialect))
    assert_that(look.readiness, ready(seen.dialect, version))


@then("nobody is served under an older policy than somebody before")
def never_an_older(context: Context) -> None:
    assert_that(world(context).findings(), one_policy_each_and_never_an_older())


@then("the request is answered under policy {count}")
def is_answered_under(context: Context, version: int) -> None:
    seen = world(context)
    assert_that(seen.outcome(), answered_under(seen.stated(version), seen.dialect))


@then("it was decided under policy {count}")
def is_decided_under(context: Context, version: int) -> None:
    seen = world(context)
    assert_that(seen.outcome(), decided_under(seen.stated(version), seen.dialect))


@then("the control plane is told that policy {count} was rejected because it {rejection}")
def is_told_rejected(context: Context, _version: int, phrase: str) -> None:
    seen = world(context)
    matcher = told_rejected(seen.delivered(), seen.rejection(phrase))
    assert_that(seen.calls_to_control_plane(), matcher)


@then("the control plane is told that policy {count} was applied")
def is_told_applied(context: Context, _version: int) -> None:
    seen = world(context)
    assert_that(seen.calls_to_control_plane(), told_taken(seen.delivered(), "applied"))


@then("the control plane is told that policy {count} was in force already")
def is_told_unchanged(context: Context, _version: int) -> None:
    seen = world(context)
    assert_that(seen.calls_to_control_plane(), told_taken(seen.delivered(), "unchanged"))


@then("the control plane is told every fault for which it was left out")
@then("the control plane is told every fault for which {caller}'s budget was left out")
def is_told_applied_in_part(context: Context, _caller: str = "") -> None:
    seen = world(context)
    assert_that(seen.calls_to_control_plane(), told_taken(seen.delivered(), "applied_in_part"))


@then("the control plane is told nothing about any policy")
def is_told_nothing(context: Context) -> None:
    assert_that(world(context).calls_to_control_plane(), told_nothing())


@given("{count} of {caller}'s agents are waiting for their answers")
def agents_are_waiting(context: Context, number: int, caller: str) -> None:
    world(context).fleets.are_waiting(world(context).callers.named(caller), number)


@given("{count} of {caller}'s agents keep asking")
def agents_keep_asking(context: Context, number: int, caller: str) -> None:
    world(context).fleets.keep_asking(world(context).callers.named(caller), number)


@given("{count} of {caller}'s agents keep asking for more than is left")
def agents_keep_asking_for_more(context: Context, number: int, caller: str) -> None:
    world(context).fleets.keep_asking(world(context).callers.named(caller), number, 10_000)


@given("policies {count} to {count} would each allow {caller} {count} tokens per minute more")
def would_allow_ever_more(context: Context, first: int, last: int, caller: str, more: int) -> None:
    world(context).delivery.would_allow_ever_more(first, last, caller, more)


@when("{count} more of {caller}'s agents ask")
def more_agents_ask(context: Context, number: int, caller: str) -> None:
    world(context).fleets.ask_together(world(context).callers.named(caller), number)


@when("the control plane delivers policies {count} to {count}, one after the other")
def delivers_one_by_one(context: Context, first: int, last: int) -> None:
    seen = world(context)
    seen.delivery.deliver_one_by_one(first, last, seen.fleets.each_has_asked_again)


@then("each of the {count} agents is answered under policy {count}")
@then("each of the first {count} agents is answered under policy {count}")
def first_agents_are_answered(context: Context, number: int, version: int) -> None:
    seen = world(context)
    seen.fleets.are_heard_out()
    assert_that(
        seen.answers_of_groups()[0],
        all_answered_under(seen.stated(version), seen.dialect, number),
    )


@then("each of the other {count} agents is answered under policy {count}")
def other_agents_are_answered(context: Context, number: int, version: int) -> None:
    seen = world(context)
    assert_that(
        seen.answers_of_groups()[1],
        all_answered_under(seen.stated(version), seen.dialect, number),
    )


@then("each answer belongs to one whole policy, and no agent falls back to an older one")
def policies_follow_in_order(context: Context) -> None:
    seen, told = world(context), world(context).calls_to_control_plane()
    seen.fleets.have_asked_enough()
    assert_that(seen.answers_of_agents(), followed_in_order(seen.all_stated(), told, seen.dialect))
