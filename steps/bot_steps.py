"""Sentences about bots that are held to a limit of their own, and the people beside them."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.matchers.limits import tells_in_turn
from support.targets.policy import Rate


@given("{bots} may together fetch {count} pages at once, and {count} more every {duration}")
def bots_may_fetch(
    context: Context, bots: list[str] | str, burst: int, more: int, seconds: float
) -> None:
    world(context).request_limits.allow_bots(bots, Rate(more, seconds, burst))


@given("{crawler} has fetched {count} pages from {address}")
def has_fetched_from(context: Context, crawler: str, pages: int, address: str) -> None:
    world(context).visitors.crawler(crawler, address).has_fetched(pages)


@given("{person} has fetched {count} page(s)")
def person_has_fetched(context: Context, person: str, pages: int) -> None:
    world(context).visitors.person(person).has_fetched(pages)


@when("{crawler} at {address} and {person} fetch the same page at the same moment")
def fetch_the_same(context: Context, crawler: str, address: str, person: str) -> None:
    visitors = world(context).visitors
    visitors.meet(visitors.crawler(crawler, address), visitors.person(person))


@then("for {person} {count} requests are left")
def are_left_for(context: Context, person: str, requests: int) -> None:
    seen = world(context)
    told = tells_in_turn(seen.dialect, "requests", "left", (requests,))
    assert_that(seen.outcomes_of(person), told)
