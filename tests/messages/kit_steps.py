"""Steps for those samples of the Cucumber Compatibility Kit that behave can run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from behave import given, then, when
from behave.api.pending_step import StepNotImplementedError  # type: ignore[import-untyped]
from behave.cucumber_expression import define_parameter_type_with

from support.language import sentences

if TYPE_CHECKING:
    from behave.runner import Context

sentences.speak()
define_parameter_type_with("flight", r"([A-Z]{3})-([A-Z]{3})", tuple, lambda *ends: ends)


@given("I have {int} cukes in my belly")
@given("I have {int} <![CDATA[cukes]]> in my belly")
@given("an order for {string}")
@given("there are {int} friends")
def takes_one(_context: Context, _one: object) -> None:
    """Nothing is done."""


@given("a doc string:")
@given("a step that is used")
@given("a step that is not used")
@given("an implemented step")
@given("a step that will be skipped")
@given("a step that does not skip")
@given("a step that is skipped")
@given("an implemented non-pending step")
@given("an implemented step that is skipped")
@when("an action")
@then("an outcome")
def does_nothing(_context: Context) -> None:
    """Nothing is done."""


@given("an unimplemented pending step")
def is_pending(_context: Context) -> None:
    raise StepNotImplementedError


@given("I skip a step")
def skips(context: Context) -> None:
    context.scenario.skip("on purpose")


@when("the following table is transposed:")
def transposes(context: Context) -> None:
    context.transposed = [list(column) for column in zip(*_rows(context), strict=True)]


@then("it should be:")
def is_transposed(context: Context) -> None:
    assert context.transposed == _rows(context)


def _rows(context: Context) -> list[list[str]]:
    table, context.table = context.table, None
    assert table is not None
    return [table.headings, *(row.cells for row in table)]


@given("there are {int} cucumbers")
def there_are(context: Context, count: int) -> None:
    context.count = count


@when("I eat {int} cucumbers")
def eats(context: Context, count: int) -> None:
    context.count -= count


@then("I should have {int} cucumbers")
def has(context: Context, count: int) -> None:
    assert context.count == count


@given("the customer has {int} cents")
def customer_has(context: Context, money: int) -> None:
    context.money = money


@given("there are chocolate bars in stock")
def in_stock(context: Context) -> None:
    context.stock, context.chocolate = ["Mars"], None


@given("there are no chocolate bars in stock")
def nothing_in_stock(context: Context) -> None:
    context.stock, context.chocolate = [], None


@when("the customer tries to buy a {int} cent chocolate bar")
def tries_to_buy(context: Context, price: int) -> None:
    if context.money >= price and context.stock:
        context.chocolate = context.stock.pop()


@then("the sale should not happen")
def no_sale(context: Context) -> None:
    assert context.chocolate is None


@then("the sale should happen")
def a_sale(context: Context) -> None:
    assert context.chocolate is not None


@given("{flight} has been delayed")
def is_delayed(_context: Context, flight: tuple[str, str]) -> None:
    assert flight == ("LHR", "CDG")


@when("a step throws an exception")
def throws(_context: Context) -> None:
    msg = "BOOM"
    raise ValueError(msg)
