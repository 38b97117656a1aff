"""A gateway that works in several processes."""

from __future__ import annotations

from behave import given, then
from behave.runner import Context
from hamcrest import assert_that

from support.drivers.processes import REQUESTS
from support.language.context import world
from support.matchers.processes import shared_out_among


@given("the gateway works in {count} processes")
def works_in(context: Context, number: int) -> None:
    world(context).processes.work_in(number)


@then("the requests were shared out among the {count} processes")
def were_shared_out(context: Context, number: int) -> None:
    seen = world(context)
    seen.processes.are_looked_at()
    assert_that(seen.ledger.notes(REQUESTS), shared_out_among(number))
