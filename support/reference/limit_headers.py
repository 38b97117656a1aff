"""What is left of a budget, spelt twice: by the RateLimit draft (10), and for OpenAI's clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .token_budgets import Window


def limit_headers(windows: tuple[Window, ...]) -> list[tuple[bytes, bytes]]:
    """Spell the budgets out; OpenAI's three headers know one only: the minute's, else the day's."""
    if not windows:
        return []
    policy = ", ".join(f'"{each.name}";q={each.limit};w={each.seconds}' for each in windows)
    left = ", ".join(f'"{each.name}";r={each.left};t={each.full_in}' for each in windows)
    first = windows[0]
    return [
        (b"RateLimit-Policy", policy.encode()),
        (b"RateLimit", left.encode()),
        (b"x-ratelimit-limit-tokens", b"%d" % first.limit),
        (b"x-ratelimit-remaining-tokens", b"%d" % first.left),
        (b"x-ratelimit-reset-tokens", go_duration(first.full_in).encode()),
    ]


def go_duration(seconds: int) -> str:
    """Spell whole seconds as Go does: 57s, 1m30s, 2h0m5s."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}h{minutes}m{seconds}s"
    return f"{minutes}m{seconds}s" if minutes else f"{seconds}s"
