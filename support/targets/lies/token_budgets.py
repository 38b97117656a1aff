"""Lies about who may use how many tokens: at the boundaries, in the accounts, about the day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import decisions, token_budgets
from support.reference.decisions import Decisions
from support.reference.reasons import Reason
from support.reference.token_budgets import Account, Now, TokenBudgets, TooMuch
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.policies import TokenBudget
    from support.reference.token_budgets import Reservation
    from support.targets.lies import Piece

    Answer = Reservation | TooMuch


def _seeing_the_cost_as(change: int) -> None:
    instead(
        token_budgets,
        "_waits",
        lambda honest: (
            lambda policy, account, cost, now: honest(policy, account, cost + change, now)
        ),
    )


def _settling(change: Piece) -> None:  # (reservation, used) -> used
    def settle(honest: Piece) -> Piece:
        return lambda self, reservation, used, now: honest(
            self, reservation, change(reservation, used), now
        )

    instead(TokenBudgets, "settle", settle)


@lie(breaks="UC-16", noticed_by="status was 200")
def one_token_too_many() -> None:
    """Lets one token more through than is left."""
    _seeing_the_cost_as(-1)


@lie(breaks="UC-16", noticed_by="status was 429")
def what_is_left_does_not_fit() -> None:
    """Refuses what is exactly left."""
    _seeing_the_cost_as(1)


@lie(breaks="UC-16", noticed_by="tokens-per-minute;r was")
def refusals_cost() -> None:
    """Charges refused requests too, so that whoever asks often stays locked out."""

    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            answer: Answer = honest(self, policy, prompt, cost, now)
            if isinstance(answer, TooMuch) and answer.wait:
                self._account(policy, now).minute_used += cost
            return answer

        return lying

    instead(TokenBudgets, "reserve", reserve)


@lie(breaks="RL-02", noticed_by="tokens-per-minute;r was 0")
def refusals_stop_the_refill() -> None:
    """Begins to refill anew with each refusal, so that polling puts the reset off."""

    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            before = replace(self._accounts.get(policy.caller, Account()))
            answer: Answer = honest(self, policy, prompt, cost, now)
            if isinstance(answer, TooMuch) and answer.wait:
                self._accounts[policy.caller].minute_used = before.minute_used
            return answer

        return lying

    instead(TokenBudgets, "reserve", reserve)


@lie(breaks="UC-16", noticed_by="status was 429; X-Gateway-Reason was tpm_exceeded")
def one_account_for_all() -> None:
    """Keeps one account for all callers."""
    instead(
        TokenBudgets,
        "_account",
        lambda honest: (
            lambda self, policy, now: honest(self, replace(policy, caller="everybody"), now)
        ),
    )
    instead(
        TokenBudgets,
        "settle",
        lambda honest: (
            lambda self, reservation, used, now: honest(
                self, replace(reservation, caller="everybody"), used, now
            )
        ),
    )


@lie(breaks="UC-16", noticed_by="tokens-per-minute;r was 7000")
def nothing_goes_back() -> None:
    """Charges what was set aside, whatever the model reports."""
    _settling(lambda reservation, used: max(reservation.tokens, used))


@lie(breaks="UC-16", noticed_by="tokens-per-minute;r was 11000")
def goes_back_twice() -> None:
    """Gives back what was not used, twice."""
    _settling(lambda reservation, used: min(used, 2 * used - reservation.tokens))


@lie(breaks="UC-16", noticed_by="tokens-per-minute;r was 7000")
def overruns_are_free() -> None:
    """Charges no more than was set aside, however long the answer got."""
    _settling(lambda reservation, used: min(reservation.tokens, used))


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 95000")
def the_day_gets_nothing_back() -> None:
    """Gives back to the minute and not to the day."""

    def settle(honest: Piece) -> Piece:
        return lambda self, reservation, used, now: honest(
            self, replace(reservation, day=-1), used, now
        )

    instead(TokenBudgets, "settle", settle)


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 20000")
def yesterday_pays_today() -> None:
    """Gives what a stream of yesterday did not use to today's budget."""

    def settle(honest: Piece) -> Piece:
        return lambda self, reservation, used, now: honest(
            self, replace(reservation, day=self._accounts[reservation.caller].day), used, now
        )

    instead(TokenBudgets, "settle", settle)


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 100000")
def no_report_no_charge() -> None:
    """Charges nothing where the model does not report what an answer took."""

    def settle(honest: Piece) -> Piece:
        return lambda self, visit, used: honest(self, visit, used or 0)

    instead(Decisions, "settle", settle)


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 40000")
def failures_cost() -> None:
    """Charges for answers that the model failed to give."""

    def settle(honest: Piece) -> Piece:
        return lambda self, visit, used: honest(self, visit, used or None)

    instead(Decisions, "settle", settle)


