"""Requests at a price are judged by answer, lateness and warning, each difference named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.matchers.pages import Stretch, Treatment
from support.matchers.spending import begun, served, served_in_turn
from support.targets.description import load
from support.wire.exchange import Exchange, Headers, Moment, Piece, Request, Response
from tests.matchers.exchanges import words

DIALECT = load("embedded").dialect
ANSWERED = Treatment("answered")
WARNED = Treatment("answered and warned", warned=True)
SLOWED = Treatment("answered half a second late and warned", late=0.5, warned=True)
REFUSED = Treatment("refused", refused="the cost budget is spent")
WARNING = ("X-Gateway-Warning", "cost_budget; used=80; of=100")
ANSWER = (
    b'{"object": "chat.completion",'
    b' "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}'
)
ERROR = (
    b'{"error": {"message": "Later.", "type": "requests", "param": null,'
    b' "code": "cost_budget_spent"}}'
)
REFUSAL: Headers = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Gateway-Reason", "cost_budget_spent"),
    ("Retry-After", "60"),
)


def exchange(*headers: tuple[str, str], late: float = 0.0) -> Exchange:
    """An answer of the model."""
    response = Response(200, "OK", headers, (Piece(0.0, ANSWER),))
    request, start = Request("POST", "/v1/chat/completions", ()), Moment(0, 0.0, 0.0)
    end = Moment(1, 0.0, late)
    return Exchange("caller to gateway", "Acme", request, start, response, "complete", end)


def refusal(*headers: tuple[str, str]) -> Exchange:
    """A refusal because the budget is spent."""
    response = Response(429, "", (*REFUSAL, *headers), (Piece(0.0, ERROR),))
    return replace(exchange(), response=response)


def test_requests_as_stated() -> None:
    """A request that is served as the sentence says matches, at each stage."""
    assert words(served(ANSWERED, DIALECT), exchange()) == ""
    assert words(served(WARNED, DIALECT), exchange(WARNING)) == ""
    assert words(served(SLOWED, DIALECT), exchange(WARNING, late=0.5)) == ""
    assert words(served(REFUSED, DIALECT), refusal()) == ""


def test_streams_are_judged_by_how_they_begin() -> None:
    """By lateness and warning; their words are judged by others."""
    assert words(begun(SLOWED, DIALECT), exchange(WARNING, late=0.5)) == ""
    said = words(begun(SLOWED, DIALECT), exchange())
    assert "it was 0 seconds late, not 0.5" in said
    assert "X-Gateway-Warning was absent, not cost_budget" in said
    assert "X-Gateway-Warning was cost_budget" in words(begun(ANSWERED, DIALECT), exchange(WARNING))


@pytest.mark.parametrize(
    ("treatment", "seen", "said"),
    [
        (ANSWERED, exchange(WARNING), "X-Gateway-Warning was cost_budget; used=80; of=100"),
        (WARNED, exchange(), "X-Gateway-Warning was absent, not cost_budget"),
        (
            WARNED,
            exchange(WARNING, WARNING),
            f"X-Gateway-Warning was {WARNING[1]}, then {WARNING[1]}, not cost_budget",
        ),
        (SLOWED, exchange(WARNING, late=0.4), "it was 0.4 seconds late, not 0.5"),
        (ANSWERED, exchange(late=0.5), "it was 0.5 seconds late, not 0"),
        (REFUSED, refusal(WARNING), "X-Gateway-Warning was cost_budget; used=80; of=100"),
    ],
)
def test_differences_are_named(treatment: Treatment, seen: Exchange, said: str) -> None:
    """In the words of the wire."""
    assert words(served(treatment, DIALECT), seen) == said


def test_a_dialect_without_the_warning_is_told() -> None:
    """It is the target file that has to say more."""
    bare = DIALECT.model_copy(update={"warnings": {}})
    said = words(served(ANSWERED, bare), exchange())
    assert said.startswith("the target file does not say how 'the budget is nearly spent' is told")


def test_requests_in_turn() -> None:
    """Each by its stretch, and as many as stated."""
    stretches = [Stretch(1, 2, ANSWERED), Stretch(3, 3, REFUSED)]
    wanted = served_in_turn(stretches, DIALECT)
    assert words(wanted, [exchange(), exchange(), refusal()]) == ""
    assert words(wanted, [exchange(), exchange(late=1)]) == (
        "there were 2 requests, not 3; request 2: it was 1 seconds late, not 0"
    )
