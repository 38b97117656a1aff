"""Requests and the calls that a gateway made for them find each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from support.checkers.asked import asked_of, usage_of
from support.clock import TrueTime
from support.evidence.ledger import Ledger
from support.wire.exchange import Piece, Request, Response

if TYPE_CHECKING:
    from support.wire.exchange import Ending, Leg


def question(text: str) -> Request:
    body = {"model": "m", "messages": [{"role": "user", "content": text}], "max_tokens": 9}
    return Request("POST", "/v1/chat/completions", (), json.dumps(body).encode())


def life(*steps: tuple[Leg, str] | tuple[str, Ending]) -> Ledger:
    """Requests that begin on a leg, and questions whose oldest open exchange ends."""
    ledger, open_ = Ledger(TrueTime()), list[tuple[str, int]]()
    for first, second in steps:
        if first.endswith("?"):
            number = next(each for text, each in open_ if text == first)
            open_.remove((first, number))
            ledger.end(number, None, second)  # type: ignore[arg-type]
        else:
            open_.append((second, ledger.begin(first, "Acme", question(second))))  # type: ignore[arg-type]
    return ledger


def calls(ledger: Ledger) -> list[bool] | None:
    asked = asked_of(ledger.everything())
    return None if asked is None else [each.call is not None for each in asked]


def test_a_call_lies_within_its_request() -> None:
    """What the model is asked after the whole answer was for somebody else."""
    within = life(("caller to gateway", "A?"), ("gateway to model", "A?"), ("A?", "complete"))
    after = life(("caller to gateway", "A?"), ("A?", "complete"), ("gateway to model", "A?"))
    assert calls(within) == [True]
    assert calls(after) is None


def test_the_last_breath_of_a_gateway_is_heard_after_its_end() -> None:
    """A call may be read after the caller has seen the gateway die."""
    ledger = life(("caller to gateway", "A?"), ("A?", "cut"), ("gateway to model", "A?"))
    assert calls(ledger) == [True]


@pytest.mark.parametrize(("said", "tokens"), [("20", 20), ("0", 0), ("-20", None), ('"20"', None)])
def test_tokens_are_a_number_and_none_are_given_back(said: str, tokens: int | None) -> None:
    """What is no such number is as good as no report."""
    body = f'{{"usage": {{"total_tokens": {said}}}}}'.encode()
    assert usage_of(Response(200, "OK", (), (Piece(0.0, body),))) == tokens
