"""Lies in what callers are told of request limits: by which headers, with which numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.reference import answers, decisions
from support.reference.reasons import Reason
from support.reference.request_limits import RequestLimits
from support.targets.lies import instead, lie

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from support.reference.reasons import Headers
    from support.reference.request_limits import Counted
    from support.reference.token_budgets import Now, Window
    from support.targets.lies import Piece


def _telling(change: Callable[[Window], Window]) -> None:
    def windows(honest: Piece) -> Piece:
        def lying(self: RequestLimits, counted: Sequence[Counted], now: Now) -> tuple[Window, ...]:
            return tuple(change(each) for each in honest(self, counted, now))

        return lying

    instead(RequestLimits, "windows", windows)


def _spelling(change: Callable[[bytes, bytes], tuple[bytes, bytes] | None]) -> None:
    def spelt(honest: Piece) -> Piece:
        def lying(windows: tuple[Window, ...]) -> Headers:
            changed = [change(name, value) for name, value in honest(windows)]
            return [each for each in changed if each is not None]

        return lying

    instead(answers, "limit_headers", spelt)


@lie(breaks="RL-01", noticed_by="answer 1: RateLimit requests;r was 5")
def left_before_it() -> None:
    """Tells what was left before the request, and not after it."""
    _telling(lambda window: replace(window, left=min(window.limit, window.left + 1)))


@lie(breaks="RL-01", noticed_by="x-ratelimit-remaining-requests was 5")
def one_family_stands_still() -> None:
    """Tells what is left in one family and the size of the limit in the other."""
    _spelling(
        lambda name, value: (name, b"5" if name == b"x-ratelimit-remaining-requests" else value)
    )


@lie(breaks="UC-01", noticed_by="x-ratelimit-reset-requests was 2")
def one_reset_for_both() -> None:
    """Tells when the next request is back where clients look for when all of them are."""
    _telling(lambda window: replace(window, full_in=window.more_in or 0))


@lie(breaks="UC-01", noticed_by="RateLimit requests;t was 10")
def more_when_all_is_back() -> None:
    """Tells that there is nothing more until everything is back, long after Retry-After."""
    _telling(lambda window: replace(window, more_in=window.full_in))


@lie(breaks="RL-01", noticed_by="it did not say 'x-ratelimit-reset-requests: 2s'")
def bare_numbers() -> None:
    """Spells the reset as a bare number of seconds, which the library takes for milliseconds."""
    _spelling(
        lambda name, value: (
            (name, value.rstrip(b"s")) if name == b"x-ratelimit-reset-requests" else (name, value)
        )
    )


@lie(breaks="RL-01", noticed_by="it did not say 'ratelimit-policy")
def no_policy_field() -> None:
    """Tells what is left and never of how much."""
    _spelling(lambda name, value: None if name == b"RateLimit-Policy" else (name, value))


@lie(breaks="RL-01", noticed_by='RateLimit was "tokens-per-minute"')
def tokens_hide_requests() -> None:
    """Tells of one kind of limit only, and tokens come first."""
    instead(
        answers,
        "limit_headers",
        lambda honest: (
            lambda windows: honest(
                tuple(each for each in windows if each.unit == "tokens") or windows
            )
        ),
    )


@lie(breaks="UC-01", noticed_by="RateLimit requests;t was absent")
def refusals_tell_nothing() -> None:
    """Tells its figures with answers alone, and leaves those out in the dark who need them."""
    instead(
        answers,
        "limit_headers",
        lambda honest: lambda windows: honest(tuple(each for each in windows if each.left > 0)),
    )


@lie(breaks="UC-01", noticed_by="X-Gateway-Reason was tpm_exceeded, not rate_exceeded")
def called_tokens() -> None:
    """Says that tokens are spent when requests come too fast."""
    instead(
        decisions,
        "Refused",
        lambda honest: (
            lambda reason, *more: honest(
                Reason.TPM_EXCEEDED if reason is Reason.RATE_EXCEEDED else reason, *more
            )
        ),
    )
