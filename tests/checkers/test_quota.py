"""The quota checker against every order, one by one, and against gateways that keep their limit."""

from __future__ import annotations

import itertools
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from support.checkers.orders import EMPTY, Move, explained, moved
from support.checkers.quota import Ask, Counter, ruling

LIMIT = 10


def by_brute_force(moves: list[Move]) -> bool:
    """Whether one of all orders explains everything; every order is tried."""
    for order in itertools.permutations(moves):
        earlier_ended = any(
            later.before <= earlier.after
            for place, earlier in enumerate(order)
            for later in order[place + 1 :]
        )
        if earlier_ended:
            continue
        if _fits(order):
            return True
    return False


def _fits(order: tuple[Move, ...]) -> bool:
    level = EMPTY
    for move in order:
        after = moved(level, move)
        if after is None:
            return False
        level = after
    return True


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    after = draw(st.integers(0, 8))
    return after, draw(st.integers(after + 1, 10))


@st.composite
def anything(draw: st.DrawFn) -> list[Move]:
    """Up to six moves that make sense one by one, and together more often not than they do."""
    found: list[Move] = []
    for _ in range(draw(st.integers(1, 6))):
        after, before = draw(spans())
        tokens = draw(st.integers(1, LIMIT))
        kind = draw(st.sampled_from(["take", "take", "refuse", "refuse", "give", "drift"]))
        if kind == "drift":
            found.append(Move("drift", after + 0.25, after + 0.75, least=-tokens, most=-tokens))
        elif kind == "give":
            found.append(Move("give", after, before, tokens))
        else:
            limit = draw(st.sampled_from([LIMIT, LIMIT, LIMIT + 2]))
            found.append(Move("take" if kind == "take" else "refuse", after, before, tokens, limit))
    return found


@settings(max_examples=2000, deadline=None)
@given(anything())
def test_it_says_what_every_order_says(moves: list[Move]) -> None:
    """On small histories it agrees with whoever tries all orders, and is never undecided."""
    answer = explained(moves)
    assert answer is not None
    if answer or everything_was_taken_before_it_came_back(moves):
        assert answer == by_brute_force(moves)


def everything_was_taken_before_it_came_back(moves: list[Move]) -> bool:
    """As it always is: of what each request took, at most the whole comes back, and that once."""
    takes = [each for each in moves if each.kind == "take"]
    gifts = [each for each in moves if each.kind == "give"]
    return any(
        all(
            taken.before <= gift.after and taken.tokens >= gift.tokens
            for taken, gift in zip(chosen, gifts, strict=True)
        )
        for chosen in itertools.permutations(takes, len(gifts))
    )


@st.composite
def kept(draw: st.DrawFn) -> list[Ask]:
    """What is seen of a gateway that keeps its limit, of requests that overlap as they like."""
    used, asks = 0, []
    for place in range(draw(st.integers(1, 40))):
        early, late = draw(st.integers(0, 12)), draw(st.integers(1, 12))
        tokens = draw(st.integers(1, LIMIT))
        if used + tokens > LIMIT:
            moves = (Move("refuse", place - early, place + late, tokens, LIMIT),)
        else:
            used += tokens
            moves = (Move("take", place - early, place + late, tokens, LIMIT),)
        asks.append(Ask(f"number {place}", moves))
    return asks


@settings(max_examples=1000, deadline=None)
@given(kept())
def test_who_keeps_the_limit_is_never_accused(asks: list[Ask]) -> None:
    """However requests overlap, a gateway that kept its limit is found to have kept it."""
    assert ruling(Counter("Acme's minute", tuple(asks))).word == "kept"


def at_once(number: int, let_in: int, tokens: int = 1000) -> Counter:
    """So many requests that all overlap; the first of them were let in."""
    asks = [
        Ask(
            f"{place}",
            (Move("take" if place < let_in else "refuse", place, 5000 + place, tokens, 12_000),),
        )
        for place in range(number)
    ]
    return Counter("Acme's minute", tuple(asks))


def test_exactly_as_many_as_fit() -> None:
    """Twelve of 24 are right, eleven too few and thirteen too many, of whatever order."""
    assert ruling(at_once(24, 12)).word == "kept"
    assert ruling(at_once(24, 11)).word == "too little"
    assert ruling(at_once(24, 13)).word == "too much"


def test_the_proof_is_as_small_as_it_can_be() -> None:
    """Thirteen requests prove that twelve fitted, and one refusal proves that there was room."""
    assert len(ruling(at_once(400, 30)).proof) == 13
    assert len(ruling(at_once(400, 11)).proof) == 1


def test_a_thousand_requests_at_once_are_decided_within_a_second() -> None:
    """Also where they are wrong, and who proves it has to be found."""
    for counter in (at_once(1000, 12), at_once(1000, 13), at_once(1000, 600, 20)):
        began = time.thread_time()
        assert ruling(counter).word != "undecided"
        assert time.thread_time() - began < 1


def test_the_search_for_an_order_has_an_end() -> None:
    """Where time passes in the middle of a crowd with too little let in, it is soon found out."""
    crowd = at_once(1000, 11)
    passing = Move("drift", 2500.25, 2500.75, least=-200, most=-200)
    began = time.thread_time()
    assert ruling(Counter(crowd.name, crowd.asks, (passing,))).word == "too little"
    assert time.thread_time() - began < 1


def test_what_comes_back_in_between_can_explain_more() -> None:
    """More than the limit is right when some of it came back first, and wrong when it came late."""
    first = Ask("first", (Move("take", 0, 1, 10, LIMIT), Move("give", 1, 4, 6)))
    second = Ask("second", (Move("take", 3, 5, 6, LIMIT),))
    hasty = Ask("hasty", (Move("take", 0.5, 1, 6, LIMIT),))
    assert ruling(Counter("Acme's minute", (first, second))).word == "kept"
    assert set(ruling(Counter("Acme's minute", (first, hasty))).proof) == {first, hasty}


def test_what_may_have_been_charged_excuses_both() -> None:
    """Where nobody knows whether a request was charged, a refusal is right, and so is an answer."""
    unknown = Move("drift", 1, 2, least=0, most=10)
    refused = Ask("refused", (Move("refuse", 3, 4, 5, LIMIT),))
    answered = Ask("answered", (Move("take", 3, 4, 10, LIMIT),))
    assert ruling(Counter("Acme's minute", (refused,), (unknown,))).word == "kept"
    assert ruling(Counter("Acme's minute", (answered,), (unknown,))).word == "kept"
    assert ruling(Counter("Acme's minute", (refused,))).word == "too little"


def test_a_fault_can_be_told() -> None:
    """The sentence names the counter, the sum and the requests."""
    said = str(ruling(at_once(14, 13)))
    assert "in no order did 13 requests for 13,000 tokens fit a budget of 12,000" in said
