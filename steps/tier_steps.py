"""Sentences about tiers: what a pass says that was paid for, and what that is worth."""

from behave import given, when
from behave.runner import Context

from support.drivers.tiers import CLAIM, FORGED_TIERS
from support.language.context import world
from support.language.rates import rates

EACH_REQUEST = 100  # tokens


@given("the tier on a pass decides how fast each caller may send requests")
def tiers_decide(context: Context) -> None:
    world(context).request_limits.allow_by_tier(rates(context, "tier"))


@given("{caller}'s pass names tier {string}")
def pass_names_tier(context: Context, caller: str, tier: str) -> None:
    world(context).passes.issue_saying(caller, CLAIM, tier)


@given("{caller}'s pass names no tier")
def pass_names_no_tier(context: Context, caller: str) -> None:
    world(context).passes.issue(caller)


@when("{caller} shows a pass for tier {string} that {forged_tier}")
def shows_forged_tier(context: Context, caller: str, tier: str, forgery: str) -> None:
    world(context).passes.hand_out(caller, lambda draft: FORGED_TIERS[forgery](draft, tier))
    world(context).callers.named(caller).ask(EACH_REQUEST)
