"""Sentences about tenants: for whom requests are made, and who is counted on whose limit."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.drivers.tenants import CLAIM, NAMELESS, NAMES, forge, naming
from support.language.context import world
from support.matchers.limits import tells_at_last, tells_in_turn
from support.matchers.refusals import refused_because
from support.matchers.several import each

EACH_REQUEST = 100  # tokens


@given("requests that name nobody are not counted")
def nobody_is_let_by(context: Context) -> None:
    world(context).request_limits.let_by_who_names_nobody()


@given("{caller} has sent {count} request(s) for tenant {string}")
def has_sent_for(context: Context, caller: str, times: int, tenant: str) -> None:
    who = world(context).callers.named(caller)
    who.has_asked_saying(naming(tenant), times, EACH_REQUEST)


@given("{caller}'s pass names tenant {string}")
def pass_names(context: Context, caller: str, tenant: str) -> None:
    world(context).passes.issue_saying(caller, CLAIM, tenant)


@given("{caller}'s pass has {tenant} for its tenant")
def pass_has(context: Context, caller: str, tenant: str) -> None:
    world(context).passes.issue_saying(caller, CLAIM, NAMES[tenant])


@given("{caller} has come {count} times with a forged pass for tenant {string}")
def has_come_with_forgery(context: Context, caller: str, times: int, tenant: str) -> None:
    forge(world(context).passes, caller, tenant)
    world(context).callers.named(caller).be_refused(times, EACH_REQUEST)


@when("{caller} sends a request for tenant {string}")
def sends_for(context: Context, caller: str, tenant: str) -> None:
    world(context).callers.named(caller).ask_saying(naming(tenant), 1, EACH_REQUEST)


@when("{caller} sends a request for {nameless}")
def sends_for_nobody(context: Context, caller: str, nameless: str) -> None:
    lines = naming(*NAMELESS[nameless])
    world(context).callers.named(caller).ask_saying(lines, 1, EACH_REQUEST)


@when("{caller} and {caller} take turns and send {count} requests each")
def take_turns(context: Context, one: str, other: str, times: int) -> None:
    seen = world(context)
    seen.crowds.take_turns(EACH_REQUEST, times, *map(seen.callers.named, (one, other)))


@when("{count} of {caller}'s agents and {count} of {caller}'s send a request at the same moment")
def send_together(context: Context, first: int, one: str, second: int, other: str) -> None:
    seen = world(context)
    crowd = [seen.callers.named(one)] * first + [seen.callers.named(other)] * second
    seen.crowds.ask_at_once(EACH_REQUEST, *crowd)


@then("all that {caller} sent is refused because {reason}")
def all_is_refused(context: Context, caller: str, reason: str) -> None:
    seen = world(context)
    refusal = refused_because(reason, seen.refusal(reason), seen.dialect)
    assert_that(seen.outcomes_of(caller), each(refusal))


@then("the least that {caller} is told to have left is {count}")
def least_left_of(context: Context, caller: str, number: int) -> None:
    seen = world(context)
    assert_that(seen.outcomes_of(caller), tells_at_last(seen.dialect, "requests", number))


@then("what {caller} has left is told as {counts}")
def left_of(context: Context, caller: str, numbers: tuple[int, ...]) -> None:
    seen = world(context)
    told = tells_in_turn(seen.dialect, "requests", "left", numbers)
    assert_that(seen.outcomes_of(caller), told)
