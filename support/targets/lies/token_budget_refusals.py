"""Lies in refusals, and in what happens beside them: when to come back, why, and who was asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import answers, refusals, token_budgets
from support.reference.app import RoutedRequests
from support.reference.proxy import Proxy
from support.reference.reasons import Reason
from support.reference.token_budgets import TokenBudgets, TooMuch
from support.reference.visits import outgoing_of
from support.targets.lies import instead, lie
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.proxy import Outgoing
    from support.reference.reasons import Headers
    from support.reference.visits import Visit
    from support.targets.lies import Piece


def _waiting(change: Piece) -> None:
    instead(
        token_budgets, "TooMuch", lambda _honest: lambda reason, wait: TooMuch(reason, change(wait))
    )


@lie(breaks="RL-02", noticed_by="Retry-After was 1, not 2")
def a_second_short() -> None:
    """Tells callers to come back a second before their request fits."""
    _waiting(lambda wait: wait and max(1, wait - 1))


@lie(breaks="RL-02", noticed_by="Retry-After was 2, not 1")
def a_second_long() -> None:
    """Tells callers to come back a second later than their request would fit."""
    _waiting(lambda wait: wait and wait + 1)


@lie(breaks="RL-02", noticed_by="Retry-After was 1, not 2")
def rounded_down() -> None:
    """Cuts off the fraction of the time to come back."""
    instead(token_budgets, "_rounded_up", lambda _honest: int)


@lie(
    breaks="RL-02",
    noticed_by="Retry-After was 60",
    seen_in="LiteLLM 1.109: retry-after is the size of the window",
)
def always_the_whole_window() -> None:
    """Tells callers to come back after a whole minute, however little is missing."""
    _waiting(lambda wait: wait and 60)


def _refusing(change: Callable[[bytes, bytes], tuple[bytes, bytes] | None]) -> None:
    def answer(honest: Piece) -> Piece:
        def lying(refused: object) -> tuple[int, Headers, bytes]:
            status, headers, body = honest(refused)
            changed = [change(name, value) for name, value in headers]
            return status, [each for each in changed if each is not None], body

        return lying

    instead(answers, "refusal_answer", answer)


@lie(breaks="RL-01", noticed_by="no budget has more by then")
def promises_less_than_it_demands() -> None:
    """Says when to come back, and besides that nothing more is to be had before the whole is."""
    instead(
        TokenBudgets,
        "windows",
        lambda honest: lambda self, policy, now, _=None: honest(self, policy, now),
    )


@lie(breaks="UC-16", noticed_by="Retry-After was absent")
def never_says_when() -> None:
    """Refuses without a time to come back."""
    _refusing(lambda name, value: None if name == b"Retry-After" else (name, value))


@lie(breaks="UC-16", noticed_by="not whole seconds above 0")
def says_when_in_fractions() -> None:
    """Tells the time to come back as a fraction, which clients do not read."""
    _refusing(lambda name, value: (name, value + b".0" if name == b"Retry-After" else value))


@lie(breaks="UC-16", noticed_by="sent twice")
def says_when_twice() -> None:
    """Sends two times to come back on the wire."""
    on_sending(lambda data: data.replace(b"retry-after: ", b"retry-after: 1\r\nretry-after: ", 1))


@lie(breaks="UC-16", noticed_by="it went this way: asks, lets 0.5 seconds pass")
def a_hidden_second_time() -> None:
    """Tells a time in milliseconds besides, which libraries believe first."""
    _refusing(
        lambda name, value: (
            (b"retry-after-ms", b"500") if name == b"Cache-Control" else (name, value)
        )
    )


@lie(breaks="UC-16", noticed_by="x-should-retry was absent, not false")
def never_says_never() -> None:
    """Leaves it to clients to find out that trying again is of no use."""
    _refusing(lambda name, value: None if name == b"x-should-retry" else (name, value))


def _error_of(reason: Reason, *, kind: str | None = None, code: str | None = None) -> None:
    honest = refusals.KINDS[reason]
    refusals.KINDS[reason] = replace(honest, type=kind or honest.type, code=code or honest.code)


@lie(breaks="UC-16", noticed_by="error.type was 'requests', not 'tokens'")
def tokens_called_requests() -> None:
    """Says that there were too many requests, when it was too many tokens."""
    _error_of(Reason.TPM_EXCEEDED, kind="requests")


@lie(breaks="UC-16", noticed_by="error.code was 'insufficient_quota'")
def a_spent_day_called_an_unpaid_bill() -> None:
    """Says that the bill was not paid, when the day's tokens are spent."""
    _error_of(Reason.TPD_EXCEEDED, code="insufficient_quota")


@lie(breaks="UC-16", noticed_by="the error object has no param")
def no_param() -> None:
    """Leaves out what it has nothing to say about."""
    on_sending(lambda data: data.replace(b'"param": null, ', b""))


@lie(breaks="UC-16", noticed_by="the body was no error object")
def an_error_of_its_own() -> None:
    """Wraps errors as its web framework does, which no library understands."""
    on_sending(lambda data: data.replace(b'{"error": {', b'{"detail":{'))


@lie(breaks="UC-16", noticed_by="it said 'server: ")
def says_what_it_runs_on() -> None:
    """Tells everybody what it is made of."""
    on_sending(
        lambda data: data.replace(
            b"\r\nx-gateway-policy", b"\r\nserver: uvicorn\r\nx-gateway-policy", 1
        )
    )


@lie(breaks="UC-16", noticed_by="the model answered 2 times")
def asks_the_model_twice() -> None:
    """Asks the model a second time for each request, and throws the first answer away."""

    def open_(honest: Piece) -> Piece:
        async def lying(self: Proxy, outgoing: Outgoing) -> object:
            async with await honest(self, outgoing) as thrown_away:
                await thrown_away.read()
            return await honest(self, outgoing)

        return lying

    instead(Proxy, "open", open_)


@lie(breaks="UC-16", noticed_by="reached the model")
def asks_the_model_first() -> None:
    """Lets the model answer before it looks whether the budget allows it."""

    def refuse(honest: Piece) -> Piece:
        async def lying(self: RoutedRequests, visit: Visit, *more: object) -> None:
            if visit.budget is not None and visit.reservation is None:
                async with await self._gateway.proxy.open(outgoing_of(visit)) as late:
                    await late.read()
            await honest(self, visit, *more)

        return lying

    instead(RoutedRequests, "_refuse", refuse)


@lie(breaks="UC-16", noticed_by="and the caller got")
def mends_the_answer() -> None:
    """Changes a word of what the model said."""
    on_sending(lambda data: data.replace(b"The gate is", b"The door is"))
