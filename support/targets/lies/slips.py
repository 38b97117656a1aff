"""Gateways that are careful with budgets of tokens, and careless with other policies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import bundles, policy_lists
from support.reference.bundles import KILL_SWITCH
from support.reference.policies import KINDS
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.fault_finding import ObjectReader
    from support.reference.policies import Policy
    from support.reference.policy_lists import LeftOut
    from support.targets.lies import Piece

_BUDGET = "token_budget"
_TAKEN = 'result was "applied", not "applied_in_part"'


def _forgives(kind: str, *entries: str) -> None:
    """Find no fault with these entries of such a policy; where none is said, with none of it."""
    honest = KINDS[kind]

    def lying(reader: ObjectReader, name: str) -> Policy:
        policy = honest(reader, name)
        places = tuple(f"{reader.at(entry)}:" for entry in entries) or (f"{reader.path}.",)
        reader.faults[:] = [each for each in reader.faults if not each.startswith(places)]
        return policy

    KINDS[kind] = lying


def _tells(change: Callable[[LeftOut], LeftOut]) -> None:
    """Take policies for something else, of all that are left out but budgets of tokens."""

    def read(honest: Piece) -> Piece:
        def lying(*asked: Any) -> tuple[Any, tuple[LeftOut, ...]]:  # noqa: ANN401 - the gateway's own
            policies, left_out = honest(*asked)
            return policies, tuple(e if e.kind == _BUDGET else change(e) for e in left_out)

        return lying

    instead(bundles, "read_policies", read)


@lie(breaks="UC-08", noticed_by=_TAKEN)
def guesses_what_was_meant() -> None:
    """Puts something harmless in the place of what cannot be, and enforces that."""
    for kind in set(KINDS) - {_BUDGET, KILL_SWITCH}:
        _forgives(kind)


@lie(breaks="UC-08", noticed_by="X-Gateway-Policy was 7, not 8")
def any_slip_spoils_the_bundle() -> None:
    """Sends the whole bundle back for a slip in any policy that is no budget of tokens."""
    _tells(lambda left_out: replace(left_out, kind=KILL_SWITCH))


@lie(breaks="UC-08", noticed_by="nothing is said of policies[1].")
def says_only_which_policy() -> None:
    """Says which policy it left out, and not which entry of it is wrong."""

    def shortened(left_out: LeftOut) -> LeftOut:
        return replace(left_out, faults=tuple(f"policies: {each}" for each in left_out.faults))

    _tells(shortened)


@lie(breaks="UC-08", noticed_by=_TAKEN)
def reads_over_what_stages_say_besides() -> None:
    """Takes up a stage of crawlers with an entry that it does not know, without that entry."""
    _forgives("crawlers", "stages[0].delay")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def knows_nobody_from_no_network() -> None:
    """Takes a network that is none for one from which nobody comes."""
    _forgives("crawlers", "crawlers[0].addresses[0]")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def capitals_make_another_crawler() -> None:
    """Takes a crawler that is named twice, in other letters, for two."""
    _forgives("crawlers", "crawlers[1].name")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def takes_any_key() -> None:
    """Accepts passes under a key that anybody could guess."""
    _forgives("passes", "key")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def calls_every_clock_wrong() -> None:
    """Takes a threshold below nothing at its word."""
    _forgives("clock_watch", "skew_threshold_seconds")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def lets_nobody_by() -> None:
    """Takes up a limit of no hops."""
    _forgives("hop_limit", "hops")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def loops_of_one() -> None:
    """Takes whoever asks for the first time for somebody who repeats himself."""
    _forgives("loop_detection", "threshold")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def the_last_of_two_tiers() -> None:
    """Gives a tier that is there twice what the last of the two may have."""
    _forgives("request_limit", "tiers.rates[1].tier")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def waits_for_a_name_that_nobody_can_send() -> None:
    """Takes up a price that no request can name."""
    _forgives("cost_budget", "price.header")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def rounds_prices() -> None:
    """Takes a price for nothing that is less than a millionth."""
    _forgives("cost_budget", "price.fixed")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def nothing_is_too_much() -> None:
    """Takes every sum of money at its word."""
    _forgives("cost_budget", "amount")


@lie(breaks="UC-08", noticed_by="X-Gateway-Reason was price_too_high")
def lets_nobody_through_for_money() -> None:
    """Takes up a breaker that opens before anything was spent."""
    _forgives("spend_breaker", "price")


@lie(breaks="UC-06", noticed_by="X-Gateway-Policy was 8, not 7")
def freezes_no_kind_of_request() -> None:
    """Takes up a freeze that no request can ever meet."""
    _forgives(KILL_SWITCH, "where.methods")


def _forgives_beside_others(entry: str) -> None:
    """Find no fault with this entry that it has only because of another policy."""

    def check(honest: Piece) -> Piece:
        def lying(policy: Policy, reader: ObjectReader, *rest: Any) -> None:  # noqa: ANN401
            honest(policy, reader, *rest)
            place = f"{reader.at(entry)}:"
            reader.faults[:] = [each for each in reader.faults if not each.startswith(place)]

        return lying

    instead(policy_lists, "_check_place", check)


@lie(breaks="UC-08", noticed_by=_TAKEN)
def takes_up_both_of_two() -> None:
    """Takes up a second watch for loops beside the first, and enforces one of them."""
    _forgives_beside_others("kind")


@lie(breaks="UC-08", noticed_by=_TAKEN)
def two_may_have_one_name() -> None:
    """Takes up a policy under a name that another one has."""
    _forgives_beside_others("name")
