"""Lies about what a request counts, about what can never fit, and about when a day begins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import chat_requests, decisions, refusals
from support.reference.chat_requests import ChatRequest
from support.reference.reasons import Reason
from support.reference.token_budgets import MINUTE, TokenBudgets, TooMuch
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from support.reference.chat_requests import ChatRequest as Chat
    from support.reference.policies import TokenBudget
    from support.reference.token_budgets import Now, Reservation
    from support.targets.lies import Piece

    Answer = Reservation | TooMuch


def _reading(change: Piece) -> None:
    def read(honest: Piece) -> Piece:
        return lambda body: change(honest(body))

    instead(decisions, "read_chat_request", read)


def _longest(chat: Chat, *words: str) -> int | None:
    stated = [chat.stated[word] for word in words if chat.stated.get(word) is not None]
    return sum(stated) if stated else None


@lie(breaks="UC-16", noticed_by="status was 200")
def one_answer_is_counted() -> None:
    """Counts one answer, however many are asked for."""
    _reading(lambda chat: replace(chat, answers=1))


@lie(breaks="UC-16", noticed_by="the model was called 0 times")
def the_prompt_is_counted_for_each_answer() -> None:
    """Counts the prompt as often as answers are asked for."""
    _reading(lambda chat: replace(chat, prompt_tokens=chat.prompt_tokens * chat.answers))


@lie(breaks="UC-16", noticed_by="status was 200")
def the_old_word_only() -> None:
    """Reads max_tokens where max_completion_tokens is larger."""
    _reading(
        lambda chat: replace(
            chat, longest_answer=_longest(chat, "max_tokens") or chat.longest_answer
        )
    )


@lie(breaks="UC-16", noticed_by="status was 200")
def the_new_word_only() -> None:
    """Reads max_completion_tokens where max_tokens is larger."""
    _reading(
        lambda chat: replace(
            chat, longest_answer=_longest(chat, "max_completion_tokens") or chat.longest_answer
        )
    )


@lie(breaks="UC-16", noticed_by="status was 429")
def both_words_added_up() -> None:
    """Adds up the two names of the longest answer."""
    _reading(
        lambda chat: replace(
            chat, longest_answer=_longest(chat, "max_tokens", "max_completion_tokens")
        )
    )


@lie(breaks="UC-16", noticed_by="status was 200")
def no_length_no_charge() -> None:
    """Sets nothing aside for an answer whose longest length is not named."""
    instead(ChatRequest, "cost", lambda honest: lambda self, _default: honest(self, 0))


@lie(breaks="UC-16", noticed_by="the model was called 0 times")
def an_agreed_length_of_its_own() -> None:
    """Counts 4,096 tokens where no longest answer is named, whatever was agreed."""
    instead(ChatRequest, "cost", lambda honest: lambda self, _default: honest(self, 4096))


def _counting_parts(tokens: Piece) -> None:
    def tokens_in(honest: Piece) -> Piece:
        def lying(message: object) -> int:
            parts = message.get("content") if isinstance(message, dict) else None
            return int(tokens(parts) if isinstance(parts, list) else honest(message))

        return lying

    instead(chat_requests, "_tokens_in", tokens_in)


@lie(breaks="UC-16", noticed_by="status was 200")
def pieces_count_nothing() -> None:
    """Counts a prompt that is one text and none that comes in parts."""
    _counting_parts(lambda _parts: 0)


@lie(breaks="UC-16", noticed_by="status was 429")
def pieces_count_as_they_are_written() -> None:
    """Counts the brackets and names around the parts of a prompt as if they were said."""
    _counting_parts(lambda parts: len(str(parts)) // 4)


@lie(breaks="UC-16", noticed_by="status was 429")
def speakers_count() -> None:
    """Counts three tokens more for each message after the first, for who says it."""
    _reading(
        lambda chat: replace(
            chat, prompt_tokens=chat.prompt_tokens + 3 * (len(chat.stated["messages"]) - 1)
        )
    )


@lie(breaks="UC-16", noticed_by="status was 200")
def the_last_message_counts() -> None:
    """Counts the last message of a prompt and none that was said before it."""
    _reading(
        lambda chat: replace(
            chat,
            prompt_tokens=chat_requests._tokens_in(chat.stated["messages"][-1]),  # noqa: SLF001
        )
    )


@lie(breaks="UC-16", noticed_by="X-Gateway-Reason was tpm_exceeded, not request_too_large")
def what_never_fits_may_come_back() -> None:
    """Tells a request that can never fit to come back in a minute."""
    instead(
        decisions,
        "Refused",
        lambda honest: (
            lambda reason, wait=None, headers=(): (
                honest(Reason.TPM_EXCEEDED, MINUTE)
                if reason is Reason.REQUEST_TOO_LARGE
                else honest(reason, wait, list(headers))
            )
        ),
    )


def _never_fits(refuses: Piece) -> None:
    """Find what can never fit in another way; what is left over is asked of the honest one."""

    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            if refuses(policy, prompt, cost, self._account(policy, now)):
                return TooMuch(Reason.REQUEST_TOO_LARGE, None)
            answer: Answer = honest(self, policy, prompt, cost, now)
            return answer

        return lying

    instead(TokenBudgets, "reserve", reserve)


@lie(breaks="UC-16", noticed_by="status was 429")
def a_whole_minute_never_fits() -> None:
    """Refuses for good what is exactly as large as the budget."""
    _never_fits(lambda policy, _prompt, cost, _account: cost == policy.per_minute)


@lie(breaks="UC-16", noticed_by="X-Gateway-Reason was request_too_large, not tpm_exceeded")
def what_is_spent_never_fits() -> None:
    """Refuses for good whatever does not fit just now."""
    _never_fits(
        lambda policy, _prompt, cost, account: (
            policy.per_minute is not None and account.minute_used + cost > policy.per_minute
        )
    )


def _reserving_without(reason: Reason, when: Piece) -> None:
    """Do not look for what can never fit, and take the time that it would need to refill."""

    def reserve(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, prompt: int, cost: int, now: Now
        ) -> Answer:
            answer: Answer = honest(self, policy, prompt, cost, now)
            unfit = isinstance(answer, TooMuch) and answer.reason is Reason.REQUEST_TOO_LARGE
            return (
                TooMuch(reason, 1)
                if unfit and when(policy, cost, self._account(policy, now))
                else answer
            )

        return lying

    instead(TokenBudgets, "reserve", reserve)


@lie(breaks="UC-16", noticed_by="X-Gateway-Reason was tpd_exceeded, not request_too_large")
def the_day_may_be_outgrown() -> None:
    """Tells a request larger than a whole day's budget to come back tomorrow."""
    _reserving_without(
        Reason.TPD_EXCEEDED,
        lambda policy, cost, _account: policy.per_day is not None and cost > policy.per_day,
    )