@lie(breaks="UC-16", noticed_by="X-Gateway-Reason was tpm_exceeded")
def the_day_is_called_a_minute() -> None:
    """Names the minute when the day is spent."""
    instead(
        decisions,
        "Refused",
        lambda honest: (
            lambda reason, *more: honest(
                Reason.TPM_EXCEEDED if reason is Reason.TPD_EXCEEDED else reason, *more
            )
        ),
    )


@lie(breaks="UC-16", noticed_by="X-Gateway-Reason was tpm_exceeded, not tpd_exceeded")
def the_shorter_of_two() -> None:
    """Names the budget that is free again first, when both are spent."""
    instead(token_budgets, "_waits", lambda honest: lambda *asked: sorted(honest(*asked))[:1])


@lie(breaks="UC-16", noticed_by="X-Gateway-Reason was tpd_exceeded, not tpm_exceeded")
def the_day_always_first() -> None:
    """Names the day whenever the day is spent, also when the minute lasts longer."""
    instead(
        token_budgets,
        "_waits",
        lambda honest: (
            lambda *asked: (
                [each for each in honest(*asked) if each[1] is Reason.TPD_EXCEEDED]
                or honest(*asked)
            )
        ),
    )


def _charged_before_the_other_is_asked(first: str) -> None:
    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            answer: Answer = honest(self, policy, prompt, cost, now)
            other = Reason.TPD_EXCEEDED if first == "minute_used" else Reason.TPM_EXCEEDED
            if isinstance(answer, TooMuch) and answer.reason is other:
                account = self._account(policy, now)
                setattr(account, first, getattr(account, first) + cost)
            return answer

        return lying

    instead(TokenBudgets, "reserve", reserve)


@lie(breaks="UC-16", noticed_by="tokens-per-minute;r was 5999")
def the_minute_pays_for_the_day() -> None:
    """Charges the minute before it finds that the day refuses."""
    _charged_before_the_other_is_asked("minute_used")


@lie(breaks="UC-16", noticed_by="tokens-per-day;r was 87600")
def the_day_pays_for_the_minute() -> None:
    """Charges the day before it finds that the minute refuses."""
    _charged_before_the_other_is_asked("day_used")


@lie(breaks="RL-04", noticed_by="24 were answered")
def charged_at_the_end() -> None:
    """Charges when the answer is there and sets nothing aside, so that a crowd passes together."""

    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            answer: Answer = honest(self, policy, prompt, cost, now)
            if not isinstance(answer, TooMuch):
                self._account(policy, now).minute_used -= cost
                answer = replace(answer, tokens=0)
            return answer

        return lying

    instead(TokenBudgets, "reserve", reserve)


@lie(breaks="RL-04", noticed_by="12 were answered")
def only_what_is_answered_counts() -> None:
    """Lets a request pass when what is really used leaves room, whatever is set aside besides."""

    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            account = self._account(policy, now)
            held = getattr(self, "_held", 0)
            account.minute_used -= held
            answer: Answer = honest(self, policy, prompt, cost, now)
            account.minute_used += held
            self._held = held + (0 if isinstance(answer, TooMuch) else cost)  # type: ignore[attr-defined]
            return answer

        return lying

    def settle(honest: Piece) -> Piece:
        def lying(self: TokenBudgets, reservation: Reservation, used: int, now: Now) -> None:
            self._held -= reservation.tokens  # type: ignore[attr-defined]
            honest(self, reservation, used, now)

        return lying

    instead(TokenBudgets, "reserve", reserve)
    instead(TokenBudgets, "settle", settle)
