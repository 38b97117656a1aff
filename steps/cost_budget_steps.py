"""Sentences about what may be spent, is spent, and what is left to be spent."""

from behave import given, then, when
from behave.runner import Context
from hamcrest import assert_that

from support.language.context import world
from support.language.stretches import stretches
from support.language.tables import pairs, rows
from support.matchers.breaker_reports import breaker_event_is, breakers_opened
from support.matchers.limits import tells, tells_each_fall, tells_in_turn
from support.matchers.pages import Treatment
from support.matchers.spending import begun, served, served_in_turn


@given("each organisation may spend {count} dollars {period}")
def may_spend(context: Context, dollars: int, period: str) -> None:
    world(context).spending_policy.allow(dollars, period)


@given(
    "organisations are warned from {percent}, slowed by {duration} from {percent}"
    " and refused {bound} {percent}"
)
def answered_in_stages(  # noqa: PLR0913, PLR0917 - one for each word of the sentence
    context: Context, warned: int, delay: float, slowed: int, bound: str, refused: int
) -> None:
    world(context).spending_policy.answer_in_stages(warned, slowed, delay, bound, refused)


@given("each organisation may spend {count} dollars {period} besides")
def may_spend_besides(context: Context, dollars: int, period: str) -> None:
    world(context).spending_policy.allow_besides(dollars, period)


@given("every request costs {money}")
def every_request_costs(context: Context, dollars: str) -> None:
    world(context).spending_policy.every_request_costs(dollars)


@given("every document costs {money}, and nothing else costs anything")
def every_document_costs(context: Context, dollars: str) -> None:
    world(context).spending_policy.every_document_costs(dollars)


@given("a request may name its price {place}, and costs {money} otherwise")
def requests_name_their_price(context: Context, place: str, otherwise: str) -> None:
    world(context).spending_policy.requests_name_their_price(place, otherwise)


@given("whoever spends more than {count} dollars within {duration} is cut off for {duration}")
def is_cut_off(context: Context, dollars: int, within: float, seconds: float) -> None:
    world(context).spending_policy.cut_off(dollars, within, seconds)


@given("{caller} has been cut off")
def has_been_cut_off(context: Context, caller: str) -> None:
    world(context).spenders.has_been_cut_off(caller)


@given("{caller} has been cut off and refused {count} times since")
def has_knocked(context: Context, caller: str, times: int) -> None:
    world(context).spenders.has_been_cut_off(caller, times)


@given("{caller} has spent {money}")
def has_spent(context: Context, caller: str, dollars: str) -> None:
    world(context).spenders.has_spent(caller, dollars)


@given("{caller} has been refused something for {money}")
def has_been_refused(context: Context, caller: str, dollars: str) -> None:
    world(context).spenders.has_been_refused(caller, dollars)


@given("{caller} has asked something for {money} and is kept back")
def is_kept_back(context: Context, caller: str, dollars: str) -> None:
    world(context).spenders.is_kept_back(caller, dollars)


@given("{caller} has asked something for {money} and has no answer yet")
def is_without_answer(context: Context, caller: str, dollars: str) -> None:
    world(context).spenders.is_without_answer(caller, dollars)


@given("{caller} has asked something for {money} after midnight and has no answer yet")
def is_without_answer_after_midnight(context: Context, caller: str, dollars: str) -> None:
    world(context).time.becomes(0)
    world(context).spenders.is_without_answer(caller, dollars)


@given("for the first of them the model {mishap}")
def first_one_fails(context: Context, mishap: str) -> None:
    world(context).spenders.first_one_fails(mishap)


@given("the budget has been raised to {count} dollars")
def is_raised(context: Context, dollars: int) -> None:
    world(context).spending_policy.raise_to(dollars)


@when("{caller} asks something for {money}")
def asks(context: Context, caller: str, dollars: str) -> None:
    world(context).spenders.ask(caller, dollars)


@when("{caller} asks something for {money} as a stream")
def asks_for_stream(context: Context, caller: str, dollars: str) -> None:
    world(context).spenders.ask(caller, dollars, stream=True)


@when("{caller} asks {count} things for {money} each")
def asks_often(context: Context, caller: str, times: int, dollars: str) -> None:
    world(context).spenders.ask_often(caller, times, dollars)


@when("{caller} asks {count} things, a second apart, for {money} each")
def asks_each_second(context: Context, caller: str, times: int, dollars: str) -> None:
    world(context).spenders.ask_often(caller, times, dollars, every=1)


@when("{caller} asks for up to {counts} tokens")
def asks_each(context: Context, caller: str, up_to: tuple[int, ...]) -> None:
    world(context).callers.named(caller).ask_each(*up_to)


@when("{caller} hands in documents of {counts} bytes")
def hands_in(context: Context, caller: str, sizes: tuple[int, ...]) -> None:
    world(context).spenders.hand_in(caller, sizes)


@when("{caller} names as the price")
def names_prices(context: Context, caller: str) -> None:
    world(context).spenders.name_prices(caller, pairs(context, "price", "because"))


@when("{count} of {caller}'s agents ask something for {money} each at the same moment")
def agents_ask(context: Context, number: int, caller: str, dollars: str) -> None:
    world(context).spenders.ask_at_once(caller, number, dollars)


@then("{caller} is {treatment}")
def is_served(context: Context, _caller: str, treatment: Treatment) -> None:
    seen = world(context)
    assert_that(seen.outcome(), served(treatment, seen.dialect))


@then("the stream is {treatment}")
def stream_is_served(context: Context, treatment: Treatment) -> None:
    seen = world(context)
    assert_that(seen.outcome(), begun(treatment, seen.dialect))


@then("the answers are")
def answers_are(context: Context) -> None:
    seen = world(context)
    assert_that(seen.outcomes(), served_in_turn(stretches(context, "requests"), seen.dialect))


@then("{caller} has {count} dollars left")
def has_left(context: Context, _caller: str, dollars: int) -> None:
    seen = world(context)
    assert_that(seen.outcome(), tells(seen.dialect, "money", "left", dollars))


@then("all {count} of them cost {count} dollars each")
def cost_each(context: Context, times: int, dollars: int) -> None:
    seen, size = world(context), world(context).money_stated()
    wanted = tells_each_fall(seen.dialect, "money", size, dollars, times)
    assert_that(seen.outcomes(), wanted)


@then("what is left to be spent is told as {counts}")
def left_in_turn(context: Context, numbers: tuple[int, ...]) -> None:
    seen = world(context)
    assert_that(seen.outcomes(), tells_in_turn(seen.dialect, "money", "left", numbers))


@then("the control plane has learnt of breakers that opened")
def breakers_have_opened(context: Context) -> None:
    opened = breakers_opened(rows(context, "whose", "at"))
    assert_that(world(context).reports(), opened)


@then("its breaker event carries")
def breaker_event_carries(context: Context) -> None:
    carried = breaker_event_is(pairs(context, "key", "value"))
    assert_that(world(context).calls_to_control_plane(), carried)