@lie(breaks="UC-16", noticed_by="X-Gateway-Reason was tpm_exceeded, not request_too_large")
def nothing_left_comes_first() -> None:
    """Tells a request that can never fit to come back, when nothing is left anyway."""
    _reserving_without(
        Reason.TPM_EXCEEDED,
        lambda policy, _cost, account: (
            policy.per_minute is not None and account.minute_used >= policy.per_minute
        ),
    )


@lie(breaks="UC-16", noticed_by="status was 200")
def one_token_too_long() -> None:
    """Lets a prompt pass that is one token longer than allowed."""
    _prompts_seen_as(-1)


@lie(breaks="UC-16", noticed_by="status was 400")
def the_longest_prompt_is_too_long() -> None:
    """Refuses a prompt that is exactly as long as allowed."""
    _prompts_seen_as(1)


def _prompts_seen_as(change: int) -> None:
    instead(
        TokenBudgets,
        "reserve",
        lambda honest: (
            lambda self, policy, prompt, cost, now: honest(self, policy, prompt + change, cost, now)
        ),
    )


@lie(breaks="UC-16", noticed_by="X-Gateway-Reason was request_too_large, not prompt_too_long")
def the_budget_is_asked_before_the_prompt() -> None:
    """Says of a prompt that is too long that the budget is too small."""
    _never_fits(
        lambda policy, _prompt, cost, _account: (
            policy.per_minute is not None and cost > policy.per_minute
        )
    )


@lie(breaks="UC-16", noticed_by="status was 429")
def too_long_is_too_many() -> None:
    """Answers a prompt that is too long with the status of a spent budget."""
    kind = refusals.KINDS[Reason.PROMPT_TOO_LONG]
    refusals.KINDS[Reason.PROMPT_TOO_LONG] = replace(kind, status=429)
