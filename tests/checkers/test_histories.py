"""Whole histories, thousands of them: who keeps every promise is never accused, who breaks one is.

What is done to the gateway, and in which order, is drawn; so requests overlap in every way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.checkers.a_gateway import PROMPT, AGateway

if TYPE_CHECKING:
    from collections.abc import Callable

BREACHES = {
    "admits": "quota: Acme's minute was overdrawn",
    "refuses": "quota: Acme's minute had room in every order",
    "forgets on restart": "tokens were told to be left",
    "charges one more": "tokens were told to be left",
    "shows one more": "but its caller was shown",
    "goes back a version": "",  # one that was never offered, or an older one
    "mixes policies": "but tells of",
    "forgets an event": "exactly once: ",
    "invents an event": "more refusals with tpm_exceeded were reported than happened",
    "reports under another key": "was reported 2 times",
    "changes a report": "came again, changed",
    "asks the model twice": "the model was asked 2 times for Acme's request",
    "gives an id twice": "stands on the answers to Acme's request",
}


@st.composite
def lives(draw: st.DrawFn, *more: str) -> AGateway:
    """A gateway to which a lot has happened."""
    gateway = AGateway(flowing=draw(st.booleans()))
    for _ in range(draw(st.integers(5, 40))):
        happens = draw(st.sampled_from([*sorted(EVENTS), *more]))
        (EVENTS | {"is left": _is_left})[happens](gateway, draw)
    return gateway


@st.composite
def broken_lives(draw: st.DrawFn, breach: str) -> AGateway:
    """A gateway that breaks one promise, once, and nobody else sees what it did before.

    Time passes and policies change only while nobody waits, and never the size of anything: else
    the gateway could have an excuse.
    """
    gateway = AGateway(broken=breach)
    for _ in range(draw(st.integers(5, 40))):
        happens = draw(st.sampled_from(sorted(EVENTS)))
        if happens == "takes up" and gateway.is_quiet:
            gateway.takes_up(60)
        elif happens != "takes up" and (happens != "passes" or gateway.is_quiet):
            EVENTS[happens](gateway, draw)
        if gateway.has_broken:
            break
    return gateway


def _asks(gateway: AGateway, draw: st.DrawFn) -> None:
    up_to = draw(st.integers(PROMPT + 1, 50))
    gateway.asks(up_to, streamed=draw(st.booleans()))


def _asks_alone(gateway: AGateway, draw: st.DrawFn) -> None:
    """From the question to the answer nothing else happens, and nothing was under way."""
    if not gateway.is_quiet:
        return
    gateway.alone = True
    _asks(gateway, draw)
    gateway.decides()
    _answers(gateway, draw)
    _refuses(gateway, draw)
    gateway.alone = False


def _one_of(draw: st.DrawFn, some: list[Any]) -> int:
    return draw(st.integers(0, len(some) - 1))


def _decides(gateway: AGateway, draw: st.DrawFn) -> None:
    if gateway.began:
        gateway.decides(_one_of(draw, gateway.began))


def _answers(gateway: AGateway, draw: st.DrawFn) -> None:
    if gateway.asked:
        which = _one_of(draw, gateway.asked)
        took = draw(st.integers(PROMPT, gateway.asked[which].cost))
        gateway.answers(took, which, fails=draw(st.integers(0, 9)) == 0)


def _refuses(gateway: AGateway, draw: st.DrawFn) -> None:
    if gateway.decided:
        gateway.refuses(_one_of(draw, gateway.decided))


def _restarts(gateway: AGateway, _draw: st.DrawFn) -> None:
    if gateway.is_quiet:
        gateway.restarts()


def _takes_up(gateway: AGateway, draw: st.DrawFn) -> None:
    """Between two requests, so that each belongs to one policy beyond doubt."""
    if gateway.is_quiet:
        gateway.takes_up(draw(st.sampled_from([60, 60, 120])))


EVENTS: dict[str, Callable[[AGateway, st.DrawFn], None]] = {
    "asks": _asks,
    "asks alone": _asks_alone,
    "answers": _answers,
    "decides": _decides,
    "passes": lambda gateway, draw: gateway.passes(draw(st.integers(1, 30))),
    "refuses": _refuses,
    "reports": lambda gateway, draw: gateway.reports(receipt=draw(st.booleans())),
    "restarts": _restarts,
    "takes up": _takes_up,
}


def _is_left(gateway: AGateway, draw: st.DrawFn) -> None:
    if gateway.asked:
        which = _one_of(draw, gateway.asked)
        gateway.is_left(draw(st.integers(0, 50)), which)


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(lives())
def test_a_gateway_that_keeps_its_promises_is_never_accused(gateway: AGateway) -> None:
    """However requests overlap, whatever they take, whoever restarts or replaces what."""
    found = gateway.findings()
    assert (found.faults, found.open) == ([], [])


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(lives("is left", "is left"))
def test_what_nobody_can_know_is_held_against_nobody(gateway: AGateway) -> None:
    """Callers hang up, and the gateway may give back what it likes of what they had set aside."""
    assert gateway.findings().faults == []


@pytest.mark.parametrize("breach", BREACHES)
def test_a_gateway_that_breaks_one_promise_is_caught(breach: str) -> None:
    """Once is enough, where what followed leaves no excuse."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(broken_lives(breach))
    def caught(gateway: AGateway) -> None:
        _comes_to_rest(gateway)
        assume(gateway.has_broken)
        found = gateway.findings()
        assert found.faults
        assert any(BREACHES[breach] in each for each in found.faults), found.faults

    caught()


def _comes_to_rest(gateway: AGateway) -> None:
    """Everybody is answered, and everything is reported."""
    while gateway.began:
        gateway.decides()
    while gateway.decided:
        gateway.refuses()
    while gateway.asked:
        gateway.answers(gateway.asked[0].cost)
    for pause in (0, 30):
        gateway.passes(pause)
        gateway.asks(PROMPT + 1)
        gateway.decides()
        if gateway.asked:
            gateway.answers(PROMPT + 1)
        else:
            gateway.refuses()
    for _ in range(3):
        gateway.reports()
