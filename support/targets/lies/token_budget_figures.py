"""Lies in what callers are told of budgets: in the headers, in the refusal, on the wire."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import answers, limit_headers, token_budgets
from support.reference.decisions import Decisions
from support.reference.token_budgets import TokenBudgets, Window
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.reference.policies import TokenBudget
    from support.reference.reasons import Headers
    from support.reference.token_budgets import Account
    from support.reference.visits import Visit
    from support.targets.lies import Piece

    Windows = tuple[Window, ...]


def _telling(change: Callable[[Window], Window]) -> None:
    instead(
        answers,
        "limit_headers",
        lambda honest: lambda windows: honest(tuple(change(each) for each in windows)),
    )


def _spelling(change: Callable[[bytes, bytes], tuple[bytes, bytes] | None]) -> None:
    def spelt(honest: Piece) -> Piece:
        def lying(windows: Windows) -> Headers:
            changed = [change(name, value) for name, value in honest(windows)]
            return [each for each in changed if each is not None]

        return lying

    instead(answers, "limit_headers", spelt)


@lie(breaks="RL-01", noticed_by="r was 10999")
def one_less_than_left() -> None:
    """Tells one token less than there is."""
    _telling(lambda window: replace(window, left=window.left - 1))


@lie(breaks="RL-01", noticed_by="11000 were left of 5000")
def more_left_than_there_is() -> None:
    """Tells the size of another caller's budget, which is smaller than what is left."""
    _telling(lambda window: replace(window, limit=5000))


@lie(breaks="RL-01", noticed_by="q was 12000 but x-ratelimit-limit-tokens was 10000")
def two_sizes() -> None:
    """Tells one size in one family and an older one in the other."""
    _spelling(
        lambda name, value: (name, b"10000" if name == b"x-ratelimit-limit-tokens" else value)
    )


def _overdrawn(budget: str, used: Callable[[Account], float]) -> None:
    def windows(honest: Piece) -> Piece:
        def lying(
            self: TokenBudgets, policy: TokenBudget, now: token_budgets.Now, refused: int | None
        ) -> Windows:
            told: Windows = honest(self, policy, now, refused)
            taken = round(used(self._accounts[policy.caller]))
            return tuple(
                replace(each, left=each.limit - taken) if each.name == budget else each
                for each in told
            )

        return lying

    instead(TokenBudgets, "windows", windows)


@lie(breaks="RL-01", noticed_by="r=-1000")
def less_than_nothing() -> None:
    """Tells what is left of a minute as a number below 0 when more was taken than there was."""
    _overdrawn("tokens-per-minute", lambda account: account.minute_used)


@lie(breaks="UC-16", noticed_by="r=-1000")
def less_than_nothing_today() -> None:
    """Tells what is left of a day as a number below 0 when more was taken than there was."""
    _overdrawn("tokens-per-day", lambda account: account.day_used)


@lie(breaks="RL-01", noticed_by="x-ratelimit-remaining-tokens was 12000")
def one_family_lags_behind() -> None:
    """Tells what is left after the answer in one family and the whole budget in the other."""

    def spelt(name: bytes, value: bytes) -> tuple[bytes, bytes]:
        return name, b"12000" if name == b"x-ratelimit-remaining-tokens" else value

    _spelling(spelt)


@lie(breaks="RL-01", noticed_by="answer 1: RateLimit tokens-per-minute;r was 12000")
def one_answer_behind() -> None:
    """Tells with each answer what was left before it."""
    before: dict[str, Windows] = {}

    def windows(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit) -> Windows:
            now: Windows = honest(self, visit)
            told = before.get(visit.caller or "", tuple(replace(w, left=w.limit) for w in now))
            before[visit.caller or ""] = now
            return told

        return lying

    instead(Decisions, "windows", windows)


@lie(breaks="RL-01", noticed_by="it said 'x-ratelimit-reset-tokens: 15'")
def a_reset_without_a_unit() -> None:
    """Tells the reset as a bare number, which libraries read as nothing or as milliseconds."""
    _spelling(
        lambda name, value: (
            name,
            value.rstrip(b"s") if name == b"x-ratelimit-reset-tokens" else value,
        )
    )


@lie(breaks="RL-01", noticed_by="t was 17")
def a_reset_in_epoch_seconds() -> None:
    """Tells when the budget is whole again as a date in seconds, as some do."""
    _telling(lambda window: replace(window, full_in=1_790_164_800 + window.full_in))


@lie(breaks="RL-02", noticed_by="seconds until whole again")
def whole_again_too_early() -> None:
    """Tells that the budget is whole again as soon as the next token is there."""
    _telling(lambda window: replace(window, full_in=0))


@lie(breaks="RL-01", noticed_by="is no list of strings with parameters")
def an_older_draft() -> None:
    """Spells RateLimit as draft 7 did, with equal signs instead of a list."""

    def spelt(name: bytes, value: bytes) -> tuple[bytes, bytes]:
        found = re.search(rb"r=(\d+);t=(\d+)", value)
        if name != b"RateLimit" or found is None:
            return name, value
        return name, b"limit=12000, remaining=%b, reset=%b" % found.groups()

    _spelling(spelt)


@lie(breaks="RL-01", noticed_by="answer 3: RateLimit tokens-per-minute;r was absent")
def silent_refusals() -> None:
    """Tells no figures with a refusal, when they matter most."""
    instead(
        answers,
        "limit_headers",
        lambda honest: (
            lambda windows: [] if any(w.left < 5000 for w in windows) else honest(windows)
        ),
    )


@lie(breaks="RL-01", noticed_by="RateLimit-Policy tokens-per-day;q was")
def the_day_is_kept_secret() -> None:
    """Tells of the minute only."""
    instead(answers, "limit_headers", lambda honest: lambda windows: honest(windows[:1]))


@lie(breaks="RL-01", noticed_by="RateLimit was")
def tells_strangers() -> None:
    """Tells callers without a budget what was left to the last one who has one."""
    last: list[Windows] = [()]

    def windows(honest: Piece) -> Piece:
        def lying(self: Decisions, visit: Visit) -> Windows:
            last[0] = honest(self, visit) or last[0]
            return last[0]

        return lying

    instead(Decisions, "windows", windows)


@lie(breaks="RL-01", noticed_by="sent twice")
def the_models_figures_too() -> None:
    """Hands the model's own figures on beside its own."""
    instead(
        answers,
        "handed_back",
        lambda honest: lambda headers, limits: honest(headers, limits=limits and False),
    )


@lie(breaks="UC-16", noticed_by="x-ratelimit-reset-tokens was 43200s, not 12h0m0s")
def long_times_in_seconds() -> None:
    """Spells every duration in seconds, however long it is."""
    instead(limit_headers, "go_duration", lambda _honest: lambda seconds: f"{seconds}s")


@lie(breaks="RL-01", noticed_by="x-ratelimit-remaining-tokens was absent, not 7")
def nobody_hears_of_other_limits() -> None:
    """Takes the model's own figures away also where it has none to tell instead."""
    instead(answers, "handed_back", lambda honest: lambda raw, **_limits: honest(raw, limits=True))
