"""Sentences about passes: what the gateway accepts, who has which pass, and who shows one."""

from behave import given, when
from behave.runner import Context

from support.drivers.forgeries import FORGERIES, saying, under_method
from support.language.context import world
from support.language.tables import pairs

EACH_REQUEST = 100  # tokens


@given("the gateway forgives passes a difference of {duration}")
def forgives(context: Context, seconds: float) -> None:
    world(context).passes.are_accepted(forgiving=seconds)


@given("the gateway forgives passes no difference")
def forgives_nothing(context: Context) -> None:
    world(context).passes.are_accepted()


@given("the gateway accepts the passes that {caller} issues for {caller}")
def accepts_passes(context: Context, issuer: str, audience: str) -> None:
    world(context).passes.are_accepted(issuer=issuer, audience=audience)


@given("the gateway does not accept passes any more")
def accepts_no_passes(context: Context) -> None:
    world(context).passes.are_not_accepted()


@given("{caller} has a pass")
def has_a_pass(context: Context, caller: str) -> None:
    world(context).passes.issue(caller)


@given("{caller}'s pass expired/expires {moment}")
def expires(context: Context, caller: str, from_now: float) -> None:
    world(context).passes.issue_ending(caller, from_now)


@given("{caller}'s pass began/begins {moment}")
def begins(context: Context, caller: str, from_now: float) -> None:
    world(context).passes.issue_beginning(caller, from_now)


@given("{caller}'s pass was issued by a clock that is {duration} {side}")
def was_issued_by_wrong_clock(context: Context, caller: str, seconds: float, sign: int) -> None:
    world(context).passes.issue(caller, ahead=sign * seconds)


@given("{caller} has been answered with its pass")
def has_been_answered(context: Context, caller: str) -> None:
    world(context).callers.named(caller).spend(EACH_REQUEST)


@given("{caller} has been refused with its pass")
def has_been_refused(context: Context, caller: str) -> None:
    world(context).callers.named(caller).be_refused(1, EACH_REQUEST)


@when("{caller} shows its pass")
def shows_pass(context: Context, caller: str) -> None:
    world(context).callers.named(caller).ask(EACH_REQUEST)


@when("{caller} shows a pass that {forgery}")
def shows_forgery(context: Context, caller: str, forgery: str) -> None:
    world(context).passes.hand_out(caller, FORGERIES[forgery])
    world(context).callers.named(caller).ask(EACH_REQUEST)


@when("{caller} shows a pass under the method {word}")
def shows_pass_under_method(context: Context, caller: str, method: str) -> None:
    world(context).passes.hand_out(caller, under_method(method))
    world(context).callers.named(caller).ask(EACH_REQUEST)


@when("{caller} shows a pass that says")
def shows_pass_that_says(context: Context, caller: str) -> None:
    world(context).passes.hand_out(caller, saying(pairs(context, "claim", "value")))
    world(context).callers.named(caller).ask(EACH_REQUEST)
