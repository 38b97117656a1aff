"""Gateways that keep an open breaker to themselves, misname it, or forget it when killed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.reference import answers, refusals
from support.reference.decisions import Decisions
from support.reference.outbox import Outbox
from support.reference.reasons import Reason
from support.reference.spend_breakers import Breaker, SpendBreakers, Stopped
from support.targets.lies import instead, lie
from support.targets.lies.wire_tap import on_sending

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.token_budgets import Now


def _noting(note: Callable[[Callable[..., None], dict[str, Any]], None]) -> None:
    """Note the events of breakers in another way; the honest one is given first."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def lying(self: Outbox, kind: str, **fields: Any) -> None:  # noqa: ANN401 - its own
            if kind == "breaker":
                note(lambda **told: honest(self, kind, **told), fields)
            else:
                honest(self, kind, **fields)

        return lying

    instead(Outbox, "note", make)


@lie(breaks="UC-14", noticed_by="reported were none")
def tells_nobody() -> None:
    """Opens in silence."""
    _noting(lambda _honest, _fields: None)


@lie(breaks="UC-14", noticed_by="reported were Acme's at 12:00:00, Acme's at 12:00:00")
def tells_of_each_refusal() -> None:
    """Sends an alert for each request that an open breaker refuses."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def spend(self: SpendBreakers, *asked: Any) -> Any:  # noqa: ANN401 - its own
            found = honest(self, *asked)
            return replace(found, opened=True) if isinstance(found, Stopped) else found

        return spend

    instead(SpendBreakers, "spend", make)


@lie(breaks="UC-14", noticed_by="reported were Acme's at 12:00:00")
def tells_of_each_caller_once() -> None:
    """Sends one alert for each caller, and never another one."""
    told: set[str] = set()

    def note(honest: Callable[..., None], fields: dict[str, Any]) -> None:
        if fields["caller"] not in told:
            honest(**fields)
        told.add(fields["caller"])

    _noting(note)


@lie(breaks="UC-14", noticed_by="caller was absent, not Acme")
def tells_of_nobody() -> None:
    """Sends an alert that does not say whose breaker it is."""
    _noting(lambda honest, fields: honest(policy=fields["policy"]))


def _when_started_again(change: Callable[[Breaker, float], None]) -> None:
    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def begin(self: SpendBreakers, store: Any, now: Now) -> None:  # noqa: ANN401 - its own
            honest(self, store, now)
            for breaker in self._breakers.values():
                change(breaker, now.steady)

        return begin

    instead(SpendBreakers, "__init__", make)


@lie(breaks="UC-14", noticed_by="status was 200")
def closes_when_killed() -> None:
    """Forgets that it was open."""

    def close(breaker: Breaker, _steady: float) -> None:
        breaker.open_until, breaker.spent = None, []

    _when_started_again(close)


@lie(breaks="UC-14", noticed_by="Retry-After was 300, not 240")
def opens_anew_when_killed() -> None:
    """Begins the stated minutes anew with each start."""

    def anew(breaker: Breaker, steady: float) -> None:
        if breaker.open_until is not None:
            breaker.open_until = steady + 300

    _when_started_again(anew)


@lie(breaks="UC-14", noticed_by="status was 200")
def forgets_what_was_spent_when_killed() -> None:
    """Keeps open breakers, and not what was spent behind closed ones."""
    _when_started_again(lambda breaker, _steady: breaker.spent.clear())


@lie(breaks="UC-14", noticed_by="X-Gateway-Reason was cost_budget_spent")
def calls_it_a_spent_budget() -> None:
    """Gives a spent budget as the reason, so that nobody looks for a leak."""
    on_sending(lambda data: data.replace(b": breaker_open\r\n", b": cost_budget_spent\r\n"))


@lie(breaks="UC-14", noticed_by="status was 503")
def says_that_it_is_the_gateway() -> None:
    """Refuses as if the gateway were overloaded, so that programs try elsewhere."""
    kind = refusals.KINDS[Reason.BREAKER_OPEN]
    refusals.KINDS[Reason.BREAKER_OPEN] = replace(kind, status=503)


@lie(breaks="UC-14", noticed_by="Retry-After was absent")
def no_word_about_when() -> None:
    """Refuses without a word about when to come back."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def answer(refused: Any) -> Any:  # noqa: ANN401 - its own
            if refused.reason is Reason.BREAKER_OPEN:
                refused.retry_after = None
            return honest(refused)

        return answer

    instead(answers, "refusal_answer", make)


@lie(breaks="UC-14", noticed_by="status was 429")
def opens_although_only_watched() -> None:
    """Opens its breakers in shadow mode, too: money is money."""

    def make(_honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, visit: Any, bundle: Any) -> None:  # noqa: ANN401 - its own
            for policy in bundle.spend_breakers:
                self._ask_breaker(policy, visit, bundle)

        return ask

    instead(Decisions, "_ask_spend_breakers", make)


@lie(breaks="UC-14", noticed_by="there were 0 of them")
def watched_breakers_stay_closed() -> None:
    """Does not look at breakers at all as long as they are in shadow mode."""

    def make(honest: Any) -> Any:  # noqa: ANN401 - any piece
        def ask(self: Decisions, policy: Any, visit: Any, bundle: Any) -> None:  # noqa: ANN401
            if policy.mode == "enforce":
                honest(self, policy, visit, bundle)

        return ask

    instead(Decisions, "_ask_breaker", make)
